//! `helm portico-wasm render`: from an Exposure, or flags that make one, to one of its outputs.

use super::only_standard_input;
use crate::report;
use crate::streams::Streams;
use clap::Args;
use portico_command::{ExposureFlags, GivenField, Output, UsageError, no_values, one_below_the_other, prerequisites};
use portico_core::Source;
use portico_core::render::{Options, Rendered, render};
use portico_core::requests::FieldOverride;

/// Prints the configuration that an Exposure asks for
#[derive(Debug, Args)]
#[command(
    arg_required_else_help = true,
    after_help = "\
Examples:
  helm portico-wasm render --host proxy.example.com --method LoadBalancer --cloud aws > values.yaml
  helm portico-wasm render -f - --output steps < exposure.yaml"
)]
pub struct Arguments {
    /// The Exposure: - is standard input, and there is no other file
    #[arg(short = 'f', long, value_name = "-")]
    exposure: Option<String>,
    /// The output to print
    #[arg(long, value_enum, default_value_t = Output::Values)]
    output: Output,
    #[command(flatten)]
    fields: ExposureFlags,
}

/// Runs the subcommand.
pub fn run(arguments: Arguments, streams: &mut Streams<'_>) -> Result<(), UsageError> {
    let Arguments { exposure, output, fields } = arguments;
    let source = match exposure {
        Some(name) => {
            only_standard_input(&name, "give the Exposure on standard input: render -f - < exposure.yaml")?;
            streams.source()?
        }
        None => Source { name: "command line".to_owned(), text: String::new() },
    };
    let overrides = fields.given().into_iter().map(override_).collect();
    // Helm gives no directory to write the files into.
    let options = Options { report_formats: vec![report::FOR_PEOPLE], ..Options::of(overrides) };
    match render(&source, &options) {
        Ok(rendered) => {
            let text = printed(&rendered, output)?;
            report::tell(streams.talk, &rendered.report);
            streams.write(&text)
        }
        Err(refused) => {
            report::tell(streams.talk, &refused);
            Err(UsageError::new("the Exposure can't be rendered", "fix what is reported above; nothing was printed"))
        }
    }
}

fn override_(GivenField { field, value, flag }: GivenField) -> FieldOverride {
    FieldOverride { field: field.to_owned(), value, origin: flag.to_owned() }
}

fn printed(rendered: &Rendered, output: Output) -> Result<String, UsageError> {
    Ok(match output {
        Output::Values => rendered.values.clone().ok_or_else(no_values)?,
        Output::Prerequisites => {
            prerequisites(rendered.prerequisites.iter().map(|it| (it.file.as_str(), it.text.as_str())))
        }
        Output::Manifests => rendered.manifests.clone(),
        Output::Steps => rendered.steps.clone(),
        Output::Diagram => rendered.diagram.clone(),
        Output::Exposure => rendered.exposure.clone(),
        Output::All => one_below_the_other(rendered.files.iter().map(|file| (file.name.as_str(), file.text.as_str()))),
    })
}
