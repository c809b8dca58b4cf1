//! Why the program could not do what it was asked. A fault in a configuration is a diagnostic, never a failure.

use portico_command::UsageError;
use portico_host::HostError;
use portico_text::line;
use std::fmt;

/// The message of a failure, and its help where there is any.
#[derive(Debug)]
pub struct Failure {
    message: String,
    help: Option<String>,
}

impl Failure {
    /// Makes a failure that has a help.
    pub fn new(message: impl AsRef<str>, help: impl AsRef<str>) -> Self {
        Self { message: line(message.as_ref()), help: Some(line(help.as_ref())) }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "error: {}", self.message)?;
        self.help.iter().try_for_each(|help| write!(formatter, "\n  help: {help}"))
    }
}

impl From<UsageError> for Failure {
    fn from(UsageError { message, help }: UsageError) -> Self {
        Self { message, help: Some(help) }
    }
}

impl From<HostError> for Failure {
    fn from(error: HostError) -> Self {
        Self { message: line(&error.to_string()), help: None }
    }
}
