//! Running a program whose output is shown as it comes, and passed line by line to the caller.

use std::{
    io::{BufRead, BufReader, Read},
    process::{Command, ExitStatus, Stdio},
    thread,
};

use crate::echo;

/// Runs the program; each line of its standard output and of its standard error is shown, then read.
pub fn run(
    command: &mut Command,
    output: impl FnMut(&str),
    talk: impl FnMut(&str) + Send,
) -> Result<ExitStatus, String> {
    echo::show(command);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| echo::not_started(command, &error))?;
    let (printed, said) = (child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        scope.spawn(|| lines(said, |line| eprintln!("{line}"), talk));
        lines(printed, |line| println!("{line}"), output);
    });
    child.wait().map_err(|error| format!("the end of the program was missed: {error}"))
}

fn lines(stream: Option<impl Read>, show: impl Fn(&str), mut read: impl FnMut(&str)) {
    let Some(stream) = stream else { return };
    let mut stream = BufReader::new(stream);
    let mut line = Vec::new();
    // Tests may print bytes that are no text: they are shown, not refused.
    while stream.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\n', '\r']);
        show(text);
        read(text);
        line.clear();
    }
}
