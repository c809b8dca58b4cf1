//! `portico schema`: the JSON Schema of the Exposure.

use crate::failure::Failure;
use crate::output;
use crate::verdict::Verdict;
use clap::Args;
use portico_host::Portico;

/// Prints the JSON Schema of the Exposure
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  portico schema > exposure.schema.json")]
pub struct Arguments {}

/// Runs the subcommand.
pub fn run(_: &Arguments) -> Result<Verdict, Failure> {
    output::write_text(&Portico::new()?.exposure_schema()?)?;
    Ok(Verdict::Right)
}
