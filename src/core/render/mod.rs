//! Rendering an Exposure as configuration: values, objects, prerequisites, steps, a diagram.
//!
//! `methods` decides the meaning of a method; this module makes text of it. The rules judge everything before it is
//! given out.

mod diagram;
mod files;
mod manifests;
mod merge;
mod prerequisites;
mod steps;
mod values;

#[cfg(test)]
mod controller_objects;
#[cfg(test)]
mod hostile;

pub(crate) use merge::EXACT as EXACT_VALUES;
pub(crate) use prerequisites::{Content, Need, needs};
pub(crate) use values::fields as value_fields;

pub use files::File;
pub use merge::{Merged, merge};
pub use prerequisites::{Prerequisite, PrerequisiteForm};
pub use steps::Step;

use crate::exposure::{Exposure, Method, commented, data};
use crate::finding::{Diagnostic, Source};
use crate::reading::input::Input;
use crate::reading::recognize::recognize;
use crate::reading::serving::serving;
use crate::reading::subject::Kind;
use crate::report::{Format, Report};
use crate::requests::{FieldOverride, exposure, suppression, unread};
use crate::rules::controller_retired;
use crate::validate::answer::{Outcome, answer};
use crate::validate::{self, Fixes, Unused};
use crate::views::context::Context;
use serde::Serialize;

/// Every output of an Exposure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rendered {
    /// The Helm values for the Spaces chart; absent for a backend of another chart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<String>,
    /// The prerequisites, in the order in which they are put in place.
    pub prerequisites: Vec<Prerequisite>,
    /// The method as plain Kubernetes objects.
    pub manifests: String,
    /// The steps as Markdown.
    pub steps: String,
    /// The steps as data.
    pub step_list: Vec<Step>,
    /// The traffic's path as a Mermaid flowchart.
    pub diagram: String,
    /// The Exposure as it was understood, as YAML.
    pub exposure: String,
    /// The outputs as files, under the names that the steps use.
    pub files: Vec<File>,
    /// Warnings and advice: an error gives no result.
    pub report: Report,
}

/// The request beside an Exposure.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Fields of the Exposure that are given beside its text, and win; the last of a field counts.
    pub overrides: Vec<FieldOverride>,
    /// The command that writes the files into a directory, word by word, as the user would type it: the steps repeat it.
    /// Empty where there is none.
    pub command: Vec<String>,
    /// The formats in which the report is written, too.
    pub report_formats: Vec<Format>,
}

impl Options {
    /// Gives options with nothing but overrides.
    #[must_use]
    pub fn of(overrides: Vec<FieldOverride>) -> Self {
        Self { overrides, ..Self::default() }
    }
}

/// Renders every output of an Exposure, whose text may be empty where overrides give all that is required.
///
/// # Errors
///
/// A report in which at least one diagnostic is an error.
pub fn render(source: &Source, options: &Options) -> Result<Rendered, Report> {
    let rendered = answer(&[source], &options.report_formats, || {
        let (exposure, diagnostics) = judged(source, &options.overrides)?;
        Ok((outputs(&exposure, &options.command), diagnostics))
    });
    rendered.map(|(rendered, report)| Rendered { report, ..rendered })
}

/// Renders every output of an Exposure, whatever is in its fields.
fn outputs(exposure: &Exposure, command: &[String]) -> Rendered {
    let prerequisites = prerequisites::prerequisites(exposure);
    let steps = steps::steps(exposure, &prerequisites, command);
    let mut rendered = Rendered {
        values: exposure.spec.backend.is_spaces().then(|| values::document(exposure)),
        prerequisites,
        manifests: manifests::stream(exposure),
        steps: steps::markdown(exposure, &steps),
        step_list: steps::data(steps),
        diagram: diagram::diagram(exposure),
        exposure: written(exposure),
        files: Vec::new(),
        report: Report::default(),
    };
    rendered.files = files::files(&rendered);
    rendered
}

/// Reads an Exposure and judges it; gives warnings and advice with it, or every diagnostic where one is an error.
fn judged(source: &Source, overrides: &[FieldOverride]) -> Outcome<Exposure> {
    let input = Input::read(source, &|_| true);
    if !input.unread.is_empty() {
        return Err(unread::diagnostics(&input));
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
    let exposure = exposure::read(subject.as_ref(), overrides)?;
    let judged = serving(Some(&exposure), subject.into_iter().collect());
    let mut diagnostics = validate::judge(&Context::of(&judged), Unused::PassedOver, Fixes::WorkedOut).diagnostics;
    // A controller that a flag gave stands in no document, so the rule is asked here.
    if let Some(given) = overrides.iter().rev().find(|given| given.field == "controller") {
        let found = controller_retired::diagnostic(&given.value);
        let found = found.filter(|found| !suppression::leaves_out(&exposure.spec.ignore, found));
        diagnostics.extend(found.map(|found| Diagnostic { source: given.origin.clone(), ..found }));
    }
    if diagnostics.iter().any(Diagnostic::is_error) { Err(diagnostics) } else { Ok((exposure, diagnostics)) }
}

/// Writes the Exposure as YAML, with the targets that were assumed.
pub(crate) fn written(exposure: &Exposure) -> String {
    let mut exposure = exposure.clone();
    if exposure.spec.method == Method::GatewayAPI {
        exposure.spec.targets.gateway_api = Some(exposure.spec.targets.gateway_api());
    }
    commented::write(&data::written(&exposure))
}
