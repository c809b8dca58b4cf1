//! `cargo xtask test`: every check of the repository, and one sum at the end. Each runner's output is read in that
//! runner's file.

use std::panic::resume_unwind;
use std::process::ExitCode;
use std::thread::{self, ScopedJoinHandle};

use super::{fuzz, generate, tools};
use crate::wasm_target;

mod beside;
mod cargo;
mod dependencies;
mod npm;
mod runners;
mod stream;
mod tally;
mod timed;

use tally::Tally;
use timed::timed;

/// How long a check is fuzzed here, in seconds.
const FUZZED: u32 = 60;

/// Check the formatting, lint, and run every test
#[derive(clap::Args)]
pub struct Arguments {
    /// Fail when a test was skipped for want of something that this machine could have
    #[arg(long)]
    no_skips: bool,

    /// Run what takes long as well: tools that take long to build, and every fuzzer, for a minute
    #[arg(long)]
    everything: bool,

    #[command(flatten)]
    packages: tools::PackageArguments,
}

/// Runs every check, also after one has failed, and prints the sum.
pub fn run(arguments: &Arguments) -> ExitCode {
    let mut tally = Tally::default();
    tally.run("Rust targets", wasm_target::ensure);
    let (built, modules) = thread::scope(|scope| {
        // Each of these uses about one processor most of the time.
        let modules = scope.spawn(beside::build);
        let tools = scope.spawn(|| timed(|| tools::obtain_usual(&arguments.packages, arguments.everything)));
        cargo::lint(&mut tally);
        tally.run("dependencies", dependencies::check);
        tally.run("generated files", generate::check);
        let built = cargo::build(&mut tally);
        let (tools, seconds) = ended(tools);
        tally.took("tools", seconds);
        tally.leave_out(tools);
        (built, ended(modules))
    });
    for step in modules.steps {
        tally.took(step.name, step.duration);
        tally.step(step.name, step.outcome);
    }
    if let Some(built) = built {
        // Before cargo's tests, because they compare the engines in the package with the others.
        let package_is_built = npm::build(&mut tally, modules.package, &built);
        cargo::test(&mut tally, &built);
        if package_is_built {
            npm::test(&mut tally);
        }
    }
    if arguments.everything {
        fuzz_all(&mut tally);
    }
    if arguments.no_skips {
        tally.refuse_skips();
    }
    if tally.report() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn ended<Outcome>(work: ScopedJoinHandle<'_, Outcome>) -> Outcome {
    work.join().unwrap_or_else(|panic| resume_unwind(panic))
}

/// Fuzzes each check for a while, as a test.
fn fuzz_all(tally: &mut Tally) {
    let checks = fuzz::build().and_then(|()| fuzz::checks());
    for check in checks.as_deref().unwrap_or_default() {
        tally.large(format!("fuzz {check}"), fuzz::fuzz(check, FUZZED));
    }
    tally.step("fuzzers", checks.map(drop));
}
