//! The component, in wasmtime.

use super::case::{Case, File, OTHER_FORMATS, Outcome, Question, Told};
use portico_host::renderer::{FieldOverride, RenderOptions};
use portico_host::transformer::{Envelope, TransformOptions};
use portico_host::types::{HumanFormat, ReportFormat, Source};
use portico_host::validator::{FixOptions, ValidateOptions};
use portico_host::{Engine, HostError, Portico, splice};

/// The formats that every answer has.
const FORMATS: [ReportFormat; 2] =
    [ReportFormat::Human(HumanFormat { color: false, summary: true }), ReportFormat::Json];

/// Gives the component's outcome of a case.
pub fn outcome(engine: &Engine, case: &Case) -> String {
    engine
        .start()
        .and_then(|mut portico| asked(&mut portico, case))
        .unwrap_or_else(|error| panic!("{}: {error}", case.name))
}

fn asked(portico: &mut Portico, case: &Case) -> Result<String, HostError> {
    let source = Source { name: case.name.clone(), text: case.text.clone() };
    let mut outcome = Outcome::default();
    let report = match &case.question {
        Question::Render { fields } => match portico.render(&source, &render_options(fields))? {
            Ok(rendered) => {
                rendered.files.iter().for_each(|file| outcome.rendered(&file.name, &file.text));
                rendered.report
            }
            Err(refused) => refused,
        },
        Question::Merge { exposure } => match portico.merge(&source, &exposure.into(), &render_options(&[]))? {
            Ok(merged) => {
                outcome.transformed(&splice(&source.text, &merged.edits)?);
                merged.report
            }
            Err(refused) => refused,
        },
        Question::Validate { told, reports } => {
            let (sources, mut options) = judged(&source, told);
            if *reports {
                options.report_formats.extend([ReportFormat::Sarif, ReportFormat::Junit, ReportFormat::Github]);
            }
            portico.validate(&[sources], &options)?
        }
        Question::Fix { told, unsafe_fixes, partial_fixes } => {
            let (sources, options) = judged(&source, told);
            let fixes = FixOptions { unsafe_fixes: *unsafe_fixes, partial_fixes: *partial_fixes, preview: false };
            let fixed = portico.fix(&[sources], &options, fixes)?;
            fixed.sources.iter().for_each(|source| outcome.rendered(&source.name, &source.text));
            fixed.unreadable.iter().for_each(|name| outcome.rendered("unreadable", &format!("{name}\n")));
            fixed.report
        }
        Question::Transform { exposure, resource_list, strict, spaces_releases } => {
            let exposure = exposure.as_ref().map(Source::from);
            let envelope = if *resource_list { Envelope::ResourceList } else { Envelope::Stream };
            let options = TransformOptions {
                envelope,
                strict: *strict,
                report_formats: FORMATS.to_vec(),
                spaces_releases: spaces_releases.clone(),
            };
            match portico.transform(&source, exposure.as_ref(), &options)? {
                Ok(transformed) => {
                    outcome.transformed(&splice(&source.text, &transformed.edits)?);
                    transformed.report
                }
                Err(refused) => refused,
            }
        }
    };
    outcome.reported(report.texts, &OTHER_FORMATS);
    Ok(outcome.text())
}

fn render_options(given: &[(String, String)]) -> RenderOptions {
    RenderOptions { report_formats: FORMATS.to_vec(), ..RenderOptions::of(fields(given)) }
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
        report_formats: FORMATS.to_vec(),
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

impl From<&File> for Source {
    fn from(file: &File) -> Self {
        Self { name: file.name.clone(), text: file.text.clone() }
    }
}
