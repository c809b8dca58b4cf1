//! The error for input in which nothing was recognised.

use crate::UsageError;

/// Gives the error for input in which nothing was recognised; `program` is the name that the help shows.
#[must_use]
pub fn nothing_recognized(program: &str) -> UsageError {
    let help = format!("say what it is with --as; `{program} validate --help` says what can be read");
    UsageError::new("nothing was recognised, so nothing was judged", help)
}
