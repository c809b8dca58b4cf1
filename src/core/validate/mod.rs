//! Judging configuration: every source together, each document by what it is.
//!
//! Here texts meet the rules, within a budget of work; suppressions and levels are applied, and findings are put in
//! order. Faults are known to the rules alone, and nothing is changed.

pub(crate) mod answer;
pub(crate) mod budget;
mod placeholders;

use crate::finding::{Diagnostic, Severity, Source, groups};
use crate::reading::input::{Input, joined};
use crate::reading::recognize::{
    EmbeddedValues, of_string, overlooked, recognize_everywhere, recognize_values, stated_release_version,
};
use crate::reading::serving::serving;
use crate::reading::subject::{JudgedAs, Kind, Subject, Subjects};
use crate::report::{Format, Recognized, Report, counted};
use crate::requests::configuration::{self, Configuration, Paths};
use crate::requests::level;
use crate::requests::suppression::{self, Kept};
use crate::requests::{FieldOverride, exposure, unread};
use crate::rules::{ALL, exposure_inside_another_document, yaml_not_readable};
use crate::views::context::Context;
use answer::answer;
use budget::Budget;
use portico_manifest::{Document, Node, sort_by, spend};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::slice::from_ref;

/// The options by which sources are judged.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// A `portico.yaml`.
    pub configuration: Option<Source>,
    /// Fields of it that are given beside it, and win; the last of a field counts.
    pub overrides: Vec<FieldOverride>,
    /// The Exposure that the configuration serves.
    pub exposure: Option<Source>,
    /// Files of Spaces values, judged with the first group as Helm merges them: the last wins.
    pub values: Vec<Source>,
    /// Sources in their earlier form.
    pub previous: Vec<Source>,
    /// The formats in which the report is written, too.
    pub report_formats: Vec<Format>,
}

impl Options {
    /// Gives options that state fields of the configuration.
    #[must_use]
    pub fn of<'f>(fields: impl IntoIterator<Item = (&'f str, &'f str)>) -> Self {
        let overrides = fields.into_iter().map(|(field, value)| FieldOverride::of(field, value));
        Self { overrides: overrides.collect(), ..Self::default() }
    }

    /// Reads the configuration and the fields beside it, or gives the report of their faults.
    pub(crate) fn configuration(&self) -> Result<Configuration, Report> {
        read(self.configuration.as_ref(), &self.overrides, &self.report_formats)
    }

    /// Gives the options of every group but the first, to which the values belong.
    pub(crate) fn without_values(&self) -> Cow<'_, Self> {
        if self.values.is_empty() {
            return Cow::Borrowed(self);
        }
        Cow::Owned(Self { values: Vec::new(), ..self.clone() })
    }

    /// Gives every text of which a report may speak, in the order in which reports name them.
    pub(crate) fn sources<'o, Group: AsRef<[Source]>>(&'o self, groups: &'o [Group]) -> Vec<&'o Source> {
        let mut groups = groups.iter().map(AsRef::as_ref);
        let first = groups.next().unwrap_or_default();
        let others = groups.flatten().chain(&self.previous).chain(&self.exposure);
        first.iter().chain(&self.values).chain(others).collect()
    }

    /// The texts that are read beside the sources.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &Source> {
        self.values.iter().chain(&self.exposure).chain(&self.previous).chain(&self.configuration)
    }
}

/// Judges groups of sources; those of one group are judged together. A document that can't be read is a diagnostic, and
/// the others are judged all the same. Where the configuration or a field beside it isn't understood, that alone is
/// reported: a verdict for another target is worth nothing.
#[must_use]
pub fn validate<Group: AsRef<[Source]>>(groups: &[Group], options: &Options) -> Report {
    let configuration = match options.configuration() {
        Ok(configuration) => configuration,
        Err(refused) => return refused,
    };
    let others = options.without_values();
    let reports = groups.iter().enumerate().map(|(place, group)| {
        let options = if place == 0 { options } else { &others };
        judge_group(group.as_ref(), options, &configuration)
    });
    Report::joined(reports).written(&options.sources(groups), &options.report_formats)
}

/// Reads a `portico.yaml`, if there is one, and the fields that flags give beside it, and gives its patterns of files.
///
/// # Errors
///
/// A report with every fault of the file and the flags: nothing that isn't understood is passed over.
pub fn configured_paths(
    configuration: Option<&Source>,
    overrides: &[FieldOverride],
    report_formats: &[Format],
) -> Result<Paths, Report> {
    read(configuration, overrides, report_formats).map(|configuration| configuration.paths)
}

