//! Applying an Exposure to objects that others rendered.
//!
//! The result is edits of the given text: an object that isn't changed is never written again. Nothing is given out
//! in which the rules find an error.

mod addition;
mod apply;
mod compose;
mod consumption;
mod near_miss;
mod relevance;
mod rendered_host;
mod exposure_in_stream;
mod results;
mod resource_list;

use crate::exposure::Exposure;
use crate::finding::{Diagnostic, Edit, Severity, Source};
use crate::methods::objects::Object;
use crate::reading::LIMITS;
use crate::reading::input::{Edited, Input, Origin};
use crate::reading::recognize::{Overlooked, overlooked, recognize_with_releases, stated_release_version};
use crate::reading::serving::serving;
use crate::reading::subject::{Kind, Subject, Subjects};
use crate::report::{Format, Report};
use crate::requests::suppression;
use crate::requests::{exposure, unread};
use crate::rules::exposure_inside_another_document;
use crate::validate::answer::{Outcome, answer};
use crate::validate::{self, Fixes};
pub use compose::{ComposeOptions, Composed, Outstanding, Wrapper, compose};
pub use resource_list::transform_resource_list;

use addition::Addition;
use apply::{Applied, Change};
use relevance::Relevance;
use serde::Serialize;
use std::collections::BTreeSet;

/// The form in which the objects are wrapped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Envelope {
    /// Documents one after the other, as Helm and KCL print them.
    #[default]
    Stream,
    /// One `ResourceList`, as KRM functions and the Crossplane function exchange it.
    ResourceList,
}

/// The options of a transformation.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The form in which the objects are wrapped.
    pub envelope: Envelope,
    /// Whether a document that can't be read is an error and not a warning.
    pub strict: bool,
    /// The formats in which the report is written, too.
    pub report_formats: Vec<Format>,
    /// The items of a `ResourceList`, by their indexes, that are provider-helm releases of the Spaces chart whatever their
    /// chart is called.
    pub spaces_releases: Vec<u32>,
}

/// The edits of the given text, with the diagnostics.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Transformed {
    /// The edits in the order of the text, without overlap; empty where nothing is to change.
    pub edits: Vec<Edit>,
    /// Warnings and advice; errors only of a `ResourceList` that holds them as its results.
    pub report: Report,
}

/// Applies the Exposure, given or found in the text, to the objects and validates the result.
///
/// Without an Exposure nothing is changed and the objects are validated. Applying twice gives the same text as
/// applying once. Documents that can't matter are not parsed.
///
/// # Errors
///
/// A report in which at least one diagnostic is an error: no part of the text may be used then.
pub fn transform(objects: &Source, given: Option<&Source>, options: &Options) -> Result<Transformed, Report> {
    let texts: Vec<&Source> = [objects].into_iter().chain(given).collect();
    let transformed = answer(&texts, &options.report_formats, || {
        let task = Task { given, ..Task::of(objects, options) };
        task.carry_out()
    });
    transformed.map(|(edits, report)| Transformed { edits, report })
}

/// Gives objects to compose beside others.
type Beside<'task> = dyn Fn(&Exposure, &Subjects<'_, '_>) -> Vec<Object> + 'task;

/// What is to be done to some objects.
struct Task<'task> {
    objects: &'task Source,
    given: Option<&'task Source>,
    options: &'task Options,
    fixes: Fixes,
    /// Whether the backend's Service is never among the objects.
    is_backend_external: bool,
    /// Gives the objects to compose beside those that are there. Given as a function, so that a page, which composes
    /// nothing, doesn't load it.
    beside: Option<&'task Beside<'task>>,
}

impl<'task> Task<'task> {
    /// Applies what the objects hold to them.
    fn of(objects: &'task Source, options: &'task Options) -> Self {
        Self { objects, given: None, options, fixes: Fixes::LeftOut, is_backend_external: false, beside: None }
    }

    fn carry_out(&self) -> Outcome<Vec<Edit>> {
        let Task { objects, given: source, options, fixes, is_backend_external, beside } = *self;
        let given = source.map(exposure::read_source).transpose()?;
        let services = match &given {
            Some(exposure) => Some(vec![exposure.spec.backend.service.clone()]),
            None => relevance::services_named(objects),
        };
        let relevance = Relevance::of(&objects.text, services.filter(|_| options.envelope == Envelope::Stream));
        let input = Input::read(objects, &|document| relevance.may_matter(document));
        let mut diagnostics = readable(&input, options)?;
        let releases = options.spaces_releases.iter().filter_map(|&index| usize::try_from(index).ok()).collect();
        let mut subjects = recognize_with_releases(&input, &releases);
        let exposures = split_off_exposures(&mut subjects);
        // What was read before the releases were known is read again for the version that they install.
        let release = stated_release_version(&subjects);
        let given = match source.filter(|_| release.is_some()) {
            Some(source) => Some(exposure::read_source_for(source, release)?),
            None => given,
        };
        let chosen = exposure_in_stream::choose(given, &exposures, options.envelope, release);
        let exposure = chosen.map_err(|found| joined(&diagnostics, found))?;

        let exposure = exposure.map(|exposure| apply::completed(exposure, &subjects));
        let subjects = serving(exposure.as_ref(), subjects);
        let mut result = Applied { changes: Vec::new(), added: Vec::new() };
        if let Some(exposure) = &exposure {
            let is_there = subjects.all.iter().any(|subject| apply::concerns(exposure, subject));
            if !is_there && !is_backend_external && !relevance::only_hooks(objects) {
                let missing = near_miss::missing_service(&input, &exposure.spec.backend, &subjects, &exposures);
                if !suppression::leaves_out(&exposure.spec.ignore, &missing) {
                    return Err(joined(&diagnostics, vec![missing]));
                }
            }
            let beside = beside.map(|beside| beside(exposure, &subjects)).unwrap_or_default();
            let applied = apply::apply(exposure, &subjects, &exposures, beside, options.envelope);
            result = applied.map_err(|found| joined(&diagnostics, found))?;
            let left = rendered_host::left_as_rendered(exposure, &input, &subjects, &exposures);
            diagnostics.extend(left.filter(|found| !suppression::leaves_out(&exposure.spec.ignore, found)));
        }
        let addition = Addition::to(&objects.text, result.added);

        let judged =
            judge_result(&subjects, &input, (&result.changes, addition.as_ref()), exposure.as_ref(), &releases, fixes);
        diagnostics.extend(judged);
        validate::sort(&mut diagnostics, &[]);
        if diagnostics.iter().any(Diagnostic::is_error) {
            return Err(diagnostics);
        }
        if exposure.is_none() && !relevance::is_blank(objects) {
            diagnostics.push(exposure_in_stream::none_given(&input, options.envelope));
        }
        let mut edits: Vec<portico_edit::Edit> = result.changes.into_iter().flat_map(|change| change.edits).collect();
        if options.envelope == Envelope::Stream {
            edits.extend(consumption::documents(&exposures));
        }
        edits.extend(addition.map(|addition| addition.edit));
        portico_edit::sort(&mut edits);
        Ok((input.edits(&edits), diagnostics))
    }
}

