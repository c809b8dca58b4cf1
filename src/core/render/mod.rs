//! From an intent to the configuration that it asks for.

pub(crate) mod commented;
mod steps;
mod values;

pub(crate) use values::fields as value_fields;

pub use crate::exposure::FieldOverride;

use crate::diagnostic::{Diagnostic, Source};
use crate::exposure::{self, Exposure};
use crate::input::Input;
use crate::recognize::{Kind, Subjects, recognize};
use crate::validate;
use portico_manifest::Limits;
use serde::Serialize;

/// One thing to do, in its turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What to do, as an imperative sentence without a full stop.
    pub title: String,
    /// Why, and what to look for.
    pub text: String,
    /// A POSIX shell command.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
}

/// Everything that an Exposure gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rendered {
    /// The Helm values for the Spaces chart; absent for a backend of another chart.
    pub values: Option<String>,
    /// The steps as Markdown.
    pub steps: String,
    /// The steps as data.
    pub step_list: Vec<Step>,
    /// The Exposure as it was understood, as YAML.
    pub exposure: String,
    /// Warnings and advice: an error gives no result.
    pub diagnostics: Vec<Diagnostic>,
}

/// Renders every output of an Exposure, whose text may be empty where overrides give all that is required.
///
/// # Errors
///
/// Every diagnostic, where at least one of them is an error.
pub fn render(source: &Source, overrides: &[FieldOverride]) -> Result<Rendered, Vec<Diagnostic>> {
    let limits = Limits::default();
    let input = Input::read(source, &limits, |_| true);
    if !input.failures.is_empty() {
        return Err(input.failures);
    }
    let subjects = recognize(&input, None);
    let mut exposures = subjects.into_iter().filter(|subject| subject.kind == Kind::Exposure);
    let subject = exposures.next();
    if let Some(second) = exposures.next() {
        return Err(vec![exposure::one_too_many(&second, "one Exposure is one Space")]);
    }
    if subject.is_none() && (!input.documents.is_empty() || overrides.is_empty()) {
        return Err(vec![exposure::absent(source)]);
    }
    let exposure = exposure::read(subject.as_ref(), overrides, &limits)?;
    let judged = Subjects {
        cloud: exposure.spec.cloud.as_deref().and_then(crate::cloud::Cloud::find),
        backend: exposure.spec.backend.clone(),
        all: subject.into_iter().collect(),
    };
    let diagnostics = validate::run_rules(&judged);
    if diagnostics.iter().any(Diagnostic::is_error) {
        return Err(diagnostics);
    }
    Ok(outputs(&exposure, diagnostics))
}

fn outputs(exposure: &Exposure, diagnostics: Vec<Diagnostic>) -> Rendered {
    let step_list = steps::steps(exposure);
    Rendered {
        values: exposure.spec.backend.is_spaces().then(|| values::document(exposure)),
        steps: steps::markdown(exposure, &step_list),
        step_list,
        exposure: serde_yaml::to_string(exposure).unwrap_or_default(),
        diagnostics,
    }
}
