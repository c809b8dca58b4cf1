//! `portico render`: from an Exposure, or flags that make one, to its outputs: printed, merged, or written as files.

mod folder;
mod into;
mod printed;

use crate::failure::Failure;
use crate::verdict::Verdict;
use crate::{Format, flags, input, talk};
use clap::Args;
use portico_command::{ExposureFlags, GivenField, Output};
use portico_host::renderer::RenderOptions;
use portico_host::types::Source;
use std::path::{Path, PathBuf};

/// Prints the configuration that an Exposure asks for, merges it into a file, or writes it as files
#[derive(Debug, Args)]
#[command(
    arg_required_else_help = true,
    after_help = "\
With --format json, steps and prerequisites are lists, `all` is one object with everything, and every other output is \
an object that has its text under the output's name.

Examples:
  portico render --host proxy.example.com --method LoadBalancer --cloud aws > values.yaml
  portico render -f exposure.yaml --into values.yaml --diff
  portico render -f exposure.yaml --output-dir exposure"
)]
pub struct Arguments {
    /// The Exposure; - is standard input
    #[arg(short = 'f', long, value_name = "FILE")]
    exposure: Option<PathBuf>,
    /// The output to print
    #[arg(long, value_enum, default_value_t = Output::Values)]
    output: Output,
    /// The format of what is printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    #[command(flatten)]
    fields: ExposureFlags,
    #[command(flatten)]
    into: into::Arguments,
    #[command(flatten)]
    folder: folder::Arguments,
}

/// The directory that the steps name where the user named none.
const FOLDER: &str = "exposure";

/// The Exposure to render, and the options of the rendering.
struct Request {
    exposure: Source,
    options: RenderOptions,
}

/// Runs the subcommand.
pub fn run(arguments: Arguments) -> Result<Verdict, Failure> {
    let Arguments { exposure, fields, output, format, into, folder } = arguments;
    let target = into.target()?;
    if let Some(target) = &target {
        if output != Output::Values {
            return Err(Failure::new("--into is for --output values", "leave --output out: the values are merged"));
        }
        if target.is_standard() && exposure.as_ref().is_some_and(|path| input::is_standard(path.as_os_str())) {
            return Err(Failure::new("standard input is named more than once", "it can be read once: name files"));
        }
    }
    let given = fields.given();
    let request = Request {
        options: RenderOptions {
            command: command(exposure.as_deref(), &given, &folder).unwrap_or_default(),
            overrides: flags::overrides(given),
            report_formats: vec![talk::for_people()],
        },
        exposure: match &exposure {
            Some(path) => input::read(path)?,
            None => Source { name: "command line".to_owned(), text: String::new() },
        },
    };
    match (target, folder.folder) {
        (Some(target), _) => into::run(&target, request),
        (None, Some(directory)) => folder::run(&directory, exposure.as_deref(), folder.force, request),
        (None, None) => printed::run(output, format, request),
    }
}

/// Gives the command that writes the files into a directory, word by word: the steps repeat it. There is none where the
/// Exposure came by standard input, or where a path is no text.
fn command(exposure: Option<&Path>, given: &[GivenField], folder: &folder::Arguments) -> Option<Vec<String>> {
    if exposure.is_some_and(|path| input::is_standard(path.as_os_str())) {
        return None;
    }
    let mut command = ["portico", "render"].map(str::to_owned).to_vec();
    if let Some(exposure) = exposure {
        command.extend(flag("-f", exposure.to_str()?));
    }
    command.extend(given.iter().flat_map(|GivenField { flag, value, .. }| self::flag(flag, value)));
    command.extend(flag("--output-dir", folder.folder.as_deref().map_or(Some(FOLDER), Path::to_str)?));
    command.extend(folder.force.then(|| "--force".to_owned()));
    Some(command)
}

/// Gives a flag and its value as words; as one where the value could pass for a flag.
fn flag(flag: &str, value: &str) -> Vec<String> {
    if value.starts_with('-') {
        return vec![format!("{flag}={value}")];
    }
    vec![flag.to_owned(), value.to_owned()]
}
