//! The component, in wasmtime.

use super::case::{Case, File, Outcome, Question};
use portico_host::renderer::{FieldOverride, RenderOptions};
use portico_host::transformer::{Envelope, TransformOptions};
use portico_host::types::{Diagnostic, Source};
use portico_host::validator::{HumanFormat, ReportFormat, ValidateOptions};
use portico_host::{Engine, HostError, Portico, splice};

/// What the component answers.
pub fn outcome(engine: &Engine, case: &Case) -> String {
    engine
        .start()
        .and_then(|mut portico| asked(&mut portico, case))
        .unwrap_or_else(|error| panic!("{}: {error}", case.name))
}

fn asked(portico: &mut Portico, case: &Case) -> Result<String, HostError> {
    let source = Source { name: case.name.clone(), text: case.text.clone() };
    let mut outcome = Outcome::default();
    let (report, other) = match &case.question {
        Question::Render { fields } => {
            let diagnostics = rendered(portico, &source, fields, &mut outcome)?;
            (portico.summarize(&diagnostics)?, None)
        }
        Question::Merge { exposure } => {
            let other = Source::from(exposure);
            let diagnostics = merged(portico, &source, &other, &mut outcome)?;
            (portico.summarize(&diagnostics)?, Some(other))
        }
        Question::Validate { cloud, read_as, exposure } => {
            let other = exposure.as_ref().map(Source::from);
            let options = ValidateOptions { read_as: read_as.clone(), cloud: cloud.clone(), exposure: other.clone() };
            (portico.validate(std::slice::from_ref(&source), &options)?, other)
        }
        Question::Transform { exposure, resource_list, strict } => {
            let other = exposure.as_ref().map(Source::from);
            let envelope = if *resource_list { Envelope::ResourceList } else { Envelope::Stream };
            let options = TransformOptions { envelope, strict: *strict };
            let diagnostics = transformed(portico, &source, other.as_ref(), options, &mut outcome)?;
            (portico.summarize(&diagnostics)?, other)
        }
    };
    let sources: Vec<Source> = [source].into_iter().chain(other).collect();
    let human = ReportFormat::Human(HumanFormat { color: false, summary: true });
    outcome.human = portico.present(&sources, &report, human)?;
    outcome.json = portico.present(&sources, &report, ReportFormat::Json)?;
    Ok(outcome.text())
}

fn rendered(
    portico: &mut Portico,
    source: &Source,
    fields: &[(String, String)],
    outcome: &mut Outcome,
) -> Result<Vec<Diagnostic>, HostError> {
    let overrides = fields
        .iter()
        .map(|(field, value)| FieldOverride {
            field: field.clone(),
            value: value.clone(),
            origin: format!("--{field}"),
        })
        .collect();
    Ok(match portico.render(source, &RenderOptions { overrides })? {
        Ok(rendered) => {
            rendered.files.iter().for_each(|file| outcome.rendered(&file.name, &file.text));
            rendered.diagnostics
        }
        Err(diagnostics) => diagnostics,
    })
}

fn merged(
    portico: &mut Portico,
    values: &Source,
    exposure: &Source,
    outcome: &mut Outcome,
) -> Result<Vec<Diagnostic>, HostError> {
    let options = RenderOptions { overrides: Vec::new() };
    Ok(match portico.merge(values, exposure, &options)? {
        Ok(merged) => {
            outcome.transformed(&splice(&values.text, &merged.edits)?);
            merged.diagnostics
        }
        Err(diagnostics) => diagnostics,
    })
}

fn transformed(
    portico: &mut Portico,
    source: &Source,
    exposure: Option<&Source>,
    options: TransformOptions,
    outcome: &mut Outcome,
) -> Result<Vec<Diagnostic>, HostError> {
    Ok(match portico.transform(source, exposure, options)? {
        Ok(transformed) => {
            outcome.transformed(&splice(&source.text, &transformed.edits)?);
            transformed.diagnostics
        }
        Err(diagnostics) => diagnostics,
    })
}

impl From<&File> for Source {
    fn from(file: &File) -> Self {
        Self { name: file.name.clone(), text: file.text.clone() }
    }
}
