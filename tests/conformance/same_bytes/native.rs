//! The core, compiled with the tests.

use super::case::{Case, File, Outcome, Question};
use portico_core::Diagnostic;
use portico_core::Source;
use portico_core::diagnostic::Edit;
use portico_core::render::{self, FieldOverride};
use portico_core::report::{self, Format};
use portico_core::transform::{self, Envelope};
use portico_core::validate;

/// What the core answers.
pub fn outcome(case: &Case) -> String {
    let source = Source { name: case.name.clone(), text: case.text.clone() };
    let mut outcome = Outcome::default();
    let (report, other) = match &case.question {
        Question::Render { fields } => (validate::summarize(rendered(&source, fields, &mut outcome)), None),
        Question::Merge { exposure } => {
            let other = Source::from(exposure);
            let diagnostics = merged(&source, &other, &mut outcome);
            (validate::summarize(diagnostics), Some(other))
        }
        Question::Validate { cloud, read_as, exposure } => {
            let other = exposure.as_ref().map(Source::from);
            let options = validate::Options { read_as: read_as.clone(), cloud: cloud.clone(), exposure: other.clone() };
            (validate::validate(std::slice::from_ref(&source), &options), other)
        }
        Question::Transform { exposure, resource_list, strict } => {
            let other = exposure.as_ref().map(Source::from);
            let envelope = if *resource_list { Envelope::ResourceList } else { Envelope::Stream };
            let options = transform::Options { envelope, strict: *strict };
            let diagnostics = transformed(&source, other.as_ref(), options, &mut outcome);
            (validate::summarize(diagnostics), other)
        }
    };
    let sources: Vec<Source> = [source].into_iter().chain(other).collect();
    outcome.human = report::present(&sources, &report, Format::Human { color: false, summary: true });
    outcome.json = report::present(&sources, &report, Format::Json);
    outcome.text()
}

fn rendered(source: &Source, fields: &[(String, String)], outcome: &mut Outcome) -> Vec<Diagnostic> {
    let overrides: Vec<FieldOverride> = fields
        .iter()
        .map(|(field, value)| FieldOverride {
            field: field.clone(),
            value: value.clone(),
            origin: format!("--{field}"),
        })
        .collect();
    match render::render(source, &overrides) {
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
