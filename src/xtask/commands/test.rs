//! `cargo xtask test`: every check of the repository, one after the other, and
//! one sum at the end. How a runner's output is read is that runner's file.

use std::{
    env,
    process::{Command, ExitCode},
};

use portico_xtask::root;

use super::{fuzz, generate, tools};
use crate::{echo, wasm_target};

mod cargo;
mod npm;
mod stream;
mod tally;

use tally::Tally;

/// How long a check is fuzzed here, in seconds.
const FUZZED: u32 = 60;

/// Check the formatting, lint, and run every test
#[derive(clap::Args)]
pub struct Arguments {
    /// Fail when a test was skipped for want of something that this machine could have
    #[arg(long)]
    no_skips: bool,

    /// Run what takes long as well: every fuzzer, for a minute
    #[arg(long)]
    everything: bool,

    #[command(flatten)]
    packages: tools::PackageArguments,
}

/// Runs every check, also after one has failed, and prints the sum.
pub fn run(arguments: &Arguments) -> ExitCode {
    let mut tally = Tally::default();
    tally.step("Rust target", wasm_target::ensure());
    tools::obtain_usual(&arguments.packages);
    tally.step("formatting", echo::succeed(cargo().args(["fmt", "--all", "--check"])));
    tally.step(
        "lints",
        echo::succeed(cargo().args([
            "clippy",
            // The profile of the tests, so that what both build is built once.
            "--release",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ])),
    );
    tally.step(
        "the program without the function",
        echo::succeed(cargo().args(["check", "--release", "--package", "portico-cli", "--no-default-features"])),
    );
    tally.step("generated files", generate::check());
    // Before cargo's tests, because they compare the engines in the package with the others.
    let package_is_built = npm::build(&mut tally);
    cargo::test(&mut tally);
    if package_is_built {
        npm::test(&mut tally);
    }
    if arguments.everything {
        fuzz_all(&mut tally);
    }
    if arguments.no_skips {
        tally.refuse_skips();
    }
    if tally.report() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Fuzzes each check for a while, as a test.
fn fuzz_all(tally: &mut Tally) {
    let checks = fuzz::build().and_then(|()| fuzz::checks());
    for check in checks.as_deref().unwrap_or_default() {
        tally.large(format!("fuzz {check}"), fuzz::fuzz(check, FUZZED));
    }
    tally.step("fuzzers", checks.map(drop));
}

fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root());
    cargo
}
