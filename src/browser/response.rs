//! What JavaScript gets where the core's own serialisation isn't the one that it wants: fields in camel case, absent
//! where there is no value, and an `ok` that tells a result from a refusal.

use portico_core::diagnostic::{Diagnostic, Edit};
use portico_core::render::Step;
use portico_core::{render, transform};
use serde::Serialize;

/// A result, or the diagnostics that say why there is none.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Outcome<Given> {
    Given(Given),
    Refused { ok: bool, diagnostics: Vec<Diagnostic> },
}

impl<Given> From<Result<Given, Vec<Diagnostic>>> for Outcome<Given> {
    fn from(result: Result<Given, Vec<Diagnostic>>) -> Self {
        match result {
            Ok(given) => Self::Given(given),
            Err(diagnostics) => Self::Refused { ok: false, diagnostics },
        }
    }
}

/// Everything that an Exposure gives.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rendered {
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    values: Option<String>,
    steps: String,
    step_list: Vec<Step>,
    exposure: String,
    diagnostics: Vec<Diagnostic>,
}

impl From<render::Rendered> for Rendered {
    fn from(rendered: render::Rendered) -> Self {
        let render::Rendered { values, steps, step_list, exposure, diagnostics } = rendered;
        Self { ok: true, values, steps, step_list, exposure, diagnostics }
    }
}

/// What to change in the objects that were given.
#[derive(Serialize)]
pub struct Transformed {
    ok: bool,
    edits: Vec<Edit>,
    diagnostics: Vec<Diagnostic>,
}

impl From<transform::Transformed> for Transformed {
    fn from(transform::Transformed { edits, diagnostics }: transform::Transformed) -> Self {
        Self { ok: true, edits, diagnostics }
    }
}
