//! Running a program whose output is shown as it comes and read as well. What
//! the lines mean is not known here.

use std::{
    io::{BufRead, BufReader},
    process::{Command, ExitStatus, Stdio},
};

use crate::echo;

/// Runs the program; each line of its standard output is shown, then read.
pub fn run(command: &mut Command, mut read: impl FnMut(&str)) -> Result<ExitStatus, String> {
    echo::show(command);
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| echo::not_started(command, &error))?;
    if let Some(output) = child.stdout.take() {
        let mut output = BufReader::new(output);
        let mut line = Vec::new();
        // Tests may print bytes that are no text: they are shown, not refused.
        while output.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
            let text = String::from_utf8_lossy(&line);
            let text = text.trim_end_matches(['\n', '\r']);
            println!("{text}");
            read(text);
            line.clear();
        }
    }
    child.wait().map_err(|error| format!("the end of the program was missed: {error}"))
}
