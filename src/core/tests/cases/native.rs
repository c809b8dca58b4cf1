//! The answers of the core that is compiled with the tests.

use super::case::{Case, File, OTHER_FORMATS, Outcome, Question, Told};
use portico_core::Source;
use portico_core::finding::{Edit, apply};
use portico_core::fix::{self, FixOptions};
use portico_core::render::{self, Rendered};
use portico_core::report::Format;
use portico_core::requests::FieldOverride;
use portico_core::transform::{self, Envelope};
use portico_core::validate;

/// The formats that every answer has.
const FORMATS: [Format; 2] = [Format::Human { color: false, summary: true }, Format::Json];

/// Gives the core's answer to a case.
pub fn outcome(case: &Case) -> String {
    let source = Source { name: case.name.clone(), text: case.text.clone() };
    let mut outcome = Outcome::default();
    let report = match &case.question {
        Question::Render { fields } => {
            let answer = render::render(&source, &render_options(fields));
            answer.map(|Rendered { files, report, .. }| {
                for file in files {
                    outcome.rendered(&file.name, &file.text);
                }
                report
            })
        }
        Question::Merge { exposure } => {
            let answer = render::merge(&source, &exposure.into(), &render_options(&[]));
            answer.map(|merged| {
                outcome.transformed(&edited(&source.text, &merged.edits));
                merged.report
            })
        }
        Question::Validate { told, reports } => {
            let (sources, mut options) = asked(&source, told);
            if *reports {
                options.report_formats.extend([Format::Sarif, Format::Junit, Format::Github]);
            }
            Ok(validate::validate(&[sources], &options))
        }
        Question::Fix { told, unsafe_fixes, partial_fixes } => {
            let (sources, options) = asked(&source, told);
            let fixes =
                FixOptions { unsafe_fixes: *unsafe_fixes, partial_fixes: *partial_fixes, ..FixOptions::default() };
            let fixed = fix::fix(&[sources], &options, fixes);
            fixed.sources.iter().for_each(|source| outcome.rendered(&source.name, &source.text));
            fixed.unreadable.iter().for_each(|name| outcome.rendered("unreadable", &format!("{name}\n")));
            Ok(fixed.report)
        }
        Question::Transform { exposure, resource_list, strict, spaces_releases } => {
            let exposure = exposure.as_ref().map(Source::from);
            let envelope = if *resource_list { Envelope::ResourceList } else { Envelope::Stream };
            let options = transform::Options {
                envelope,
                strict: *strict,
                report_formats: FORMATS.to_vec(),
                spaces_releases: spaces_releases.clone(),
            };
            let answer = transform::transform(&source, exposure.as_ref(), &options);
            answer.map(|transformed| {
                outcome.transformed(&edited(&source.text, &transformed.edits));
                transformed.report
            })
        }
    };
    let report = report.unwrap_or_else(|refused| refused);
    outcome.reported(report.texts, &OTHER_FORMATS);
    outcome.text()
}

fn render_options(given: &[(String, String)]) -> render::Options {
    render::Options { report_formats: FORMATS.to_vec(), ..render::Options::of(fields(given)) }
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
        report_formats: FORMATS.to_vec(),
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

fn edited(text: &str, edits: &[Edit]) -> String {
    apply(text, edits).expect("the edits fit")
}

impl From<&File> for Source {
    fn from(file: &File) -> Self {
        Self { name: file.name.clone(), text: file.text.clone() }
    }
}
