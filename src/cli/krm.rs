//! `portico krm`: a KRM function, from a `ResourceList` to a `ResourceList`.

use crate::failure::Failure;
use crate::verdict::Verdict;
use crate::{input, output, talk};
use clap::Args;
use portico_host::transformer::{Envelope, TransformOptions};
use portico_host::{Portico, Spliced};

/// Applies the Exposure of a `ResourceList` to its items: a KRM function for kustomize and kpt
#[derive(Debug, Args)]
#[command(after_help = "\
Example, in a kustomization's transformer:
  config.kubernetes.io/function: |
    exec: {path: portico, args: [krm]}")]
pub struct Arguments {}

/// Runs the subcommand.
pub fn run(_: &Arguments) -> Result<Verdict, Failure> {
    let list = input::standard()?;
    let mut portico = Portico::new()?;
    let options =
        TransformOptions { report_formats: vec![talk::for_people()], ..TransformOptions::of(Envelope::ResourceList) };
    let (edits, report) = match portico.transform(&list, None, &options)? {
        Ok(transformed) => (transformed.edits, transformed.report),
        // The items go out as they came: an orchestrator that overlooks the exit code would take an empty list for a
        // wish to delete everything.
        Err(refused) => (Vec::new(), refused),
    };
    let verdict = talk::report(&report);
    let spliced = Spliced::new(&list.text, &edits)?;
    output::write_whole(|mut stream| spliced.write_to(&mut stream))?;
    Ok(verdict)
}
