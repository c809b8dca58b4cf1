//! Applying an Exposure to what others rendered.
//!
//! What comes out is edits of the text that came in: an object that isn't changed is never written again.

mod apply;
mod relevance;
mod taken;

use crate::diagnostic::{Diagnostic, Edit, Severity, Source};
use crate::exposure::{self, Backend, Exposure};
use crate::input::{Edited, Input, Origin};
use crate::recognize::recognize;
use crate::rules::backend_service_missing;
use crate::subject::{Kind, Subject, Subjects};
use crate::suppression;
use crate::validate;
use portico_manifest::Limits;
use relevance::Relevance;
use serde::Serialize;

/// How the objects are wrapped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Envelope {
    /// Documents one after the other, as Helm and KCL print them.
    #[default]
    Stream,
    /// One `ResourceList`, as KRM functions and the Crossplane function exchange it.
    ResourceList,
}

/// What a transformation is told beside its objects.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// How the objects are wrapped.
    pub envelope: Envelope,
    /// Whether a document that can't be read is an error and not a warning.
    pub strict: bool,
}

/// What to change in the text that was given.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Transformed {
    /// In the order of the text, without overlap; none at all where nothing is to change.
    pub edits: Vec<Edit>,
    /// Warnings and advice: an error gives no result.
    pub diagnostics: Vec<Diagnostic>,
}

/// Applies the Exposure, given or found in the text, to the objects and validates what comes out.
///
/// Without an Exposure nothing is changed and the objects are validated. Applying twice gives the same text as
/// applying once. Documents that can't matter are not parsed.
///
/// # Errors
///
/// Every diagnostic, where at least one of them is an error: nothing of the text may be taken then.
pub fn transform(objects: &Source, given: Option<&Source>, options: Options) -> Result<Transformed, Vec<Diagnostic>> {
    let limits = Limits::default();
    let given = given.map(|source| exposure::read_source(source, &limits)).transpose()?;
    let backend = given.as_ref().map(|exposure| exposure.spec.backend.clone());
    let relevance = Relevance::of(&objects.text, backend.as_ref(), options.envelope);
    let input = Input::read(objects, &limits, |document| relevance.may_matter(document));
    if input.text.len() > limits.stream_bytes {
        return Err(input.failures);
    }
    let mut diagnostics = unreadable(&input, options);
    if diagnostics.iter().any(Diagnostic::is_error) {
        return Err(diagnostics);
    }

    if options.envelope == Envelope::ResourceList
        && let Some(fault) = taken::check_envelope(&input)
    {
        return Err(vec![fault]);
    }
    let mut subjects = recognize(&input, None);
    let exposures = split_off_exposures(&mut subjects);
    let exposure = match taken::choose(given, &exposures, options.envelope, &limits) {
        Ok(exposure) => exposure,
        Err(found) => {
            diagnostics.extend(found);
            return Err(diagnostics);
        }
    };

    let mut changes = Vec::new();
    if let Some(exposure) = &exposure {
        if !subjects.iter().any(|subject| apply::concerns(exposure, subject)) && !relevance::only_hooks(&objects.text) {
            let missing = missing_service(&input, &exposure.spec.backend, &exposures);
            if !suppression::leaves_out(&exposure.spec.ignore, &missing) {
                diagnostics.push(missing);
                return Err(diagnostics);
            }
        }
        match apply::changes(exposure, &subjects, &limits) {
            Ok(applied) => changes = applied,
            Err(found) => {
                diagnostics.extend(found);
                return Err(diagnostics);
            }
        }
    }

    diagnostics.extend(judge_result(&input, &changes, exposure.as_ref(), &limits));
    if diagnostics.iter().any(Diagnostic::is_error) {
        return Err(diagnostics);
    }
    let mut edits: Vec<portico_edit::Edit> = changes.into_iter().flat_map(|change| change.edits).collect();
    if options.envelope == Envelope::Stream {
        edits.extend(
            exposures
                .iter()
                .map(|consumed| portico_edit::Edit { span: consumed.document.raw().span, replacement: String::new() }),
        );
    }
    portico_edit::sort(&mut edits);
    Ok(Transformed { edits: input.edits(&edits), diagnostics })
}

/// The edits of one document.
pub(crate) struct Change {
    /// Which one, among the input's documents.
    pub document: usize,
    /// In the order of the text.
    pub edits: Vec<portico_edit::Edit>,
}

/// A document that might matter and can't be read is passed through, and said to be.
fn unreadable(input: &Input<'_>, options: Options) -> Vec<Diagnostic> {
    let strict = options.strict || options.envelope == Envelope::ResourceList;
    input
        .failures
        .iter()
        .map(|failure| {
            let failure = failure.clone();
            if strict {
                return failure;
            }
            failure.severity(Severity::Warning).help("It is passed through as it came; `--strict` makes this an error.")
        })
        .collect()
}

fn split_off_exposures<'d, 't>(subjects: &mut Vec<Subject<'d, 't>>) -> Vec<Subject<'d, 't>> {
    let (exposures, others) = std::mem::take(subjects).into_iter().partition(|subject| subject.kind == Kind::Exposure);
    *subjects = others;
    exposures
}

fn missing_service(input: &Input<'_>, backend: &Backend, exposures: &[Subject<'_, '_>]) -> Diagnostic {
    let found = backend_service_missing::diagnostic(backend);
    match exposures.first() {
        Some(exposure) => exposure.place_at_kind(found),
        None => Diagnostic { source: input.name.to_owned(), ..found },
    }
}

/// What the rules find in the objects as they will be.
fn judge_result(
    input: &Input<'_>,
    changes: &[Change],
    exposure: Option<&Exposure>,
    limits: &Limits,
) -> Vec<Diagnostic> {
    let texts: Vec<String> = changes.iter().map(|change| edited_text(input, change)).collect();
    let edited: Vec<Input<'_>> = changes
        .iter()
        .zip(&texts)
        .map(|(change, text)| {
            let document = *input.documents[change.document].raw();
            Input::derived(text, Origin::Edited(Edited { input, document, edits: &change.edits }), limits)
        })
        .collect();
    let is_changed = |subject: &Subject<'_, '_>| {
        let index = subject.document.raw().index;
        changes.iter().any(|change| input.documents[change.document].raw().index == index)
    };
    let untouched = recognize(input, None).into_iter().filter(|subject| !is_changed(subject));
    let changed = edited.iter().flat_map(|edited| recognize(edited, None));
    let subjects = Subjects::serving(exposure, untouched.chain(changed).collect());
    let mut found: Vec<Diagnostic> = edited.iter().flat_map(|edited| edited.failures.iter().cloned()).collect();
    found.extend(validate::faults(&subjects));
    found
}

fn edited_text(input: &Input<'_>, change: &Change) -> String {
    let whole = input.documents[change.document].raw().span;
    let mut text = String::new();
    let mut position = whole.start;
    for edit in &change.edits {
        text.push_str(&input.text[position..edit.span.start]);
        text.push_str(&edit.replacement);
        position = edit.span.end;
    }
    text.push_str(&input.text[position..whole.end]);
    text
}
