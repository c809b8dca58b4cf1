//! `portico schema`: the JSON Schemas of the documents that Portico reads and writes.

use crate::failure::Failure;
use crate::output;
use crate::verdict::Verdict;
use clap::{Args, ValueEnum};
use portico_host::Portico;

/// Prints the JSON Schema of the Exposure, of portico.yaml or of a report
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  portico schema > exposure.schema.json
  portico schema --structural > spec.exposure.json")]
pub struct Arguments {
    /// The document that it is the schema of
    #[arg(value_enum, default_value_t = Document::Exposure)]
    document: Document,
    /// Print the Exposure's schema in the form that a CustomResourceDefinition or a Crossplane XRD takes, for a composite's
    /// field `spec.exposure`
    #[arg(long)]
    structural: bool,
}

/// A document that has a schema.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Document {
    /// An Exposure.
    Exposure,
    /// The file portico.yaml.
    Configuration,
    /// The output of `validate --format json`.
    Report,
}

/// Runs the subcommand.
pub fn run(arguments: &Arguments) -> Result<Verdict, Failure> {
    let schema = match arguments.document {
        Document::Exposure if arguments.structural => {
            include_str!("../core/requests/exposure/structural.json").to_owned()
        }
        Document::Configuration | Document::Report if arguments.structural => {
            return Err(Failure::new(
                "only the Exposure has a structural schema",
                "leave out `--structural`, or the document's name",
            ));
        }
        Document::Exposure => Portico::new()?.exposure_schema()?,
        Document::Configuration => include_str!("../core/requests/configuration/schema.json").to_owned(),
        Document::Report => include_str!("../core/report/schema.json").to_owned(),
    };
    output::write_text(&schema)?;
    Ok(Verdict::Right)
}
