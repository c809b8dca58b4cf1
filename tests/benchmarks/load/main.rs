//! Load on the composition function, beside one in Go that judges nothing: `cargo xtask bench load`.
//!
//! Both are driven in turn on the same machine, by ghz, with the same messages: as fast as they answer, and at a fixed
//! rate. What a call takes of a processor is in the table too, because ghz shares the processors with both.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use clap::Parser;
use portico_tests::load::{Contender, Driven, Load, Workload, drive, workloads};
use prost::Message;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Measure the function under load, beside one in Go that writes the same and judges nothing
#[derive(Parser)]
#[command(name = "cargo xtask bench load")]
struct Arguments {
    /// How long each load is
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    seconds: u32,

    /// How long each function is driven before that
    #[arg(long, value_name = "SECONDS", default_value_t = 5)]
    warm_up: u32,

    /// The callers at the same time
    #[arg(long, value_name = "NUMBER", default_value_t = 200)]
    callers: u32,

    /// The calls in a second of the load at a fixed rate
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    rate: u32,

    /// The program to measure, instead of the one of these sources
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,

    /// The argument that cargo gives every benchmark
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let tool = |name| portico_xtask::tool(name).unwrap_or_else(|missing| panic!("{missing}"));
    let (ghz, go) = (tool("ghz"), tool("go-function"));
    let portico = arguments.program.as_deref().unwrap_or_else(|| portico_tests::program());
    println!(
        "| request | load | function | calls/s | median ms | p99 ms | errors | CPU ms a call | MiB before | MiB after |"
    );
    println!("|---|---|---|---:|---:|---:|---:|---:|---:|---:|");
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut errors = 0;
    for Workload { name, request } in workloads() {
        let message = folder.path().join("message");
        fs::write(&message, request.encode_to_vec()).expect("a file can be written");
        for rate in [None, Some(arguments.rate)] {
            for contender in Contender::ALL {
                let program = if contender == Contender::Portico { portico } else { &go };
                errors += measure(&arguments, &ghz, &message, contender, program, rate, name);
            }
        }
    }
    if errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures one function under one load, prints its line, and gives the number of calls without an answer.
fn measure(
    arguments: &Arguments,
    ghz: &Path,
    message: &Path,
    contender: Contender,
    program: &Path,
    rate: Option<u32>,
    request: &str,
) -> u64 {
    let served = contender.serve(program);
    let load = Load { callers: arguments.callers, seconds: arguments.seconds, rate };
    let warmed = drive(ghz, served.address(), message, Load { seconds: arguments.warm_up, ..load });
    let (memory, seconds) = (served.memory(), served.seconds());
    let Driven { calls, errors, rate: answered, median, p99 } = drive(ghz, served.address(), message, load);
    #[allow(clippy::cast_precision_loss, reason = "it is printed with two digits")]
    let each = (served.seconds() - seconds) * 1e3 / calls as f64;
    let (load, function) = (rate.map_or("saturated".to_owned(), |rate| format!("{rate}/s")), contender.name());
    let (before, after) = (memory >> 20, served.memory() >> 20);
    println!(
        "| {request} | {load} | {function} | {answered:.0} | {median:.2} | {p99:.2} | {} | {each:.2} | {before} | {after} |",
        errors + warmed.errors
    );
    errors + warmed.errors
}
