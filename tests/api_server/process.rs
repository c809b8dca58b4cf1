//! A process that ends with the tests: when it is dropped, and also when the tests' program ends, however it ends.

use std::fs::{self, File};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A shell script that runs the program given to it until its own input ends, as it does when the tests' program ends.
/// Then it kills the program and removes the folder given to it.
const KEEPER: &str = r#"
exec 3<&0
folder=$1
shift
"$@" 3<&- &
program=$!
trap 'kill -KILL "$program"; wait "$program"; rm -rf "$folder"; exit' TERM
{ read -r _ <&3; kill -TERM "$$"; } &
reader=$!
wait "$program"
code=$?
kill "$reader"
exit "$code"
"#;

/// A started program, whose output goes to a file.
pub struct Process {
    keeper: Child,
    log: PathBuf,
}

impl Process {
    /// Starts a program with its arguments, whose output goes to a file of this name in a folder. The folder is removed
    /// with it, unless the program ends by itself.
    pub fn start(program: &Path, arguments: &[String], folder: &Path, log: &str) -> Self {
        let log = folder.join(log);
        let output = File::create(&log).expect("a log can be written");
        let errors = output.try_clone().expect("a log can be written");
        let mut shell = Command::new("sh");
        shell.args(["-c", KEEPER, "keeper"]).arg(folder).arg(program).args(arguments);
        shell.stdin(Stdio::piped()).stdout(output).stderr(errors);
        // Keys typed at a terminal to end the tests must not end the shell that cleans up after them.
        shell.process_group(0);
        Self { keeper: shell.spawn().expect("a shell can be started"), log }
    }

    /// Whether the program is still running.
    pub fn runs(&mut self) -> bool {
        matches!(self.keeper.try_wait(), Ok(None))
    }

    /// Gives the last lines of the program's output.
    pub fn last_words(&self) -> String {
        let said = fs::read(&self.log).unwrap_or_default();
        let said = String::from_utf8_lossy(&said);
        let lines: Vec<_> = said.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        // A process that can't be waited for is gone already.
        let _ = self.keeper.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::Process;
    use std::path::Path;
    use std::process::Command;
    use std::thread;
    use std::time::{Duration, Instant};

    fn wait_for(mut condition: impl FnMut() -> bool) {
        let start = Instant::now();
        while !condition() {
            assert!(start.elapsed() < Duration::from_secs(20));
            thread::sleep(Duration::from_millis(10));
        }
    }

    #[test]
    fn a_dropped_process_is_gone() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let arguments = ["-c", "echo $$; exec sleep 1000"].map(str::to_owned);
        let mut process = Process::start(Path::new("sh"), &arguments, folder.path(), "log");
        wait_for(|| !process.last_words().is_empty());
        assert!(process.runs());
        let probe = format!("kill -0 {} 2>&1", process.last_words());
        let is_there = || Command::new("sh").args(["-c", &probe]).output().expect("a shell starts").status.success();
        assert!(is_there());
        drop(process);
        assert!(!is_there() && !folder.path().exists());
    }

    #[test]
    fn a_process_that_ends_says_why() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let arguments = ["-c", "echo wrong >&2; exit 3"].map(str::to_owned);
        let mut process = Process::start(Path::new("sh"), &arguments, folder.path(), "log");
        wait_for(|| !process.runs());
        assert_eq!(process.last_words(), "wrong");
    }
}
