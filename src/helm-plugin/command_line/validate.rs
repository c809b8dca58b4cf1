//! `helm portico-wasm validate`: from a stream of configuration to a report of its faults.

use super::{NAME, only_standard_input};
use crate::report::{self, is_right};
use crate::streams::Streams;
use clap::Args;
use portico_command::{GivenField, ReportFormat, TargetFlags, UsageError, nothing_recognized, read_as};
use portico_core::report::{Format, Report};
use portico_core::requests::FieldOverride;
use portico_core::validate::{Options, configured_paths, validate};

/// Finds what is wrong with configuration: values, manifests, Exposures
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  helm template spaces ./chart | helm portico-wasm validate --cloud aws
  helm portico-wasm validate < values.yaml")]
pub struct Arguments {
    /// Standard input, which is also read where this is left out; there is no other file
    #[arg(value_name = "-")]
    files: Vec<String>,
    /// Read every document as this kind, where its content doesn't tell
    #[arg(long = "as", value_name = "KIND")]
    read_as: Option<String>,
    /// Succeed where nothing is recognised
    #[arg(long)]
    skip_unrecognized: bool,
    #[command(flatten, next_help_heading = "Target")]
    target: TargetFlags,
    #[command(flatten)]
    reports: Reports,
}

/// The report of what was found.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reports")]
struct Reports {
    /// The format of the report on standard output
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    format: ReportFormat,
    /// Fail on warnings too
    #[arg(long)]
    deny_warnings: bool,
}

/// Runs the subcommand.
pub fn run(arguments: &Arguments, streams: &mut Streams<'_>) -> Result<(), UsageError> {
    for file in &arguments.files {
        only_standard_input(file, "give it on standard input: validate < values.yaml")?;
    }
    let given = arguments.target.given().into_iter().chain(read_as(arguments.read_as.as_ref()));
    let overrides: Vec<FieldOverride> = given.map(override_).collect();
    configured_paths(None, &overrides, &[report::FOR_PEOPLE]).map_err(|refused| {
        report::tell(streams.talk, &refused);
        UsageError::new("a flag has a value that it can't have", "see the report above; nothing was judged")
    })?;
    let report_formats = vec![format(arguments.reports.format)];
    let options = Options { overrides, report_formats, ..Options::default() };
    let report = validate(&[[streams.source()?]], &options);
    streams.write(&report.texts.concat())?;
    if !arguments.skip_unrecognized && nothing_was_recognized(&report) {
        return Err(nothing_recognized(NAME));
    }
    if is_right(&report.summary, arguments.reports.deny_warnings) {
        return Ok(());
    }
    Err(UsageError::new("the input is wrong", "see the report on standard output"))
}

fn override_(GivenField { field, value, flag }: GivenField) -> FieldOverride {
    FieldOverride { field: field.to_owned(), value, origin: flag.to_owned() }
}

fn format(format: ReportFormat) -> Format {
    match format {
        ReportFormat::Human => Format::Human { color: false, summary: true },
        ReportFormat::Json => Format::Json,
        ReportFormat::Sarif => Format::Sarif,
        ReportFormat::Junit => Format::Junit,
        ReportFormat::Github => Format::Github,
    }
}

fn nothing_was_recognized(report: &Report) -> bool {
    report.summary.recognized.is_empty() && report.summary.unreadable == 0 && report.diagnostics.is_empty()
}
