//! `portico validate`: from configuration to what is wrong with it.

use crate::failure::Failure;
use crate::verdict::Verdict;
use crate::{Format, input, output, talk};
use clap::Args;
use portico_host::Portico;
use portico_host::types::Source;
use portico_host::validator::{HumanFormat, Report, ReportFormat, ValidateOptions};
use std::io::{self, IsTerminal};
use std::path::PathBuf;

/// Finds what is wrong with configuration: values, manifests, Exposures
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  helm template spaces ./chart | portico validate --cloud aws")]
pub struct Arguments {
    /// What to judge, together; - is standard input, which is also read where no file is named
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Where the cluster runs, such as aws, gcp or azure
    #[arg(long)]
    cloud: Option<String>,
    /// What every document is to be read as, where its content doesn't tell
    #[arg(long = "as", value_name = "KIND")]
    read_as: Option<String>,
    /// The Exposure that the configuration serves
    #[arg(long, value_name = "FILE")]
    exposure: Option<PathBuf>,
    /// The form of the report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// Runs the subcommand.
pub fn run(arguments: Arguments) -> Result<Verdict, Failure> {
    let Arguments { files, cloud, read_as, exposure, format } = arguments;
    let files = chosen(files, exposure.as_ref())?;
    let exposure = exposure.map(|path| input::read(&path)).transpose()?;

    let (sources, failures) = read(&files);
    for failure in &failures {
        failure.told();
    }
    if sources.is_empty() {
        return Ok(Verdict::Unusable);
    }

    let mut portico = Portico::new()?;
    known("--as", read_as.as_deref(), || Ok(portico.document_kinds()?))?;
    known("--cloud", cloud.as_deref(), || Ok(portico.clouds()?.into_iter().map(|cloud| cloud.id).collect()))?;

    let options = ValidateOptions { read_as, cloud, exposure };
    let report = portico.validate(&sources, &options)?;
    let sources: Vec<Source> = sources.into_iter().chain(options.exposure).collect();
    let form = match format {
        Format::Human => ReportFormat::Human(HumanFormat { color: talk::colored(&io::stdout()), summary: true }),
        Format::Json => ReportFormat::Json,
    };
    output::write_text(&portico.present(&sources, &report, form)?)?;

    if nothing_was_recognized(&report) {
        let help = "say what it is with --as; `portico validate --help` tells what is read";
        return Err(Failure::new("nothing was recognised, so nothing was judged", help));
    }
    Ok(if failures.is_empty() { Verdict::of(&report.summary) } else { Verdict::Unusable })
}

/// The files to judge: those that are named, else standard input where it is no terminal.
fn chosen(files: Vec<PathBuf>, exposure: Option<&PathBuf>) -> Result<Vec<PathBuf>, Failure> {
    if files.is_empty() && io::stdin().is_terminal() {
        return Err(Failure::new("there is nothing to judge", "name a file: portico validate values.yaml"));
    }
    let files = if files.is_empty() { vec![PathBuf::from(input::STANDARD_INPUT)] } else { files };
    let named = files.iter().chain(exposure).filter(|path| input::is_standard(path.as_os_str())).count();
    if named > 1 {
        return Err(Failure::new("standard input is named more than once", "it can be read once: name files"));
    }
    Ok(files)
}

/// What can be read, and why the rest can't.
fn read(files: &[PathBuf]) -> (Vec<Source>, Vec<Failure>) {
    let mut sources = Vec::new();
    let mut failures = Vec::new();
    for file in files {
        match input::read(file) {
            Ok(source) => sources.push(source),
            Err(failure) => failures.push(failure),
        }
    }
    (sources, failures)
}

/// Refuses a value that isn't one of those that are known.
fn known(
    flag: &str,
    value: Option<&str>,
    values: impl FnOnce() -> Result<Vec<String>, Failure>,
) -> Result<(), Failure> {
    let Some(value) = value else { return Ok(()) };
    let values = values()?;
    if values.iter().any(|known| known == value) {
        return Ok(());
    }
    Err(Failure::new(format!("{flag} {value} is not known"), format!("give one of {}", values.join(", "))))
}

fn nothing_was_recognized(report: &Report) -> bool {
    report.summary.recognized.is_empty() && report.summary.unreadable == 0 && report.diagnostics.is_empty()
}
