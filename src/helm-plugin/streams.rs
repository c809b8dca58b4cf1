//! The streams that a command reads from and writes to.

use portico_command::{LIMIT, STANDARD_INPUT, UsageError, text, too_large};
use portico_core::Source;
use std::io::{ErrorKind, Read, Write};

/// The standard streams, or others in their place.
pub struct Streams<'streams> {
    /// Standard input.
    pub input: &'streams mut dyn Read,
    /// Standard output: the result.
    pub output: &'streams mut dyn Write,
    /// Standard error: the talk.
    pub talk: &'streams mut dyn Write,
}

impl Streams<'_> {
    /// Reads standard input to its end.
    pub(crate) fn source(&mut self) -> Result<Source, UsageError> {
        let mut bytes = Vec::new();
        self.input.take(LIMIT + 1).read_to_end(&mut bytes).map_err(|error| match error.kind() {
            // The memory that Helm gives is spent when the limit is passed.
            ErrorKind::OutOfMemory => too_large(STANDARD_INPUT),
            _ => UsageError::new(
                format!("standard input can't be read: {error}"),
                "give the input with < FILE or through a pipe",
            ),
        })?;
        Ok(Source { name: STANDARD_INPUT.to_owned(), text: text(STANDARD_INPUT, bytes)? })
    }

    /// Writes a result, with a line end at its end.
    pub(crate) fn write(&mut self, text: &str) -> Result<(), UsageError> {
        let end = if text.ends_with('\n') || text.is_empty() { "" } else { "\n" };
        let written = [text, end].iter().try_for_each(|part| self.output.write_all(part.as_bytes()));
        written.and_then(|()| self.output.flush()).map_err(|error| {
            let help = "what was written is incomplete: make room and run it again";
            UsageError::new(format!("standard output can't be written: {error}"), help)
        })
    }
}

/// Says a text on standard error, and ends its line.
pub fn say(talk: &mut dyn Write, text: &str) {
    // There is nowhere left to say that this failed.
    let _ = writeln!(talk, "{}", text.trim_end_matches('\n')).and_then(|()| talk.flush());
}
