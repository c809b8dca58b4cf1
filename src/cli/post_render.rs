//! `portico post-render`: a rendered release comes in, and goes out with an Exposure applied.

mod helm4;

use crate::failure::Failure;
use crate::verdict::Verdict;
use crate::{input, output, talk};
use clap::Args;
use portico_host::transformer::{Envelope, TransformOptions, Transformed};
use portico_host::types::{Diagnostic, Source};
use portico_host::{Portico, Spliced};
use std::env;
use std::path::PathBuf;

/// The variable that names the Exposure where no flag does: a plugin's user can't always pass flags.
const EXPOSURE: &str = "PORTICO_EXPOSURE";

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
    /// Answer as a plugin of Helm 4 must: what is wrong goes to standard output, in a form that Helm prints
    #[arg(long)]
    helm4: bool,
    /// Refuse a document that can't be read, instead of passing it through with a warning
    #[arg(long)]
    strict: bool,
}

/// Runs the subcommand.
pub fn run(arguments: Arguments) -> Result<Verdict, Failure> {
    let helm4 = arguments.helm4;
    match passed(arguments) {
        Ok(Passed::Through) => Ok(Verdict::Right),
        Ok(Passed::Refused { report, .. }) if helm4 => helm4::refuse(&report),
        Ok(Passed::Refused { report, verdict }) => {
            talk::say(&report);
            Ok(verdict)
        }
        Err(failure) if helm4 => helm4::refuse(&failure.to_string()),
        Err(failure) => Err(failure),
    }
}

/// Tells the user of Helm 4, who would not see it otherwise, that the arguments are wrong.
pub fn refuse_usage(answer: &clap::Error) -> Result<Verdict, Failure> {
    helm4::refuse(&answer.to_string())
}

/// What became of a release.
enum Passed {
    /// It was written.
    Through,
    /// Nothing was written.
    Refused { report: String, verdict: Verdict },
}

fn passed(arguments: Arguments) -> Result<Passed, Failure> {
    let Arguments { exposure, helm4, strict } = arguments;
    let exposure = exposure.or_else(|| env::var_os(EXPOSURE).filter(|path| !path.is_empty()).map(PathBuf::from));
    if exposure.as_ref().is_some_and(|path| input::is_standard(path.as_os_str())) {
        return Err(Failure::new("the Exposure can't be standard input: that is the release", "name a file"));
    }
    let exposure = exposure.map(|path| input::read(&path)).transpose()?;
    let objects = input::standard()?;
    if objects.text.is_empty() {
        return Ok(Passed::Through);
    }

    let mut portico = Portico::new()?;
    let options = TransformOptions { envelope: Envelope::Stream, strict };
    let transformed = portico.transform(&objects, exposure.as_ref(), options)?;
    let sources: Vec<Source> = std::iter::once(objects).chain(exposure).collect();
    match transformed {
        Ok(Transformed { edits, diagnostics }) => {
            talk::report(&mut portico, &sources, &diagnostics)?;
            let spliced = Spliced::new(&sources[0].text, &edits)?;
            output::write(|mut stream| spliced.write_to(&mut stream))?;
            Ok(Passed::Through)
        }
        Err(diagnostics) => refused(&mut portico, &sources, &diagnostics, helm4),
    }
}

fn refused(
    portico: &mut Portico,
    sources: &[Source],
    diagnostics: &[Diagnostic],
    helm4: bool,
) -> Result<Passed, Failure> {
    let color = !helm4 && talk::colored(&std::io::stderr());
    let (report, verdict) = talk::written(portico, sources, diagnostics, color)?;
    Ok(Passed::Refused { report, verdict })
}
