//! The growth of time and memory with an input: `cargo xtask bench growth`.
//!
//! Every input that grows is given to every command that takes it, as a process of its own, at n, 2n and 4n. The
//! exponent is printed: 1 where twice as much takes twice as long, 2 where it takes four times as long.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod cell;
mod files;
mod process;
mod table;

use cell::Meter;
use clap::Parser;
use portico_tests::growth::{Generator, THEMES, Task, Theme};
use std::path::PathBuf;
use std::process::ExitCode;
use table::Table;

/// Measure how time and memory grow with an input
#[derive(Parser)]
#[command(name = "cargo xtask bench growth")]
struct Arguments {
    /// The inputs to measure, by a part of their name or their theme; all of them where none is named
    #[arg(value_name = "INPUT")]
    names: Vec<String>,

    /// The commands to measure, by a part of their name, such as `post-render`
    #[arg(long = "command", value_name = "COMMAND")]
    commands: Vec<String>,

    /// The program to measure, instead of the one of these sources
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,

    /// The CPU seconds that the largest of the three inputs is to take at least, so that what grows outweighs the start
    #[arg(long, value_name = "SECONDS", default_value_t = 0.15)]
    enough: f64,

    /// The seconds of a processor after which a single run is ended
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    limit: u64,

    /// Print the table as Markdown
    #[arg(long)]
    markdown: bool,

    /// The argument that cargo gives every benchmark
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let program = arguments.program.as_deref().unwrap_or_else(|| portico_tests::program());
    let program = program.canonicalize().unwrap_or_else(|error| panic!("{}: {error}", program.display()));
    let meter = Meter::new(&program, arguments.limit, arguments.enough);
    let mut table = Table::new(arguments.markdown);
    for Theme { name, generators, .. } in THEMES {
        for generator in generators.iter().filter(|generator| is_chosen(&arguments.names, &[name, generator.name])) {
            measure(generator, &meter, &arguments.commands, &mut table);
        }
    }
    table.end();
    ExitCode::SUCCESS
}

/// Measures an input with each command.
fn measure(generator: &Generator, meter: &Meter<'_>, commands: &[String], table: &mut Table) {
    let tasks: Vec<Task> =
        Task::of(&(generator.input)(3)).into_iter().filter(|task| is_chosen(commands, &[&task.to_string()])).collect();
    let mut first = None;
    for task in tasks {
        // All commands take about as long for an input, so the others start from the first one's n.
        let cell = meter.measure(generator, task, first);
        first.get_or_insert(cell.count);
        table.row(generator, task, &cell);
    }
}

/// Whether one of these names has a part that was asked for.
fn is_chosen(wanted: &[String], names: &[&str]) -> bool {
    wanted.is_empty() || wanted.iter().any(|part| names.iter().any(|name| name.contains(part.as_str())))
}
