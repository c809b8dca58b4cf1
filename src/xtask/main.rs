//! The command line of `cargo xtask`: one file in `commands/` a subcommand.
//!
//! To add one, add its file, and its line in the three lists below. Its code lives in its file, never here.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "talking to the terminal is what a task does")]

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use portico_xtask::{built, echo, npm_package, wasm_opt, wasm_target};

mod commands {
    //! The subcommands.
    pub mod bench;
    pub mod browser;
    pub mod component;
    pub mod demo;
    pub mod fuzz;
    pub mod generate;
    pub mod helm_plugins;
    pub mod made;
    pub mod new;
    pub mod registry;
    pub mod rule;
    pub mod test;
    pub mod tools;
}
use commands::{bench, browser, component, demo, fuzz, generate, helm_plugins, new, rule, test, tools};

/// The tasks of Portico's developers.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Bench(bench::Arguments),
    Browser(browser::Arguments),
    Component(component::Arguments),
    Demo(demo::Arguments),
    Fuzz(fuzz::Arguments),
    Generate(generate::Arguments),
    HelmPlugins(helm_plugins::Arguments),
    /// Write the skeleton of a cloud's file, and what is generated of it
    NewCloud(new::Arguments),
    /// Write the skeleton of a controller's file, and what is generated of it
    NewController(new::Arguments),
    /// Write the skeleton of a rule's file, and what is generated of it
    NewRule(new::Arguments),
    Rule(rule::Arguments),
    Test(test::Arguments),
    Tools(tools::Arguments),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Browser(arguments) => browser::run(&arguments),
        Command::Component(arguments) => component::run(&arguments),
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Fuzz(arguments) => fuzz::run(&arguments),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::HelmPlugins(arguments) => helm_plugins::run(&arguments),
        Command::NewCloud(arguments) => new::run(&new::CLOUD, &arguments),
        Command::NewController(arguments) => new::run(&new::CONTROLLER, &arguments),
        Command::NewRule(arguments) => new::run(&new::RULE, &arguments),
        Command::Rule(arguments) => rule::run(&arguments),
        Command::Test(arguments) => Ok(test::run(&arguments)),
        Command::Tools(arguments) => tools::run(&arguments),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::FAILURE
    })
}
