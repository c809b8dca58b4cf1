//! `portico krm`: a KRM function, from a `ResourceList` to a `ResourceList`. What is found is among the list's results and,
//! because kustomize shows nothing else, on standard error.

use crate::failure::Failure;
use crate::verdict::Verdict;
use crate::{input, output, talk};
use clap::Args;
use portico_host::transformer::Transformed;
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
    // After an error the items go out as they came: an orchestrator that overlooks the exit code would take an empty list
    // for a wish to delete everything.
    let Transformed { edits, report } = portico.transform_resource_list(&list, &[talk::for_people()])?;
    let verdict = talk::report(&report);
    let spliced = Spliced::new(&list.text, &edits)?;
    output::write_whole(|mut stream| spliced.write_to(&mut stream))?;
    Ok(verdict)
}
