//! Running a program that takes a while: a line on standard error tells how
//! long it has taken, and what it prints goes to a file that is named only
//! when it failed.

use std::{
    fs::{self, File},
    io::{ErrorKind, IsTerminal, Write, stderr},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

const LOOK_EVERY: Duration = Duration::from_millis(100);
/// How often a line is printed where lines cannot be overwritten.
const LINE_EVERY: Duration = Duration::from_secs(15);

/// Runs the program to its end; `advice` says how to get it if it isn't there.
pub fn run(command: &mut Command, advice: &str, what: &str, log: &Path) -> Result<(), String> {
    let unwritable = |error| format!("cannot write {}: {error}", log.display());
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder).map_err(unwritable)?;
    }
    let output = File::create(log).map_err(unwritable)?;
    let errors = output.try_clone().map_err(unwritable)?;
    command.stdin(Stdio::null()).stdout(output).stderr(errors);

    let program = command.get_program().display().to_string();
    let mut child = command.spawn().map_err(|error| match error.kind() {
        ErrorKind::NotFound => format!("`{program}` isn't on the PATH: {advice}"),
        _ => format!("`{program}` could not be started: {error}"),
    })?;

    let mut line = Line::start(what);
    let status = loop {
        match child.try_wait() {
            Ok(None) => line.waiting(),
            Ok(Some(status)) => break status,
            Err(error) => return Err(format!("`{program}` was lost: {error}")),
        }
        thread::sleep(LOOK_EVERY);
    };
    line.end();
    if status.success() {
        return Ok(());
    }
    let said = fs::read(log).map(|bytes| last_line(&bytes)).unwrap_or_default();
    Err(format!("`{program}` failed ({status}): {said} (all of it: {})", log.display()))
}

fn last_line(output: &[u8]) -> String {
    let text = String::from_utf8_lossy(output);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.next_back().unwrap_or("it said nothing").to_owned()
}

/// The line that tells how long the program has run.
struct Line<'a> {
    what: &'a str,
    started: Instant,
    printed: Instant,
    overwrites: bool,
}

impl<'a> Line<'a> {
    fn start(what: &'a str) -> Self {
        let now = Instant::now();
        let line = Self { what, started: now, printed: now, overwrites: stderr().is_terminal() };
        if !line.overwrites {
            eprintln!("{what} …");
        }
        line
    }

    fn waiting(&mut self) {
        let pause = if self.overwrites { Duration::from_secs(1) } else { LINE_EVERY };
        if self.printed.elapsed() >= pause {
            self.printed = Instant::now();
            self.print();
        }
    }

    fn end(&self) {
        self.print();
        if self.overwrites {
            eprintln!();
        }
    }

    fn print(&self) {
        let text = format!("{} … {} s", self.what, self.started.elapsed().as_secs());
        if self.overwrites {
            eprint!("\r{text}");
            // Progress that cannot be shown is not worth failing for.
            let _ = stderr().flush();
        } else {
            eprintln!("{text}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::last_line;

    #[test]
    fn the_last_line_is_what_a_failure_says() {
        assert_eq!(last_line(b"one\ntwo\n\n"), "two");
        assert_eq!(last_line(b"\n"), "it said nothing");
    }
}
