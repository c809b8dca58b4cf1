//! Why what was asked for can't be done. What is wrong with a configuration is a diagnostic, never this.

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
        Self { message: printable(message.as_ref()), help: printable(help.as_ref()) }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}\n  help: {}", self.message, self.help)
    }
}

/// A text without characters that a terminal would obey: file names and arguments may hold any.
#[must_use]
pub fn printable(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character }).collect()
}