/// Puts what makes an end behind what was found before it.
fn joined(before: &[Diagnostic], found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    before.iter().cloned().chain(found).collect()
}

/// Gives warnings of what can't be read of an input, or every diagnostic where it can't be used.
fn readable(input: &Input<'_>, options: &Options) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    if input.text.len() > LIMITS.stream_bytes {
        return Err(unread::diagnostics(input));
    }
    let mut diagnostics = unreadable(input, options);
    if diagnostics.iter().any(Diagnostic::is_error) {
        return Err(diagnostics);
    }
    if options.envelope == Envelope::ResourceList
        && let Some(fault) = exposure_in_stream::check_envelope(input)
    {
        return Err(vec![fault]);
    }
    let overlooked: Vec<Overlooked<'_, '_>> = overlooked(input).collect();
    if !overlooked.is_empty() {
        let report = |found| exposure_inside_another_document::diagnostic(input, found, Severity::Error);
        diagnostics.extend(overlooked.iter().map(report));
        return Err(diagnostics);
    }
    Ok(diagnostics)
}

/// Gives a diagnostic for each document that might matter and can't be read: an error when strict or in a
/// `ResourceList`, else a warning that the document is passed through.
fn unreadable(input: &Input<'_>, options: &Options) -> Vec<Diagnostic> {
    let strict = options.strict || options.envelope == Envelope::ResourceList;
    let found = unread::diagnostics(input).into_iter();
    found
        .map(|found| {
            if strict {
                return found;
            }
            found.severity(Severity::Warning).help("It is passed through unchanged; `--strict` makes this an error.")
        })
        .collect()
}

fn split_off_exposures<'d, 't>(subjects: &mut Vec<Subject<'d, 't>>) -> Vec<Subject<'d, 't>> {
    let (exposures, others) = std::mem::take(subjects).into_iter().partition(|subject| subject.kind == Kind::Exposure);
    *subjects = others;
    exposures
}

/// Gives the diagnostics of the objects as they will be.
fn judge_result(
    subjects: &Subjects<'_, '_>,
    input: &Input<'_>,
    (changes, addition): (&[Change], Option<&Addition>),
    exposure: Option<&Exposure>,
    releases: &BTreeSet<usize>,
    fixes: Fixes,
) -> Vec<Diagnostic> {
    let texts: Vec<String> = changes.iter().map(|change| edited_text(input, change)).collect();
    let mut edited: Vec<Input<'_>> = changes
        .iter()
        .zip(&texts)
        .map(|(change, text)| {
            let document = *input.documents[change.document].raw();
            Input::derived(text, Origin::Edited(Edited::new(input, document, &change.edits)))
        })
        .collect();
    // A diagnostic of an added object is shown at the Service that the object is added for.
    let service = subjects.backend_services().next().map(|service| *service.document.raw());
    let in_place_of = addition.zip(service).map(|(addition, document)| {
        let edit = portico_edit::Edit { span: document.span, replacement: addition.documents.clone() };
        (addition, document, [edit])
    });
    if let Some((addition, document, edits)) = &in_place_of {
        let origin = Origin::Edited(Edited::new(input, *document, edits));
        edited.push(Input::derived(&addition.documents, origin));
    }
    let changed: BTreeSet<usize> = changes.iter().map(|change| input.documents[change.document].raw().index).collect();
    let is_changed = |subject: &Subject<'_, '_>| changed.contains(&subject.document.raw().index);
    // An Exposure is judged at its place in the given text, though the result no longer holds it.
    let untouched = recognize_with_releases(input, releases);
    let untouched = untouched.into_iter().filter(|subject| subject.kind == Kind::Exposure || !is_changed(subject));
    let changed = edited.iter().flat_map(|edited| recognize_with_releases(edited, releases));
    let subjects = serving(exposure, untouched.chain(changed).collect());
    let mut found: Vec<Diagnostic> = edited.iter().flat_map(unread::diagnostics).collect();
    found.extend(validate::faults(&subjects, fixes));
    found
}

/// Gives the text of a changed document.
fn edited_text(input: &Input<'_>, change: &Change) -> String {
    let whole = input.documents[change.document].raw().span;
    portico_edit::apply_within(input.text, whole, &change.edits).expect("the edits of a change were proved")
}
