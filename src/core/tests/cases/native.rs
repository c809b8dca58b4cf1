//! The answers of the core that is compiled with the tests.

use super::case::{Case, File, Outcome, Question, Told};
use portico_core::finding::Edit;
use portico_core::fix::{self, FixOptions};
use portico_core::render;
use portico_core::report::{self, Format};
use portico_core::requests::FieldOverride;
use portico_core::transform::{self, Envelope};
use portico_core::validate;
use portico_core::{Diagnostic, Source};

/// Gives the core's answer to a case.
pub fn outcome(case: &Case) -> String {
    let mut source = Source { name: case.name.clone(), text: case.text.clone() };
    let mut outcome = Outcome::default();
    let (report, others) = match &case.question {
        Question::Render { fields } => (validate::summarize(rendered(&source, fields, &mut outcome)), Vec::new()),
        Question::Merge { exposure } => {
            let other = Source::from(exposure);
            let diagnostics = merged(&source, &other, &mut outcome);
            (validate::summarize(diagnostics), vec![other])
        }
        Question::Validate { told, reports } => {
            let (sources, options) = asked(&source, told);
            let report = validate::validate(&sources, &options);
            if *reports {
                for (name, format) in [("sarif", Format::Sarif), ("junit", Format::Junit), ("github", Format::Github)] {
                    outcome.rendered(name, &report::present(&sources, &report, format));
                }
            }
            (report, others(options))
        }
        Question::Mend { told, unsafe_fixes, partial_fixes } => {
            let (sources, options) = asked(&source, told);
            let fixes = FixOptions { unsafe_fixes: *unsafe_fixes, partial_fixes: *partial_fixes };
            let mended = fix::mend(&sources, &options, fixes);
            mended.sources.iter().for_each(|source| outcome.rendered(&source.name, &source.text));
            mended.unreadable.iter().for_each(|name| outcome.rendered("unreadable", &format!("{name}\n")));
            let changed = mended.sources.into_iter().find(|mended| mended.name == source.name);
            source.text = changed.map_or(source.text, |changed| changed.text);
            (mended.report, others(options))
        }
        Question::Transform { exposure, resource_list, strict } => {
            let other = exposure.as_ref().map(Source::from);
            let envelope = if *resource_list { Envelope::ResourceList } else { Envelope::Stream };
            let options = transform::Options { envelope, strict: *strict };
            let diagnostics = transformed(&source, other.as_ref(), options, &mut outcome);
            (validate::summarize(diagnostics), other.into_iter().collect())
        }
    };
    let sources: Vec<Source> = [source].into_iter().chain(others).collect();
    outcome.human = report::present(&sources, &report, Format::Human { color: false, summary: true });
    outcome.json = report::present(&sources, &report, Format::Json);
    outcome.text()
}

/// Gives the sources to judge and the options to judge them by. Where values are merged over the source's, the source
/// is the first of the values.
fn asked(source: &Source, told: &Told) -> (Vec<Source>, validate::Options) {
    let Told { overrides, configuration, exposure, values, previous } = told;
    let mut sources = vec![source.clone()];
    let mut merged: Vec<Source> = values.iter().map(Source::from).collect();
    if !merged.is_empty() {
        merged.splice(0..0, sources.drain(..));
    }
    let options = validate::Options {
        configuration: configuration.as_ref().map(Source::from),
        overrides: fields(overrides),
        exposure: exposure.as_ref().map(Source::from),
        values: merged,
        previous: previous.iter().map(Source::from).collect(),
    };
    (sources, options)
}

fn fields(given: &[(String, String)]) -> Vec<FieldOverride> {
    let field = |(field, value): &(String, String)| FieldOverride {
        origin: format!("--{field}"),
        ..FieldOverride::of(field, value)
    };
    given.iter().map(field).collect()
}

/// Gives the other files that diagnostics may name.
fn others(options: validate::Options) -> Vec<Source> {
    options.values.into_iter().chain(options.previous).chain(options.exposure).chain(options.configuration).collect()
}

fn rendered(source: &Source, fields: &[(String, String)], outcome: &mut Outcome) -> Vec<Diagnostic> {
    match render::render(source, &self::fields(fields)) {
        Ok(rendered) => {
            rendered.files.iter().for_each(|file| outcome.rendered(&file.name, &file.text));
            rendered.diagnostics
        }
        Err(diagnostics) => diagnostics,
    }
}

fn merged(values: &Source, exposure: &Source, outcome: &mut Outcome) -> Vec<Diagnostic> {
    match render::merge(values, exposure, &[]) {
        Ok(merged) => {
            outcome.transformed(&spliced(&values.text, &merged.edits));
            merged.diagnostics
        }
        Err(diagnostics) => diagnostics,
    }
}

fn spliced(text: &str, edits: &[Edit]) -> String {
    let mut text = text.to_owned();
    for edit in edits.iter().rev() {
        let place = |offset: u32| usize::try_from(offset).expect("texts are small");
        text.replace_range(place(edit.span.start.offset)..place(edit.span.end.offset), &edit.replacement);
    }
    text
}

fn transformed(
    source: &Source,
    exposure: Option<&Source>,
    options: transform::Options,
    outcome: &mut Outcome,
) -> Vec<Diagnostic> {
    match transform::transform(source, exposure, options) {
        Ok(transformed) => {
            outcome.transformed(&spliced(&source.text, &transformed.edits));
            transformed.diagnostics
        }
        Err(diagnostics) => diagnostics,
    }
}

impl From<&File> for Source {
    fn from(file: &File) -> Self {
        Self { name: file.name.clone(), text: file.text.clone() }
    }
}
