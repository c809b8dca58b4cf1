//! The error of a command that can't be carried out. A fault in a configuration is a diagnostic and no such error.

use portico_text::line;
use std::fmt;

/// The message and the help of a command that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageError {
    /// The fault, and its place.
    pub message: String,
    /// A way to fix the fault.
    pub help: String,
}

impl UsageError {
    /// Makes an error. Each text becomes one line, with escapes for characters that a terminal or a log would obey.
    pub fn new(message: impl AsRef<str>, help: impl AsRef<str>) -> Self {
        Self { message: line(message.as_ref()), help: line(help.as_ref()) }
    }
}

impl fmt::Display for UsageError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}\n  help: {}", self.message, self.help)
    }
}
