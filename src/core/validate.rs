//! Judging configuration: every source together, each document by what it is.

use crate::cloud::Cloud;
use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::exposure;
use crate::input::Input;
use crate::recognize::recognize;
use crate::subject::{Kind, Subject, Subjects};
use crate::target::{self, Chosen, Stated, Target};
use crate::version::Version;
use portico_manifest::{Limits, sort_by};
use serde::Serialize;

/// How grave the findings of a rule are to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, Serialize))]
#[cfg_attr(feature = "schema", serde(rename_all = "lowercase"))]
pub enum Level {
    /// They fail the validation.
    Error,
    /// They are warned of.
    Warning,
    /// They are advice.
    Info,
    /// They are left out.
    Ignore,
}

impl Level {
    /// The level of a word.
    pub(crate) fn of(word: &str) -> Option<Self> {
        Some(match word {
            "error" => Self::Error,
            "warning" => Self::Warning,
            "info" => Self::Info,
            "ignore" => Self::Ignore,
            _ => return None,
        })
    }
}

/// What a validation is told beside its sources.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What every document is to be read as: one of [`document_kinds`].
    pub read_as: Option<String>,
    /// The cloud that the configuration is for.
    pub cloud: Option<String>,
    /// What serves the Ingress or the Gateway: an identifier of the catalogue, or one with a version.
    pub controller: Option<String>,
    /// The version of Spaces.
    pub spaces: Option<String>,
    /// The version of Kubernetes.
    pub kubernetes: Option<String>,
    /// The Gateway API's version, with its channel behind a colon where that isn't the standard one.
    pub gateway_api: Option<String>,
    /// The Exposure that the configuration serves.
    pub exposure: Option<Source>,
    /// Files of Spaces values, judged as Helm merges them: the last wins.
    pub values: Vec<Source>,
    /// Sources in their earlier form.
    pub previous: Vec<Source>,
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
    let mut subjects = Subjects::serving(exposure.as_ref(), all);
    apply(options, &mut subjects.target);
    let former: Vec<Input<'_>> = options.previous.iter().map(|source| Input::read(source, &limits, |_| true)).collect();
    diagnostics.extend(former.iter().flat_map(|input| input.failures.iter().cloned()));
    subjects.previous = former.iter().flat_map(|input| recognize(input, read_as)).collect();
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
    report.summary.targets = subjects.target.names();
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

/// What flags say of the target wins over everything else.
fn apply(options: &Options, target: &mut Target) {
    let version = |text: &Option<String>| text.as_deref().and_then(Version::parse).map(Stated::said);
    target.cloud = options.cloud.as_deref().and_then(Cloud::find).or(target.cloud);
    target.controller = options.controller.as_deref().and_then(Chosen::parse).or(target.controller);
    target.spaces = version(&options.spaces).unwrap_or(target.spaces);
    target.kubernetes = version(&options.kubernetes).unwrap_or(target.kubernetes);
    let bundle = options.gateway_api.as_deref().and_then(target::gateway_api_bundle).map(Stated::said);
    target.gateway_api = bundle.unwrap_or(target.gateway_api);
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
