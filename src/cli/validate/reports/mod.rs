//! The reports of a validation: one to standard output, and any number to files.

mod destination;

use crate::failure::Failure;
use crate::{output, talk};
use clap::ValueEnum;
use destination::{Destination, Prepared};
use portico_command::ReportForm;
use portico_host::Portico;
use portico_host::types::Source;
use portico_host::validator::{HumanFormat, Recognized, Report, ReportFormat, Summary};
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Converts a form to the component's.
fn of_component(form: ReportForm, color: bool) -> ReportFormat {
    match form {
        ReportForm::Human => ReportFormat::Human(HumanFormat { color, summary: true }),
        ReportForm::Json => ReportFormat::Json,
        ReportForm::Sarif => ReportFormat::Sarif,
        ReportForm::Junit => ReportFormat::Junit,
        ReportForm::Github => ReportFormat::Github,
    }
}

/// A report that goes to a file: `sarif=out.sarif`.
#[derive(Debug, Clone)]
pub struct ReportFile {
    form: ReportForm,
    path: PathBuf,
}

impl FromStr for ReportFile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (form, path) = text.split_once('=').ok_or("give a form and a file: sarif=out.sarif")?;
        if path.is_empty() {
            return Err("the file's name is missing: sarif=out.sarif".to_owned());
        }
        Ok(Self { form: ReportForm::from_str(form, false)?, path: path.into() })
    }
}

/// Writes a report to standard output.
pub fn print(portico: &mut Portico, sources: &[Source], report: &Report, form: ReportForm) -> Result<(), Failure> {
    output::write_text(&portico.present(sources, report, of_component(form, talk::colored(&io::stdout())))?)
}

/// Says the report for people on standard error, where standard output has something else.
pub fn say(portico: &mut Portico, sources: &[Source], report: &Report) -> Result<(), Failure> {
    talk::say(&portico.present(sources, report, of_component(ReportForm::Human, talk::colored(&io::stderr())))?);
    Ok(())
}

/// Joins several reports into one; nothing where there are none.
pub fn joined(reports: Vec<Report>) -> Option<Report> {
    reports.into_iter().reduce(|mut whole, part| {
        join(&mut whole, part);
        whole
    })
}

fn join(whole: &mut Report, part: Report) {
    let Summary { errors, warnings, infos, suppressed, recognized, ignored, unreadable, targets } = part.summary;
    whole.diagnostics.extend(part.diagnostics);
    let summary = &mut whole.summary;
    for (sum, number) in [
        (&mut summary.errors, errors),
        (&mut summary.warnings, warnings),
        (&mut summary.infos, infos),
        (&mut summary.suppressed, suppressed),
        (&mut summary.ignored, ignored),
        (&mut summary.unreadable, unreadable),
    ] {
        *sum = sum.saturating_add(number);
    }
    for Recognized { kind, count } in recognized {
        match summary.recognized.iter_mut().find(|known| known.kind == kind) {
            Some(known) => known.count = known.count.saturating_add(count),
            None => summary.recognized.push(Recognized { kind, count }),
        }
    }
    summary.recognized.sort_by(|left, right| left.kind.cmp(&right.kind));
    let new: Vec<String> = targets.into_iter().filter(|target| !summary.targets.contains(target)).collect();
    summary.targets.extend(new);
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
    pub fn prepare(
        portico: &mut Portico,
        sources: &[Source],
        report: &Report,
        files: &'f [ReportFile],
        inputs: &[&Path],
    ) -> Result<Self, Failure> {
        let mut taken = Vec::new();
        let mut prepared = Vec::new();
        for ReportFile { form, path } in files {
            let refused = |error: io::Error| unwritable(path, &error);
            let destination = Destination::of(path).map_err(refused)?;
            if taken.contains(&destination) {
                let message = format!("two reports go to {}", path.display());
                return Err(Failure::new(message, "give each --report a file of its own"));
            }
            if inputs.iter().any(|input| destination.is_file(input)) {
                let message = format!("the report {} would take the place of an input", path.display());
                return Err(Failure::new(message, "give --report another file"));
            }
            let text = portico.present(sources, report, of_component(*form, false))?;
            prepared.push((path.as_path(), destination.prepare(text).map_err(refused)?));
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