fn read(file: Option<&Source>, overrides: &[FieldOverride], formats: &[Format]) -> Result<Configuration, Report> {
    let texts: Vec<&Source> = file.into_iter().collect();
    let read = answer(&texts, formats, || Ok((configuration::read(file, overrides)?, Vec::new())));
    read.map(|(configuration, _)| configuration)
}

/// Judges the sources of one group, within a budget.
pub(crate) fn judge_group(sources: &[Source], options: &Options, configuration: &Configuration) -> Report {
    let budget = Budget::of(sources.iter().chain(options.texts()));
    budget.spend_on(|| judged(sources, options, configuration)).unwrap_or_else(|found| Report::of(vec![found]))
}

fn judged(sources: &[Source], options: &Options, configuration: &Configuration) -> Report {
    let mut diagnostics = Vec::new();
    let read_as = configuration.read_as;
    let inputs: Vec<Input<'_>> = sources.iter().map(|source| Input::read(source, &|_| true)).collect();
    let values = joined(&options.values);
    let values = Input::of_values(&options.values, &values);
    // Earlier values are merged too, for they are compared with merged ones.
    let (former_values, previous): (Vec<Source>, Vec<Source>) =
        options.previous.iter().cloned().partition(|source| !options.values.is_empty() && is_no_object(source));
    let former_text = joined(&former_values);
    let former_values = Input::of_values(&former_values, &former_text);
    let former: Vec<Input<'_>> = previous.iter().map(|source| Input::read(source, &|_| true)).collect();
    let [current, earlier] = [&inputs, &former].map(|inputs| recognize_everywhere(inputs, read_as));
    let [inner, former_inner] =
        [&current, &earlier].map(|found| found.strings.iter().map(EmbeddedValues::read).collect::<Vec<Input<'_>>>());
    let mut all = current.subjects;
    all.extend(current.strings.iter().zip(&inner).filter_map(|(embedded, input)| of_string(embedded, input)));
    all.extend(recognize_values(&values, read_as));
    let ignored = ignored(&inputs, &all);
    diagnostics.extend(take_templates(&mut all));
    let release = stated_release_version(&all);
    let exposure = options.exposure.as_ref().and_then(|source| match exposure::read_source_for(source, release) {
        Ok(exposure) => Some(exposure),
        Err(found) => {
            diagnostics.extend(found);
            None
        }
    });
    let mut subjects = serving(exposure.as_ref(), all);
    configuration.apply(&mut subjects.target);
    subjects.previous = earlier.subjects;
    subjects
        .previous
        .extend(earlier.strings.iter().zip(&former_inner).filter_map(|(embedded, input)| of_string(embedded, input)));
    subjects.previous.extend(recognize_values(&former_values, read_as));
    for read in [&former[..], from_ref(&former_values), &former_inner, &inputs, &inner, from_ref(&values)] {
        for input in read {
            diagnostics.extend(unread::diagnostics(input));
        }
    }
    if read_as.is_none() {
        diagnostics.extend(inputs.iter().flat_map(|input| overlooked_exposures(input, &subjects)));
    }
    for subject in subjects.of(Kind::Exposure) {
        diagnostics.extend(exposure::read(Some(subject), &[]).err().into_iter().flatten());
    }
    let context = Context::of(&subjects);
    let kept = judge(&context, Unused::Named, Fixes::WorkedOut);
    diagnostics.extend(kept.diagnostics);
    placeholders::take(&mut diagnostics, sources);
    level::apply(&configuration.levels, &mut diagnostics);
    sort(&mut diagnostics, &[sources, &options.values]);
    diagnostics.dedup();
    let mut report = Report::of(diagnostics);
    report.summary.suppressed = counted(kept.suppressed);
    report.summary.recognized = recognized(&subjects);
    report.summary.ignored = ignored;
    let judges_gateway_api = subjects.all.iter().any(|subject| subject.object_kind.is_of_gateway_api());
    report.summary.targets = subjects.target.names(judges_gateway_api);
    report
}

/// Whether a text holds no Kubernetes object, as a file of values does.
fn is_no_object(source: &Source) -> bool {
    let input = Input::read(source, &|_| true);
    input.documents.iter().filter_map(Document::root).all(|root| root.get("apiVersion").is_none())
}

/// Whether suppressions that leave nothing out are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unused {
    Named,
    PassedOver,
}

/// Whether the fixes that rules propose are worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fixes {
    /// For results that show them or apply them.
    WorkedOut,
    /// For results that drop them.
    LeftOut,
}

