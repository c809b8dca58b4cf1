//! Judging configuration: every source together, each document by what it is.

use crate::cloud::Cloud;
use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::exposure::{self, Targets};
use crate::input::Input;
use crate::recognize::{Kind, Subject, Subjects, recognize};
use portico_manifest::{Limits, sort_by};
use serde::Serialize;

/// What a validation is told beside its sources.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What every document is to be read as: one of [`document_kinds`].
    pub read_as: Option<String>,
    /// The cloud that the configuration is for.
    pub cloud: Option<String>,
    /// The Exposure that the configuration serves.
    pub exposure: Option<Source>,
}

/// How many documents were recognised as one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recognized {
    /// The kind.
    pub kind: String,
    /// How many there are.
    pub count: u32,
}

/// What a validation saw.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Diagnostics of severity error.
    pub errors: u32,
    /// Diagnostics of severity warning.
    pub warnings: u32,
    /// Diagnostics of severity info.
    pub infos: u32,
    /// Sorted by kind.
    pub recognized: Vec<Recognized>,
    /// Documents that no rule has anything to say of.
    pub ignored: u32,
    /// Documents that could not be read.
    pub unreadable: u32,
    /// The versions that were assumed or given, as `name version`.
    pub targets: Vec<String>,
}

/// The result of a validation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// In the order of the sources, and of the text within each.
    pub diagnostics: Vec<Diagnostic>,
    /// What was seen.
    pub summary: Summary,
}

/// Judges the sources together. A document that can't be read is a diagnostic, and the others are judged all the same.
#[must_use]
pub fn validate(sources: &[Source], options: &Options) -> Report {
    let limits = Limits::default();
    let mut diagnostics = Vec::new();
    let read_as = options.read_as.as_deref().and_then(|id| Kind::ALL.into_iter().find(|kind| kind.id() == id));
    let exposure = options.exposure.as_ref().and_then(|source| match exposure::read_source(source, &limits) {
        Ok(exposure) => Some(exposure),
        Err(found) => {
            diagnostics.extend(found);
            None
        }
    });
    let inputs: Vec<Input<'_>> = sources.iter().map(|source| Input::read(source, &limits, |_| true)).collect();
    let all: Vec<Subject<'_, '_>> = inputs.iter().flat_map(|input| recognize(input, read_as)).collect();
    let cloud = options.cloud.as_deref().or_else(|| exposure.as_ref()?.spec.cloud.as_deref());
    let targets = exposure.as_ref().map(|exposure| exposure.spec.targets.clone());
    let subjects = Subjects {
        cloud: cloud.and_then(Cloud::find),
        backend: exposure.map(|exposure| exposure.spec.backend).unwrap_or_default(),
        all,
    };
    diagnostics.extend(inputs.iter().flat_map(|input| input.failures.iter().cloned()));
    for subject in subjects.of(Kind::Exposure) {
        diagnostics.extend(exposure::read(Some(subject), &[], &limits).err().into_iter().flatten());
    }
    diagnostics.extend(run_rules(&subjects));
    sort(&mut diagnostics, sources);
    diagnostics.dedup();
    let mut report = summarize(diagnostics);
    report.summary.recognized = recognized(&subjects);
    report.summary.ignored = ignored(&inputs, &subjects);
    report.summary.targets = named_targets(targets);
    report
}

/// What every rule finds.
pub(crate) fn run_rules(subjects: &Subjects<'_, '_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in crate::rules::ALL {
        if let Some(check) = rule.check {
            check(subjects, &mut found);
        }
    }
    sort(&mut found, &[]);
    found
}

/// Puts diagnostics in the order of the sources, and of the text within each.
pub(crate) fn sort(diagnostics: &mut [Diagnostic], sources: &[Source]) {
    let order = |name: &str| sources.iter().position(|source| source.name == name);
    sort_by(diagnostics, &|left, right| {
        (order(&left.source), left.sort_key()).cmp(&(order(&right.source), right.sort_key()))
    });
}

/// Counts the diagnostics of another function, so that they can be presented like a validation's.
#[must_use]
pub fn summarize(diagnostics: Vec<Diagnostic>) -> Report {
    let of = |severity| count(diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count());
    let summary = Summary {
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        infos: of(Severity::Info),
        unreadable: count(diagnostics.iter().filter(|diagnostic| diagnostic.is_unreadable()).count()),
        ..Summary::default()
    };
    Report { diagnostics, summary }
}

/// The kinds of document that [`Options::read_as`] takes.
#[must_use]
pub fn document_kinds() -> Vec<String> {
    Kind::ALL.iter().map(|kind| kind.id().to_owned()).collect()
}

fn recognized(subjects: &Subjects<'_, '_>) -> Vec<Recognized> {
    Kind::ALL
        .into_iter()
        .map(|kind| Recognized { kind: kind.name().to_owned(), count: count(subjects.of(kind).count()) })
        .filter(|recognized| recognized.count > 0)
        .collect()
}

/// Documents in which nothing was recognised.
fn ignored(inputs: &[Input<'_>], subjects: &Subjects<'_, '_>) -> u32 {
    let mut judged: Vec<*const portico_manifest::Document<'_>> =
        subjects.all.iter().map(|subject| std::ptr::from_ref(subject.document)).collect();
    judged.dedup();
    let documents: usize = inputs.iter().map(|input| input.documents.len()).sum();
    count(documents.saturating_sub(judged.len()))
}

fn named_targets(given: Option<Targets>) -> Vec<String> {
    let assumed = if given.is_some() { "" } else { " (assumed)" };
    let targets = given.unwrap_or_default();
    vec![format!("Spaces {}{assumed}", targets.spaces), format!("Kubernetes {}{assumed}", targets.kubernetes)]
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
