//! The reports of a validation: one to standard output, and any number to files.

use crate::failure::Failure;
use crate::{output, talk};
use clap::ValueEnum;
use portico_command::ReportForm;
use portico_host::Portico;
use portico_host::types::Source;
use portico_host::validator::{HumanFormat, Recognized, Report, ReportFormat, Summary};
use std::fs;
use std::io;
use std::path::PathBuf;
use std::str::FromStr;

/// A form, as the component takes it.
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

/// Several reports as one.
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

/// Writes the reports that go to files.
pub fn write(portico: &mut Portico, sources: &[Source], report: &Report, files: &[ReportFile]) -> Result<(), Failure> {
    for ReportFile { form, path } in files {
        let text = portico.present(sources, report, of_component(*form, false))?;
        fs::write(path, text).map_err(|error| {
            Failure::new(format!("the report {} can't be written: {error}", path.display()), "check its folder")
        })?;
    }
    Ok(())
}
