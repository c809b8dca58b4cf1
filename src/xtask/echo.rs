//! Starting a program as a person would: its command line is shown first, and a program that isn't there is one clear
//! line. A program's output is not read here.

use std::{
    io::ErrorKind,
    iter,
    path::Path,
    process::{Command, ExitStatus},
};

use crate::root;

/// Shows the command line on standard error.
pub fn show(command: &Command) {
    eprintln!("$ {}", line(command));
}

/// Shows the command line, runs it, and gives how it ended.
///
/// # Errors
///
/// When it can't be started.
pub fn run(command: &mut Command) -> Result<ExitStatus, String> {
    show(command);
    command.status().map_err(|error| not_started(command, &error))
}

/// Shows the command line, runs it, and refuses every end but success.
///
/// # Errors
///
/// When it can't be started, or fails.
pub fn succeed(command: &mut Command) -> Result<(), String> {
    let status = run(command)?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed ({status})", line(command))) }
}

/// Gives the one-line message for a program that could not be started.
#[must_use]
pub fn not_started(command: &Command, error: &std::io::Error) -> String {
    let program = command.get_program().display();
    if error.kind() == ErrorKind::NotFound {
        format!("`{program}` was not found: install it or put it on the PATH")
    } else {
        format!("`{program}` could not be started: {error}")
    }
}

fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    // Programs of this checkout are shown as one would type them at its root.
    let program = program.strip_prefix(root()).unwrap_or(program);
    let arguments = command.get_args().map(|word| word.to_string_lossy());
    iter::once(program.to_string_lossy()).chain(arguments).collect::<Vec<_>>().join(" ")
}
