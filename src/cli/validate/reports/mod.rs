//! The reports of a validation: one to standard output, and any number to files.

mod destination;

use super::Reports;
use super::fixing::Manner;
use crate::failure::Failure;
use crate::talk;
use clap::ValueEnum;
use destination::{Destination, Prepared};
use portico_command::ReportFormat;
use portico_host::types::{self, HumanFormat};
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Gives the formats that a run writes: that of the standard stream, then those of the files. The report is for people
/// and on standard error where standard output has something else.
pub fn formats(reports: &Reports, manner: Manner) -> Vec<types::ReportFormat> {
    let standard = if manner.takes_standard_output() {
        of_component(ReportFormat::Human, talk::colored(&io::stderr()))
    } else {
        of_component(reports.format, talk::colored(&io::stdout()))
    };
    std::iter::once(standard).chain(reports.report.iter().map(|file| of_component(file.format, false))).collect()
}

/// Converts a format to the component's.
fn of_component(format: ReportFormat, color: bool) -> types::ReportFormat {
    match format {
        ReportFormat::Human => types::ReportFormat::Human(HumanFormat { color, summary: true }),
        ReportFormat::Json => types::ReportFormat::Json,
        ReportFormat::Sarif => types::ReportFormat::Sarif,
        ReportFormat::Junit => types::ReportFormat::Junit,
        ReportFormat::Github => types::ReportFormat::Github,
    }
}

/// A report that goes to a file: `sarif=out.sarif`.
#[derive(Debug, Clone)]
pub struct ReportFile {
    format: ReportFormat,
    path: PathBuf,
}

impl FromStr for ReportFile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (format, path) = text.split_once('=').ok_or("give a format and a file: sarif=out.sarif")?;
        if path.is_empty() {
            return Err("the file's name is missing: sarif=out.sarif".to_owned());
        }
        Ok(Self { format: ReportFormat::from_str(format, false)?, path: path.into() })
    }
}

/// Reports that are written beside the files that they will replace. Dropped, they leave the old files.
pub struct PreparedReports<'f>(Vec<(&'f Path, Prepared)>);

impl<'f> PreparedReports<'f> {
    /// Gives no reports.
    pub fn none() -> Self {
        Self(Vec::new())
    }

    /// Prepares the reports that go to files. No two may have the same destination, and none the file of an input that
    /// the user named.
    pub fn prepare(files: &'f [ReportFile], texts: &[String], inputs: &[&Path]) -> Result<Self, Failure> {
        let mut taken = Vec::new();
        let mut prepared = Vec::new();
        for (ReportFile { path, .. }, text) in files.iter().zip(texts) {
            let refused = |error: io::Error| unwritable(path, &error);
            let destination = Destination::of(path).map_err(refused)?;
            if taken.contains(&destination) {
                let message = format!("two reports go to {}", path.display());
                return Err(Failure::new(message, "give each --report a file of its own"));
            }
            if inputs.iter().any(|input| destination.is_file(input)) {
                let message = format!("the report {} would replace an input", path.display());
                return Err(Failure::new(message, "give --report another file"));
            }
            prepared.push((path.as_path(), destination.prepare(text.clone()).map_err(refused)?));
            taken.push(destination);
        }
        Ok(Self(prepared))
    }

    /// Writes the reports to their destinations.
    pub fn put(self) -> Result<(), Failure> {
        self.0.into_iter().try_for_each(|(path, prepared)| prepared.put().map_err(|error| unwritable(path, &error)))
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let help = "check its folder and what is there; a link must be named by what it leads to";
    Failure::new(format!("the report {} can't be written: {error}", path.display()), help)
}
