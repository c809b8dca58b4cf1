//! The refusals of `validate`: an unknown kind, and input in which nothing was recognised.

use crate::Refusal;

/// Refuses a value of `--as` that is none of the known kinds.
#[must_use]
pub fn unknown_kind(kind: &str, known: &[String]) -> Refusal {
    Refusal::new(format!("--as {kind} is not known"), format!("give one of {}", known.join(", ")))
}

/// Refuses input in which nothing was recognised; `program` is the name that the help shows.
#[must_use]
pub fn nothing_recognized(program: &str) -> Refusal {
    let help = format!("say what it is with --as; `{program} validate --help` tells what is read");
    Refusal::new("nothing was recognised, so nothing was judged", help)
}
