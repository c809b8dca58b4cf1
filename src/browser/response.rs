//! Responses to JavaScript: the core's own serialisation, and an `ok` that tells a result from a refusal.

use portico_core::finding::Diagnostic;
use serde::Serialize;

/// A result, or the diagnostics that say why there is none.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Outcome<Result> {
    Given(Given<Result>),
    Refused { ok: bool, diagnostics: Vec<Diagnostic> },
}

impl<Result> From<std::result::Result<Given<Result>, Vec<Diagnostic>>> for Outcome<Result> {
    fn from(result: std::result::Result<Given<Result>, Vec<Diagnostic>>) -> Self {
        match result {
            Ok(given) => Self::Given(given),
            Err(diagnostics) => Self::Refused { ok: false, diagnostics },
        }
    }
}

/// A result with `ok: true` before its fields.
#[derive(Serialize)]
pub struct Given<Result> {
    ok: bool,
    #[serde(flatten)]
    result: Result,
}

impl<Result> From<Result> for Given<Result> {
    fn from(result: Result) -> Self {
        Self { ok: true, result }
    }
}
