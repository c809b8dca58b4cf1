//! `portico validate`: from configuration to a report of its faults.

mod configuration;
mod files;
mod fixing;
mod reports;
mod search;

use crate::failure::Failure;
use crate::verdict::Verdict;
use crate::{input, output, talk};
use clap::Args;
use configuration::Found;
use files::{Group, Origin};
use fixing::{Delivery, Manner, Outcome};
use portico_command::{ReportFormat, TargetFlags, nothing_recognized};
use portico_host::Portico;
use portico_host::types::{Report, Source};
use portico_host::validator::ValidateOptions;
use reports::{PreparedReports, ReportFile};
use std::path::{Path, PathBuf};

/// Finds what is wrong with configuration: values, manifests, Exposures
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  helm template spaces ./chart | portico validate --cloud aws
  portico validate --values values.yaml --values production.yaml
  portico validate --fix --diff deploy/
  portico validate --report sarif=portico.sarif --report junit=portico.xml deploy/")]
pub struct Arguments {
    /// The files to judge together; - is standard input, which is also read where no file is named. A folder is searched,
    /// and the files of each folder in it are judged together
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// A file of Spaces values; several are judged as Helm merges them: the last wins
    #[arg(long, value_name = "FILE")]
    values: Vec<PathBuf>,
    /// The configuration as it was before, to find changes that can't be made in place
    #[arg(long, value_name = "FILE")]
    previous: Vec<PathBuf>,
    /// Read every document as this kind, where its content doesn't tell
    #[arg(long = "as", value_name = "KIND")]
    read_as: Option<String>,
    /// Succeed where nothing is recognised, and leave out the excluded paths of portico.yaml: for hooks that name every file
    #[arg(long)]
    skip_unrecognized: bool,
    /// The portico.yaml to read, instead of the nearest one above the working directory
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Read no portico.yaml
    #[arg(long, conflicts_with = "config")]
    no_config: bool,
    #[command(flatten)]
    served: Served,
    #[command(flatten)]
    fixes: Fixes,
    #[command(flatten)]
    reports: Reports,
}

/// The target of the configuration.
#[derive(Debug, Args)]
#[command(next_help_heading = "Target")]
struct Served {
    /// The Exposure that the configuration serves
    #[arg(long, value_name = "FILE")]
    exposure: Option<PathBuf>,
    #[command(flatten)]
    target: TargetFlags,
}

/// The use of the fixes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Fixes")]
struct Fixes {
    /// Apply the safe fixes to the files themselves; standard input is printed with its fixes
    #[arg(long)]
    fix: bool,
    #[command(flatten)]
    more: MoreFixes,
    /// Print what --fix would change as a unified diff, and change nothing
    #[arg(long)]
    diff: bool,
}

/// The fixes that are applied only where that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Args)]
pub struct MoreFixes {
    /// With --fix or --diff, also apply fixes that may change the meaning: look at the result
    #[arg(long)]
    unsafe_fixes: bool,
    /// With --fix or --diff, also fix a file in which a document can't be read; without this it is left as it is
    #[arg(long)]
    partial_fixes: bool,
}

/// The reports of what was found.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reports")]
struct Reports {
    /// The format of the report on standard output
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    format: ReportFormat,
    /// Also write a report to a file, such as sarif=portico.sarif
    #[arg(long, value_name = "FORMAT=FILE")]
    report: Vec<ReportFile>,
    /// Fail on warnings too
    #[arg(long)]
    deny_warnings: bool,
}

