//! `portico validate`: from configuration to a report of its faults.

mod configuration;
mod files;
mod fixing;
mod reports;
mod search;

use crate::failure::Failure;
use crate::verdict::Verdict;
use crate::{input, talk};
use clap::Args;
use configuration::{Faults, Found};
use files::{Group, Origin};
use fixing::{Delivery, Manner};
use portico_command::{ReportForm, Target, nothing_recognized};
use portico_host::Portico;
use portico_host::types::Source;
use portico_host::validator::{Report, ValidateOptions};
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
    /// What to judge, together; - is standard input, which is also read where nothing is named. Of a folder, the files of
    /// each folder in it are judged together
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// A file of Spaces values, judged with the others of this flag as Helm merges them: the last wins
    #[arg(long, value_name = "FILE")]
    values: Vec<PathBuf>,
    /// What was there before, to find what can't be changed in place
    #[arg(long, value_name = "FILE")]
    previous: Vec<PathBuf>,
    /// What every document is to be read as, where its content doesn't tell
    #[arg(long = "as", value_name = "KIND")]
    read_as: Option<String>,
    /// Succeed where nothing is recognised, and heed the excluded paths of portico.yaml: for hooks that name every file
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
    mending: Mending,
    #[command(flatten)]
    told: Told,
}

/// What the configuration is for.
#[derive(Debug, Args)]
#[command(next_help_heading = "What it is for")]
struct Served {
    /// The Exposure that the configuration serves
    #[arg(long, value_name = "FILE")]
    exposure: Option<PathBuf>,
    #[command(flatten)]
    target: Target,
}

/// What becomes of the fixes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Fixes")]
struct Mending {
    /// Mend what can be mended for certain, in the files themselves; standard input is printed mended
    #[arg(long)]
    fix: bool,
    #[command(flatten)]
    more: MoreFixes,
    /// Print what --fix would change as a unified diff, and change nothing
    #[arg(long)]
    diff: bool,
}

/// What is mended only where that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Args)]
pub struct MoreFixes {
    /// With --fix or --diff, also apply what may mean something else: look at it
    #[arg(long)]
    unsafe_fixes: bool,
    /// With --fix or --diff, also mend a file in which a document can't be read: the others in it. Without this the file is
    /// left as it is
    #[arg(long)]
    partial_fixes: bool,
}

/// How what was found is told.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reports")]
struct Told {
    /// The form of the report on standard output
    #[arg(long, value_enum, default_value_t = ReportForm::Human)]
    format: ReportForm,
    /// Write a report to a file as well, such as sarif=portico.sarif
    #[arg(long, value_name = "FORM=FILE")]
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
        Err(Faults { diagnostics, file }) => {
            talk::report(&mut portico, file.as_slice(), &diagnostics)?;
            return Ok(Verdict::Unusable);
        }
    };
    let groups = files::groups(arguments, &found)?;
    let manner = Manner::of(&arguments.mending, &groups)?;
    let mut options = options(arguments, found)?;

    let mut judged = Judged::default();
    let mut unread = false;
    for group in &groups {
        let (sources, failures) = read(group);
        for failure in &failures {
            talk::fail(failure);
        }
        unread |= !failures.is_empty();
        if !sources.is_empty() || !options.values.is_empty() {
            judged.add(&mut portico, sources, group.origin, &options, manner)?;
            // The values are judged once, with the first group.
            options.values.clear();
        }
    }
    let Judged { reports, sources, mended } = judged;
    let Some(report) = reports::joined(reports) else {
        return match (unread, arguments.skip_unrecognized) {
            (true, _) => Ok(Verdict::Unusable),
            (false, true) => Ok(Verdict::Right),
            (false, false) => {
                let help = "files that end in .yaml, .yml or .json are judged, but for what git ignores and templates of charts";
                Err(Failure::new("there is no file to judge", help))
            }
        };
    };

    let told: Vec<Source> = sources.into_iter().chain(options.previous).chain(options.exposure).collect();
    let is_empty = !arguments.skip_unrecognized && nothing_was_recognized(&report);
    let delivery = Delivery::prepare(&mended, manner)?;
    // A run without a judgement leaves the reports of an earlier one.
    let reports = if is_empty {
        PreparedReports::none()
    } else {
        PreparedReports::prepare(&mut portico, &told, &report, &arguments.told.report, &named(arguments, &groups))?
    };
    delivery.deliver()?;
    reports.put()?;
    if manner.takes_standard_output() {
        reports::say(&mut portico, &told, &report)?;
    } else {
        reports::print(&mut portico, &told, &report, arguments.told.format)?;
        fixing::hint(&report, manner, arguments.told.format);
    }
    if is_empty {
        return Err(nothing_recognized("portico").into());
    }
    if unread {
        return Ok(Verdict::Unusable);
    }
    Ok(Verdict::of(&report.summary, arguments.told.deny_warnings))
}

/// The reports and the sources of all groups of files.
#[derive(Default)]
struct Judged {
    reports: Vec<Report>,
    sources: Vec<Source>,
    mended: Vec<fixing::Mended>,
}

impl Judged {
    /// Judges sources together, and adds the outcome.
    fn add(
        &mut self,
        portico: &mut Portico,
        sources: Vec<Source>,
        origin: Origin,
        options: &ValidateOptions,
        manner: Manner,
    ) -> Result<(), Failure> {
        let fixing::Outcome { report, sources, mended } = fixing::judge(portico, sources, origin, options, manner)?;
        self.reports.push(report);
        self.sources.extend(sources);
        self.mended.extend(mended);
        Ok(())
    }
}

fn options(arguments: &Arguments, found: Found) -> Result<ValidateOptions, Failure> {
    let Found { file, overrides, .. } = found;
    let all = |files: &[PathBuf]| files.iter().map(|file| input::read(file)).collect::<Result<Vec<_>, _>>();
    Ok(ValidateOptions {
        configuration: file,
        overrides,
        exposure: arguments.served.exposure.as_deref().map(input::read).transpose()?,
        values: all(&arguments.values)?,
        previous: all(&arguments.previous)?,
    })
}

/// Lists the files that the user named as inputs.
fn named<'a>(arguments: &'a Arguments, groups: &'a [Group]) -> Vec<&'a Path> {
    let Arguments { values, previous, config, served, .. } = arguments;
    let files = groups.iter().filter(|group| group.origin == Origin::Named).flat_map(|group| &group.files);
    files.chain(values).chain(previous).chain(config).chain(&served.exposure).map(PathBuf::as_path).collect()
}

/// Reads the files of a group, and gives a failure for each that can't be read.
fn read(group: &Group) -> (Vec<Source>, Vec<Failure>) {
    let read = match group.origin {
        Origin::Named => input::read,
        Origin::Found => input::found,
    };
    let mut sources = Vec::new();
    let mut failures = Vec::new();
    for file in &group.files {
        match read(file) {
            Ok(source) => sources.push(source),
            Err(failure) => failures.push(failure),
        }
    }
    (sources, failures)
}

fn nothing_was_recognized(report: &Report) -> bool {
    report.summary.recognized.is_empty() && report.summary.unreadable == 0 && report.diagnostics.is_empty()
}
