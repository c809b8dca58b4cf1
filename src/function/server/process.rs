//! What this process takes of the machine.

use std::fs;

const STATUS: &str = "/proc/self/status";
const RESIDENT: &str = "VmRSS:";

/// Gives the bytes of memory that the process has, where the system tells: Linux does.
pub(crate) fn resident() -> Option<usize> {
    of_status(&fs::read_to_string(STATUS).ok()?)
}

fn of_status(status: &str) -> Option<usize> {
    let line = status.lines().find_map(|line| line.strip_prefix(RESIDENT))?;
    let kibibytes: usize = line.trim().strip_suffix("kB")?.trim_end().parse().ok()?;
    kibibytes.checked_mul(1 << 10)
}

#[cfg(test)]
mod tests {
    use super::of_status;

    #[test]
    fn the_resident_memory_is_read_as_linux_writes_it() {
        assert_eq!(of_status("Name:\tportico\nVmHWM:\t  9 kB\nVmRSS:\t    5120 kB\n"), Some(5120 << 10));
        for other in ["", "VmRSS:", "VmRSS:\t x kB", "VmRSS:\t 5 MB"] {
            assert_eq!(of_status(other), None, "{other}");
        }
    }
}
