//! One run of the program: the time and memory that it took, unless it took too long.

use nix::sys::resource::{UsageWho, getrusage};
use rustix::process::{Pid, Resource, Rlimit, prlimit};
use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

/// The end of a run.
#[derive(Debug, Clone, Copy)]
pub enum Ended {
    /// By itself, with a verdict.
    Judged(Usage),
    /// Without a verdict: the program refuses so large an input.
    Refused(Usage),
    /// It was killed at the limit.
    OutOfTime,
}

/// The resources that a run took.
#[derive(Debug, Clone, Copy)]
pub struct Usage {
    /// The seconds of a processor, of the program and of the system for it.
    pub seconds: f64,
    /// The most memory, in bytes, where the system tells.
    pub peak: u64,
}

/// Runs the program with arguments in a folder, and a file as its standard input; ends it after so many seconds of a
/// processor.
pub fn run(program: &Path, arguments: &[String], folder: &Path, input: &Path, limit: u64) -> Ended {
    let before = seconds_of_children();
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).env_remove("PORTICO_EXPOSURE");
    command.stdin(File::open(input).expect("the input was written"));
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{}: {error}", program.display()));
    bound(&child, limit);
    let (status, peak) = end(&mut child);
    let usage = Usage { seconds: seconds_of_children() - before, peak };
    match status.code() {
        None => Ended::OutOfTime,
        Some(0 | 1) => Ended::Judged(usage),
        Some(_) => Ended::Refused(usage),
    }
}

/// Has the system end a process after so many seconds of a processor: seconds of the clock would count other processes
/// too.
fn bound(child: &Child, limit: u64) {
    let Some(process) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) else { return };
    let limit = Rlimit { current: Some(limit), maximum: Some(limit) };
    // One that has ended already needs no limit.
    let _ = prlimit(Some(process), Resource::Cpu, limit);
}

/// Waits for a process, and looks at its memory meanwhile.
fn end(child: &mut Child) -> (ExitStatus, u64) {
    let mut peak = 0;
    loop {
        peak = peak_of(child.id()).unwrap_or(0).max(peak);
        if let Some(status) = child.try_wait().expect("a child can be waited for") {
            return (status, peak);
        }
        thread::sleep(Duration::from_micros(500));
    }
}

/// Gives the most memory that a process has had.
fn peak_of(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes << 10)
}

/// Gives the seconds of a processor that all ended children took together: there is one at a time.
fn seconds_of_children() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system tells what was used");
    [usage.user_time(), usage.system_time()]
        .map(|time| {
            let seconds = u64::try_from(time.tv_sec()).unwrap_or_default();
            let rest = u64::try_from(time.tv_usec()).unwrap_or_default();
            (Duration::from_secs(seconds) + Duration::from_micros(rest)).as_secs_f64()
        })
        .iter()
        .sum()
}
