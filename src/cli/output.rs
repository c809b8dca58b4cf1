//! Standard output: a result, written once it is whole.

use crate::failure::Failure;
use crate::talk;
use crate::verdict::Verdict;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

/// Writes a result. Its reader may stop before the end: that is no failure.
pub fn write(result: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    match written(result) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(failure(&error)),
        _ => Ok(()),
    }
}

/// Writes objects for a program that applies them: it must never take a part for the whole.
pub fn write_whole(result: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    written(result).map_err(|error| failure(&error))
}

fn written(result: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut stream = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    result(&mut stream).and_then(|()| stream.flush())
}

fn failure(error: &io::Error) -> Failure {
    let (what, help) = match error.kind() {
        ErrorKind::BrokenPipe => ("its reader stopped before the end".to_owned(), "let it read everything"),
        _ => (error.to_string(), "make room and run it again"),
    };
    let help = format!("what was written is incomplete: {help}");
    Failure::new(format!("standard output can't be written: {what}"), help)
}

/// Writes a text, with a line end at its end.
pub fn write_text(text: &str) -> Result<(), Failure> {
    write(|stream| {
        stream.write_all(text.as_bytes())?;
        if text.ends_with('\n') || text.is_empty() { Ok(()) } else { stream.write_all(b"\n") }
    })
}

/// Writes the answer of the arguments' parser: help, the version, or an error.
pub fn of_the_parser(answer: &clap::Error) -> ExitCode {
    let plain = answer.to_string();
    let shown = portico_text::lines(&plain);
    if answer.use_stderr() && shown != plain {
        // An argument holds characters that a terminal would obey, and colours can't be told from them.
        talk::say(&shown);
    } else {
        // A reader of the help may stop, and there is nowhere else to say that it could not be written.
        let _ = answer.print();
    }
    if answer.use_stderr() { Verdict::Unusable.into() } else { Verdict::Right.into() }
}
