//! Responses to JavaScript: the core's own serialisation, and an `ok` that tells a result from a refusal.

use portico_core::report::Report;
use serde::Serialize;

/// A result, or the report that says why there is none.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Outcome<Result> {
    Given {
        ok: bool,
        #[serde(flatten)]
        result: Result,
    },
    Refused {
        ok: bool,
        report: Report,
    },
}

impl<Result> From<std::result::Result<Result, Report>> for Outcome<Result> {
    fn from(answer: std::result::Result<Result, Report>) -> Self {
        match answer {
            Ok(result) => Self::Given { ok: true, result },
            Err(report) => Self::Refused { ok: false, report },
        }
    }
}
