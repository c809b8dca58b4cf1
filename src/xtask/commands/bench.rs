//! `cargo xtask bench`: measures what tests can't assert. Each benchmark decides what it measures, and how.

use std::process::{Command, ExitCode};

use clap::Subcommand;
use portico_xtask::built;
use portico_xtask::tools::{self, Packages};

use crate::{echo, wasm_target};

/// Measure speed and memory
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    benchmark: Benchmark,
}

#[derive(Subcommand)]
enum Benchmark {
    /// How time and memory grow with the input: every input that grows, by every command that takes it
    Growth {
        /// The benchmark's own arguments; `--help` prints them
        #[arg(value_name = "ARGUMENT", trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// The Crossplane function under load, beside one in Go that judges nothing
    Load {
        /// The benchmark's own arguments; `--help` prints them
        #[arg(value_name = "ARGUMENT", trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

/// Builds the benchmark and runs it.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    wasm_target::ensure()?;
    let (name, arguments) = match &arguments.benchmark {
        Benchmark::Growth { arguments } => ("growth", arguments),
        Benchmark::Load { arguments } => {
            for tool in ["ghz", "go-function"] {
                let tool = tools::named(tool).map_err(|missing| missing.to_string())?;
                tools::obtain(tool, Packages::LeftAlone).map_err(|missing| missing.to_string())?;
            }
            ("load", arguments)
        }
    };
    let mut bench: Command = built::cargo();
    bench.args(["bench", "--quiet", "--package", "portico-tests", "--bench", name, "--"]).args(arguments);
    echo::succeed(&mut bench)?;
    Ok(ExitCode::SUCCESS)
}
