//! `portico render`: from an Exposure, or flags that make one, to one of its outputs.

use crate::failure::Failure;
use crate::verdict::Verdict;
use crate::{Format, input, output, talk};
use clap::{Args, ValueEnum};
use portico_host::Portico;
use portico_host::renderer::{FieldOverride, RenderOptions, Rendered, Step};
use portico_host::types::Source;
use std::path::PathBuf;

/// Prints the configuration that an Exposure asks for
#[derive(Debug, Args)]
#[command(
    arg_required_else_help = true,
    after_help = "\
Example:
  portico render --host proxy.example.com --method LoadBalancer --cloud aws > values.yaml"
)]
pub struct Arguments {
    /// The Exposure; - is standard input
    #[arg(short = 'f', long, value_name = "FILE")]
    exposure: Option<PathBuf>,
    #[command(flatten)]
    fields: Fields,
    /// What to print
    #[arg(long, value_enum, default_value_t = Output::Values)]
    output: Output,
    /// The form of the steps: Markdown, or a list
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// Fields of the Exposure that win over its file.
#[derive(Debug, Args)]
struct Fields {
    /// The external DNS name
    #[arg(long, value_name = "NAME")]
    host: Option<String>,
    /// `LoadBalancer`, `Ingress` or `GatewayAPI`
    #[arg(long)]
    method: Option<String>,
    /// Where the cluster runs, such as aws, gcp or azure
    #[arg(long)]
    cloud: Option<String>,
    /// What serves the Ingress, such as traefik-nginx
    #[arg(long)]
    controller: Option<String>,
    /// Who can reach it: public or private
    #[arg(long)]
    access: Option<String>,
    /// What is added beside the necessary: recommended or none
    #[arg(long)]
    extras: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Output {
    /// The Helm values for the Spaces chart
    Values,
    /// What to do, in order
    Steps,
    /// The Exposure with its defaults written out
    Exposure,
}

/// Runs the subcommand.
pub fn run(arguments: Arguments) -> Result<Verdict, Failure> {
    let Arguments { exposure, fields, output, format } = arguments;
    if format == Format::Json && output != Output::Steps {
        return Err(Failure::new("--format json is for --output steps", "leave it out: the other outputs are YAML"));
    }
    let exposure = match exposure {
        Some(path) => input::read(&path)?,
        None => Source { name: "command line".to_owned(), text: String::new() },
    };
    let mut portico = Portico::new()?;
    match portico.render(&exposure, &RenderOptions { overrides: fields.into() })? {
        Ok(rendered) => {
            let result = chosen(&rendered, output, format)?;
            let verdict = talk::report(&mut portico, &[exposure], &rendered.diagnostics)?;
            output::write_text(&result)?;
            Ok(verdict)
        }
        Err(diagnostics) => talk::report(&mut portico, &[exposure], &diagnostics),
    }
}

fn chosen(rendered: &Rendered, output: Output, format: Format) -> Result<String, Failure> {
    match (output, format) {
        (Output::Steps, Format::Json) => Ok(json(&rendered.step_list)),
        (Output::Steps, Format::Human) => Ok(rendered.steps.clone()),
        (Output::Exposure, _) => Ok(rendered.exposure.clone()),
        (Output::Values, _) => rendered.values.clone().ok_or_else(|| {
            let message = "there are no values: the Exposure's backend isn't the Spaces chart's";
            Failure::new(message, "see what to do instead with --output steps")
        }),
    }
}

fn json(steps: &[Step]) -> String {
    let steps = steps.iter().map(|step| {
        let mut object = serde_json::json!({"title": step.title, "text": step.text});
        if let Some(command) = &step.command {
            object["command"] = command.as_str().into();
        }
        object
    });
    format!("{:#}", steps.collect::<serde_json::Value>())
}

impl From<Fields> for Vec<FieldOverride> {
    fn from(fields: Fields) -> Self {
        let Fields { host, method, cloud, controller, access, extras } = fields;
        let given = [
            ("host", host),
            ("method", method),
            ("cloud", cloud),
            ("controller", controller),
            ("access", access),
            ("extras", extras),
        ];
        given
            .into_iter()
            .filter_map(|(field, value)| {
                Some(FieldOverride { field: field.to_owned(), value: value?, origin: format!("--{field}") })
            })
            .collect()
    }
}
