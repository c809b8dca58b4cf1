//! Merging the rendered values into a file of values that exists already.

use super::{Options, judged, value_fields};
use crate::exposure::Exposure;
use crate::exposure::commented::data;
use crate::finding::{Diagnostic, Edit, Source};
use crate::reading::LIMITS;
use crate::reading::input::{Edited, Input, Origin};
use crate::reading::recognize::recognize;
use crate::reading::serving::serving;
use crate::reading::subject::{Kind, Subject};
use crate::report::Report;
use crate::requests::{FieldOverride, unread};
use crate::rules::{choice_not_supported, edit_not_possible, value_not_allowed};
use crate::validate::answer::{Outcome, answer};
use crate::validate::{self, Fixes};
use portico_edit as edit;
use portico_manifest::Span;
use serde::Serialize;
use serde_json::Value;

/// The mappings that must become exactly what is rendered: a label that is left over would let nobody in.
pub(crate) const EXACT: &[&[&str]] = &[
    &["gatewayAPI", "namespaceLabels"],
    &["gatewayAPI", "podLabels"],
    &["ingress", "namespaceLabels"],
    &["ingress", "podLabels"],
];

/// The edits that merge rendered values into a file of values, with the diagnostics.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Merged {
    /// The edits in the order of the text, without overlap; empty where the file has the values already.
    pub edits: Vec<Edit>,
    /// Warnings and advice about the values as they will be, and about the Exposure.
    pub report: Report,
}

/// Merges the values of an Exposure into a file of values: mappings key by key, labels exactly, all else untouched.
/// Merging twice gives the same text as merging once. What comes out is judged before it is given out.
///
/// # Errors
///
/// A report in which at least one diagnostic is an error: about the Exposure, about a place that can't be edited without
/// changing another, or about the values as they would be.
pub fn merge(values: &Source, exposure: &Source, options: &Options) -> Result<Merged, Report> {
    let merged = answer(&[values, exposure], &options.report_formats, || merged(values, exposure, &options.overrides));
    merged.map(|(edits, report)| Merged { edits, report })
}

fn merged(values: &Source, exposure: &Source, overrides: &[FieldOverride]) -> Outcome<Vec<Edit>> {
    let (exposure, mut diagnostics) = judged(exposure, overrides)?;
    if !exposure.spec.backend.is_spaces() {
        return Err(vec![choice_not_supported::no_values(&exposure.spec.backend.service)]);
    }
    let input = Input::read(values, &|_| true);
    if !input.unread.is_empty() {
        return Err(unread::diagnostics(&input));
    }
    let edits = match &input.documents[..] {
        [] => vec![whole_file(&input, &super::values::document(&exposure))],
        [document] => {
            let subjects = recognize(&input, Some(Kind::SpacesValues.into()));
            let Some(subject) = subjects.first() else { return Ok((Vec::new(), Vec::new())) };
            let desired = data(&value_fields(&exposure));
            let found = not_values(subject).map_or_else(|| other_forms(subject, &desired), |fault| vec![fault]);
            if !found.is_empty() {
                return Err(found);
            }
            let merged = edit::merge_exactly(document, &[], &desired, EXACT, &LIMITS);
            merged.map_err(|error| vec![subject.place_at(edit_not_possible::diagnostic(&error), &[], error.span)])?
        }
        [..] => return Err(vec![refused(&input, one_document())]),
    };
    diagnostics.extend(judge_result(&input, &edits, &exposure));
    if diagnostics.iter().any(Diagnostic::is_error) {
        return Err(diagnostics);
    }
    Ok((input.edits(&edits), diagnostics))
}

/// Gives the fault of a document that is plainly no file of values.
fn not_values(subject: &Subject<'_, '_>) -> Option<Diagnostic> {
    let text = |key| subject.text(&[key]);
    if let (Some(_), Some(kind)) = (text("apiVersion"), text("kind")) {
        return Some(subject.place_at_kind(no_values(&format!("an object of the kind {kind}"))));
    }
    let fault = no_values(if subject.node.is_sequence() { "a list" } else { "a single value" });
    (!subject.node.is_mapping() && !subject.node.is_null()).then(|| subject.place(fault, &[], subject.node.span()))
}

/// Finds the places where the file has something else than the mapping that is wanted there.
fn other_forms(subject: &Subject<'_, '_>, desired: &Value) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut below: Vec<(Vec<&str>, &Value)> = vec![(Vec::new(), desired)];
    while let Some((keys, desired)) = below.pop() {
        let (Some(entries), Some(node)) = (desired.as_object(), subject.get(&keys)) else { continue };
        if !node.is_mapping() && !node.is_null() {
            found.push(subject.place(instead_of_mapping(&keys.join(".")), &keys, node.span()));
            continue;
        }
        below.extend(entries.iter().map(|(key, value)| {
            let inner = keys.iter().copied().chain([key.as_str()]).collect();
            (inner, value)
        }));
    }
    validate::sort(&mut found, &[]);
    found
}

/// Appends the whole document to a file that holds nothing or only comments.
fn whole_file(input: &Input<'_>, document: &str) -> edit::Edit {
    let end = input.text.len();
    let lead = if input.text.is_empty() || input.text.ends_with('\n') { "" } else { "\n" };
    edit::Edit { span: Span { start: end, end }, replacement: format!("{lead}{document}") }
}

fn refused(input: &Input<'_>, found: Diagnostic) -> Diagnostic {
    Diagnostic { source: input.name.to_owned(), ..found }
}

/// Gives the diagnostics of the values as they will be.
fn judge_result(input: &Input<'_>, edits: &[edit::Edit], exposure: &Exposure) -> Vec<Diagnostic> {
    // Without a document, the values will be exactly the rendered ones.
    let (Some(document), Ok(text)) = (input.documents.first(), edit::apply(input.text, edits)) else {
        return Vec::new();
    };
    let document = *document.raw();
    let edited = Input::derived(&text[document.span.start..], Origin::Edited(Edited::new(input, document, edits)));
    let subjects = serving(Some(exposure), recognize(&edited, Some(Kind::SpacesValues.into())));
    let mut found = unread::diagnostics(&edited);
    found.extend(validate::faults(&subjects, Fixes::WorkedOut));
    found
}

/// Reports a document that isn't values, where values are to be merged in.
fn no_values(what: &str) -> Diagnostic {
    Diagnostic::of(&value_not_allowed::RULE, format!("this is {what}, not a file of Helm values"))
        .why("The values would be added to it, and nothing would ever read them.")
        .help("Name the file that the release gets with `--values`.")
}

/// Reports a value where the chart has a mapping.
fn instead_of_mapping(path: &str) -> Diagnostic {
    Diagnostic::of(&value_not_allowed::RULE, format!("`{path}` is no mapping, but the chart's values have one here"))
        .why("Merging would throw away what is written here.")
        .help("Remove it, or write the mapping that was meant.")
}

/// Reports a file of values that holds more than one document.
fn one_document() -> Diagnostic {
    Diagnostic::of(&value_not_allowed::RULE, "a file of values holds one document, and this one holds several")
        .why("Helm reads the first of them alone.")
        .help("Take the others out, or name the right file.")
}