/// Gives the findings of every rule that aren't suppressed.
pub(crate) fn judge(context: &Context<'_, '_, '_>, unused: Unused, fixes: Fixes) -> Kept {
    let mut found = Vec::new();
    for (_, check) in ALL {
        if let Some(check) = check {
            let before = found.len();
            check(context, &mut found);
            // The bytes of the findings count as work too: they are written and read.
            let said: usize = found.iter().skip(before).map(Diagnostic::bytes).sum();
            if !spend(said as u64) {
                break;
            }
        }
    }
    let mut kept = suppression::apply(found, context.subjects, unused == Unused::Named);
    match fixes {
        Fixes::WorkedOut => context.proposals.work_out(&mut kept.diagnostics),
        Fixes::LeftOut => kept.diagnostics.iter_mut().for_each(|diagnostic| diagnostic.proposed.clear()),
    }
    sort(&mut kept.diagnostics, &[]);
    kept
}

/// Gives the faults of a result that is about to be taken, without advice: a release that is rendered every hour would
/// repeat it every hour.
pub(crate) fn faults(result: &Subjects<'_, '_>, fixes: Fixes) -> Vec<Diagnostic> {
    let mut diagnostics = judge(&Context::of(result), Unused::PassedOver, fixes).diagnostics;
    diagnostics.retain(|diagnostic| diagnostic.severity != Severity::Info);
    diagnostics
}

/// Puts diagnostics in the order of the sources, and of the text within each. Those of other sources come first.
pub(crate) fn sort(diagnostics: &mut Vec<Diagnostic>, sources: &[&[Source]]) {
    let places = groups::named_sources(sources.iter().copied().flatten(), diagnostics);
    let mut placed: Vec<(Option<usize>, Diagnostic)> = places.into_iter().zip(std::mem::take(diagnostics)).collect();
    sort_by(&mut placed, &|left, right| (left.0, left.1.sort_key()).cmp(&(right.0, right.1.sort_key())));
    diagnostics.extend(placed.into_iter().map(|(_, diagnostic)| diagnostic));
}

/// The kinds of document that the field `readAs` takes.
#[must_use]
pub fn document_kinds() -> Vec<String> {
    JudgedAs::all().map(JudgedAs::id).collect()
}

fn recognized(subjects: &Subjects<'_, '_>) -> Vec<Recognized> {
    Kind::ALL
        .into_iter()
        .map(|kind| Recognized { kind: kind.name().to_owned(), count: counted(subjects.of(kind).count()) })
        .filter(|recognized| recognized.count > 0)
        .collect()
}

/// Reports the Exposures in documents in which nothing was recognised. Values may well hold one for their chart to render.
fn overlooked_exposures(input: &Input<'_>, subjects: &Subjects<'_, '_>) -> Vec<Diagnostic> {
    let mut found = overlooked(input).peekable();
    if found.peek().is_none() {
        return Vec::new();
    }
    let place = |document: &Document<'_>| std::ptr::from_ref(document).addr();
    let judged: BTreeSet<usize> = subjects.all.iter().map(|subject| place(subject.document)).collect();
    found
        .filter(|found| !judged.contains(&place(found.document)))
        .map(|found| exposure_inside_another_document::diagnostic(input, &found, Severity::Warning))
        .collect()
}

/// Counts the documents in which nothing was recognised.
fn ignored(inputs: &[Input<'_>], subjects: &[Subject<'_, '_>]) -> u32 {
    // Both are in the order of the sources.
    let mut judged = subjects.iter().map(|subject| std::ptr::from_ref(subject.document)).peekable();
    let mut ignored = 0;
    for document in inputs.iter().flat_map(|input| &input.documents) {
        let mut is_judged = false;
        while judged.next_if(|&next| std::ptr::eq(next, document)).is_some() {
            is_judged = true;
        }
        ignored += usize::from(!is_judged);
    }
    counted(ignored)
}

/// Takes out documents with unrendered expressions of a template, and reports each: nobody can judge them.
fn take_templates(all: &mut Vec<Subject<'_, '_>>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut last: Option<(*const Document<'_>, bool)> = None;
    all.retain(|subject| {
        let document: *const Document<'_> = subject.document;
        if let Some((_, is_template)) = last.filter(|&(seen, _)| seen == document) {
            return !is_template;
        }
        let expression = unrendered(subject.document);
        found.extend(expression.map(|node| subject.place_at(yaml_not_readable::unrendered(), &[], node.span())));
        last = Some((document, expression.is_some()));
        expression.is_none()
    });
    found
}

/// Finds a value such as `{{ .Values.host }}`, which YAML reads as a mapping that has a mapping as its key.
fn unrendered<'d, 't>(document: &'d Document<'t>) -> Option<Node<'d, 't>> {
    let text = document.raw().text(document.stream());
    memchr::memmem::find(text.as_bytes(), b"{{")?;
    document.nodes().find(|node| node.is_flow() && node.own_entries().any(|entry| entry.key.is_mapping()))
}

#[cfg(test)]
mod tests;
