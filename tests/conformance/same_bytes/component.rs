//! The component, in wasmtime.

use super::case::{Case, File, Outcome, Question, Told};
use portico_host::renderer::{FieldOverride, RenderOptions};
use portico_host::transformer::{Envelope, TransformOptions};
use portico_host::types::{Diagnostic, Source};
use portico_host::validator::{FixOptions, HumanFormat, ReportFormat, ValidateOptions};
use portico_host::{Engine, HostError, Portico, splice};

/// Gives the component's outcome of a case.
pub fn outcome(engine: &Engine, case: &Case) -> String {
    engine
        .start()
        .and_then(|mut portico| asked(&mut portico, case))
        .unwrap_or_else(|error| panic!("{}: {error}", case.name))
}

fn asked(portico: &mut Portico, case: &Case) -> Result<String, HostError> {
    let mut source = Source { name: case.name.clone(), text: case.text.clone() };
    let mut outcome = Outcome::default();
    let (report, others) = match &case.question {
        Question::Render { fields } => {
            let diagnostics = rendered(portico, &source, fields, &mut outcome)?;
            (portico.summarize(&diagnostics)?, Vec::new())
        }
        Question::Merge { exposure } => {
            let other = Source::from(exposure);
            let diagnostics = merged(portico, &source, &other, &mut outcome)?;
            (portico.summarize(&diagnostics)?, vec![other])
        }
        Question::Validate { told, reports } => {
            let (sources, options) = judged(&source, told);
            let report = portico.validate(&sources, &options)?;
            if *reports {
                for (name, format) in
                    [("sarif", ReportFormat::Sarif), ("junit", ReportFormat::Junit), ("github", ReportFormat::Github)]
                {
                    outcome.rendered(name, &portico.present(&sources, &report, format)?);
                }
            }
            (report, others(options))
        }
        Question::Mend { told, unsafe_fixes, partial_fixes } => {
            let (sources, options) = judged(&source, told);
            let fixes = FixOptions { unsafe_fixes: *unsafe_fixes, partial_fixes: *partial_fixes };
            let mended = portico.mend(&sources, &options, fixes)?;
            mended.sources.iter().for_each(|source| outcome.rendered(&source.name, &source.text));
            mended.unreadable.iter().for_each(|name| outcome.rendered("unreadable", &format!("{name}\n")));
            let changed = mended.sources.into_iter().find(|mended| mended.name == source.name);
            source.text = changed.map_or(source.text, |changed| changed.text);
            (mended.report, others(options))
        }
        Question::Transform { exposure, resource_list, strict } => {
            let other = exposure.as_ref().map(Source::from);
            let envelope = if *resource_list { Envelope::ResourceList } else { Envelope::Stream };
            let options = TransformOptions { envelope, strict: *strict };
            let diagnostics = transformed(portico, &source, other.as_ref(), options, &mut outcome)?;
            (portico.summarize(&diagnostics)?, other.into_iter().collect())
        }
    };
    let sources: Vec<Source> = [source].into_iter().chain(others).collect();
    let human = ReportFormat::Human(HumanFormat { color: false, summary: true });
    outcome.human = portico.present(&sources, &report, human)?;
    outcome.json = portico.present(&sources, &report, ReportFormat::Json)?;
    Ok(outcome.text())
}

/// Gives the sources and options of a validation. Where values are merged over the source, the source is the first of
/// the values.
fn judged(source: &Source, told: &Told) -> (Vec<Source>, ValidateOptions) {
    let Told { overrides, configuration, exposure, values, previous } = told;
    let mut sources = vec![source.clone()];
    let mut merged: Vec<Source> = values.iter().map(Source::from).collect();
    if !merged.is_empty() {
        merged.splice(0..0, sources.drain(..));
    }
    let options = ValidateOptions {
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
        field: field.clone(),
        value: value.clone(),
        origin: format!("--{field}"),
    };
    given.iter().map(field).collect()
}

/// Gives the other files that diagnostics may name.
fn others(options: ValidateOptions) -> Vec<Source> {
    options.values.into_iter().chain(options.previous).chain(options.exposure).chain(options.configuration).collect()
}

fn rendered(
    portico: &mut Portico,
    source: &Source,
    fields: &[(String, String)],
    outcome: &mut Outcome,
) -> Result<Vec<Diagnostic>, HostError> {
    let overrides = self::fields(fields);
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
