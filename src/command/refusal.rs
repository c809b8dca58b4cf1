//! Why what was asked for can't be done. What is wrong with a configuration is a diagnostic, never this.

use portico_text::line;
use std::fmt;

/// What is wrong and where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong, and where.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Refusal {
    /// A refusal, whatever characters the names in it have.
    pub fn new(message: impl AsRef<str>, help: impl AsRef<str>) -> Self {
        Self { message: line(message.as_ref()), help: line(help.as_ref()) }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}\n  help: {}", self.message, self.help)
    }
}
