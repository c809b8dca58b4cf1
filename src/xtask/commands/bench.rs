//! `cargo xtask bench`: measures what tests can't assert. Each benchmark decides what it measures, and how.

use std::process::{Command, ExitCode};

use clap::Subcommand;
use portico_xtask::built;

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
}

/// Builds the benchmark and runs it.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    wasm_target::ensure()?;
    let Benchmark::Growth { arguments } = &arguments.benchmark;
    let mut bench: Command = built::cargo();
    bench.args(["bench", "--quiet", "--package", "portico-tests", "--bench", "growth", "--"]).args(arguments);
    echo::succeed(&mut bench)?;
    Ok(ExitCode::SUCCESS)
}
