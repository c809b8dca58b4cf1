//! `portico post-render`: a rendered release comes in, and goes out with an Exposure applied.

mod helm4;

use crate::failure::Failure;
use crate::verdict::Verdict;
use crate::{input, output, talk};
use clap::Args;
use portico_host::transformer::{Envelope, TransformOptions, Transformed};
use portico_host::types::{Edit, HumanFormat, Report, ReportFormat, Source};
use portico_host::{Portico, Spliced};
use std::env;
use std::path::PathBuf;

/// The variable that names the Exposure where no flag does: a plugin's user can't always pass flags.
const EXPOSURE: &str = "PORTICO_EXPOSURE";

const WARNINGS_DENIED: &str = "\
error: there are warnings, and --deny-warnings refuses a release that has any
  help: fix what they report, or suppress them with a reason";

/// Applies an Exposure to a rendered release, from standard input to standard output
#[derive(Debug, Args)]
#[command(after_help = "\
The Exposure is --exposure, else the file that PORTICO_EXPOSURE names, else one in the release itself.

Example:
  helm template spaces ./chart | portico post-render --exposure exposure.yaml")]
pub struct Arguments {
    /// The Exposure to apply
    #[arg(long, value_name = "FILE")]
    exposure: Option<PathBuf>,
    /// Refuse a release that has warnings
    #[arg(long)]
    deny_warnings: bool,
    /// Answer as a plugin of Helm 4 must: messages go to standard output, in forms that Helm prints
    #[arg(long)]
    helm4: bool,
    /// Refuse a document that can't be read, instead of passing it through with a warning
    #[arg(long)]
    strict: bool,
}

/// Runs the subcommand.
pub fn run(arguments: Arguments) -> Result<Verdict, Failure> {
    let helm4 = arguments.helm4;
    match judged(arguments) {
        Ok(Judged::Taken(taken)) => taken.write(helm4),
        Ok(Judged::Refused { report, .. }) if helm4 => helm4::refuse(&report),
        Ok(Judged::Refused { report, verdict }) => {
            talk::say(&report);
            Ok(verdict)
        }
        Err(failure) if helm4 => helm4::refuse(&failure.to_string()),
        Err(failure) => Err(failure),
    }
}

/// Tells the user of Helm 4 the parser's error, which would not be seen on standard error.
pub fn refuse_usage(answer: &clap::Error) -> Result<Verdict, Failure> {
    helm4::refuse(&answer.to_string())
}

/// The decision about a release. Nothing is written before it is made.
enum Judged {
    Taken(Taken),
    Refused { report: String, verdict: Verdict },
}

/// A release that goes out.
struct Taken {
    release: Source,
    edits: Vec<Edit>,
    report: Report,
}

impl Taken {
    fn write(&self, helm4: bool) -> Result<Verdict, Failure> {
        let release = Spliced::new(&self.release.text, &self.edits)?;
        if helm4 {
            helm4::pass(release, &self.report.diagnostics)?;
        } else {
            talk::report(&self.report);
            output::write_whole(|mut stream| release.write_to(&mut stream))?;
        }
        Ok(Verdict::Right)
    }
}

fn judged(arguments: Arguments) -> Result<Judged, Failure> {
    let Arguments { exposure, deny_warnings, helm4, strict } = arguments;
    let exposure = exposure.or_else(|| env::var_os(EXPOSURE).filter(|path| !path.is_empty()).map(PathBuf::from));
    if exposure.as_ref().is_some_and(|path| input::is_standard(path.as_os_str())) {
        return Err(Failure::new("the Exposure can't be standard input: that is the release", "name a file"));
    }
    let exposure = exposure.map(|path| input::read(&path)).transpose()?;
    let release = input::standard()?;
    if release.text.is_empty() {
        return Ok(Judged::Taken(Taken { release, edits: Vec::new(), report: Report::nothing_found() }));
    }

    let mut portico = Portico::new()?;
    let color = !helm4 && talk::colored(&std::io::stderr());
    let format = ReportFormat::Human(HumanFormat { color, summary: false });
    let options = TransformOptions { strict, report_formats: vec![format], ..TransformOptions::of(Envelope::Stream) };
    let Transformed { edits, report } = match portico.transform(&release, exposure.as_ref(), &options)? {
        Ok(transformed) => transformed,
        Err(refused) => {
            let verdict = Verdict::of(&refused.summary, false);
            return Ok(Judged::Refused { report: refused.texts.concat(), verdict });
        }
    };
    if deny_warnings && report.summary.warnings > 0 {
        let report = report.texts.concat() + "\n" + WARNINGS_DENIED;
        return Ok(Judged::Refused { report, verdict: Verdict::Wrong });
    }
    Spliced::new(&release.text, &edits)?;
    Ok(Judged::Taken(Taken { release, edits, report }))
}