/// Runs the subcommand.
pub fn run(arguments: &Arguments) -> Result<Verdict, Failure> {
    let mut portico = Portico::new()?;
    let found = match configuration::read(&mut portico, arguments)? {
        Ok(found) => found,
        Err(faults) => {
            talk::report(&faults);
            return Ok(Verdict::Unusable);
        }
    };
    let groups = files::groups(arguments, &found)?;
    let manner = Manner::of(&arguments.fixes, &groups)?;
    let options = options(arguments, found, manner)?;

    let (judged, failures) = read(&groups, !options.values.is_empty());
    for failure in &failures {
        talk::fail(failure);
    }
    let unread = !failures.is_empty();
    if judged.is_empty() {
        return match (unread, arguments.skip_unrecognized) {
            (true, _) => Ok(Verdict::Unusable),
            (false, true) => Ok(Verdict::Right),
            (false, false) => {
                let help = "files that end in .yaml, .yml or .json are judged, but for what git ignores and templates of charts";
                Err(Failure::new("there is no file to judge", help))
            }
        };
    }
    let Outcome { report, fixed } = fixing::judge(&mut portico, judged, &options, manner)?;

    let is_empty = !arguments.skip_unrecognized && nothing_was_recognized(&report);
    let delivery = Delivery::prepare(&fixed, manner)?;
    let texts = report.texts.split_first().map(|(text, others)| (text.as_str(), others));
    let (text, file_texts) = texts.unwrap_or_default();
    // A run without a judgement leaves the reports of an earlier one.
    let reports = if is_empty {
        PreparedReports::none()
    } else {
        PreparedReports::prepare(&arguments.reports.report, file_texts, &named(arguments, &groups))?
    };
    delivery.deliver()?;
    reports.put()?;
    if manner.takes_standard_output() {
        talk::say(text);
    } else {
        output::write_text(text)?;
        fixing::hint(&report, manner, arguments.reports.format);
    }
    if is_empty {
        return Err(nothing_recognized("portico").into());
    }
    if unread {
        return Ok(Verdict::Unusable);
    }
    Ok(Verdict::of(&report.summary, arguments.reports.deny_warnings))
}

/// The sources of a group of files.
pub struct JudgedGroup {
    sources: Vec<Source>,
    origin: Origin,
}

fn options(arguments: &Arguments, found: Found, manner: Manner) -> Result<ValidateOptions, Failure> {
    let Found { file, overrides, .. } = found;
    let all = |files: &[PathBuf]| files.iter().map(|file| input::read(file)).collect::<Result<Vec<_>, _>>();
    Ok(ValidateOptions {
        configuration: file,
        overrides,
        exposure: arguments.served.exposure.as_deref().map(input::read).transpose()?,
        values: all(&arguments.values)?,
        previous: all(&arguments.previous)?,
        report_formats: reports::formats(&arguments.reports, manner),
    })
}

/// Lists the files that the user named as inputs.
fn named<'a>(arguments: &'a Arguments, groups: &'a [Group]) -> Vec<&'a Path> {
    let Arguments { values, previous, config, served, .. } = arguments;
    let files = groups.iter().filter(|group| group.origin == Origin::Named).flat_map(|group| &group.files);
    files.chain(values).chain(previous).chain(config).chain(&served.exposure).map(PathBuf::as_path).collect()
}

/// Reads the files of each group, and gives a failure for each that can't be read. A group of which nothing is left is
/// left out, but for the first where there are values, which are judged with it.
fn read(groups: &[Group], has_values: bool) -> (Vec<JudgedGroup>, Vec<Failure>) {
    let mut judged = Vec::new();
    let mut failures = Vec::new();
    for (place, group) in groups.iter().enumerate() {
        let read = match group.origin {
            Origin::Named => input::read,
            Origin::Found => input::found,
        };
        let mut sources = Vec::new();
        for file in &group.files {
            match read(file) {
                Ok(source) => sources.push(source),
                Err(failure) => failures.push(failure),
            }
        }
        if !sources.is_empty() || (has_values && place == 0) {
            judged.push(JudgedGroup { sources, origin: group.origin });
        }
    }
    (judged, failures)
}

fn nothing_was_recognized(report: &Report) -> bool {
    report.summary.recognized.is_empty() && report.summary.unreadable == 0 && report.diagnostics.is_empty()
}
