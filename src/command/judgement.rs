//! What `validate` refuses to judge.

use crate::Refusal;

/// The refusal of a kind that isn't one of those that are known.
#[must_use]
pub fn unknown_kind(kind: &str, known: &[String]) -> Refusal {
    Refusal::new(format!("--as {kind} is not known"), format!("give one of {}", known.join(", ")))
}

/// The refusal of input in which there was nothing to judge, by the program of this name.
#[must_use]
pub fn nothing_recognized(program: &str) -> Refusal {
    let help = format!("say what it is with --as; `{program} validate --help` tells what is read");
    Refusal::new("nothing was recognised, so nothing was judged", help)
}
