//! The `portico` program: one file a subcommand.
//!
//! Here arguments become calls of the component, and its answers become output. Nothing here knows an Exposure, a rule
//! or YAML: only the component reads the content of files. Standard output carries the result and nothing else, and a
//! result is written once it is whole; standard error carries the talk.

mod catalogue;
mod completions;
mod diff;
mod explain;
mod failure;
mod flag_or_file;
mod flags;
#[cfg(all(feature = "function", any(target_os = "linux", portico_function)))]
mod function;
mod input;
mod krm;
mod output;
mod paragraph;
mod post_render;
mod render;
mod replacement;
mod schema;
mod talk;
mod validate;
mod verdict;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

/// Exposes a TLS service of a Kubernetes cluster untouched, and finds what stands in its way
#[derive(Debug, Parser)]
#[command(name = "portico", version, after_help = AFTER_HELP, max_term_width = 100)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Exit codes: 0 nothing is wrong; 1 errors were found; 2 the usage or an input is wrong.

Example:
  portico render --host proxy.example.com --method LoadBalancer --cloud aws > values.yaml";

#[derive(Debug, Subcommand)]
enum Command {
    Render(Box<render::Arguments>),
    Validate(Box<validate::Arguments>),
    PostRender(post_render::Arguments),
    Krm(krm::Arguments),
    #[cfg(all(feature = "function", any(target_os = "linux", portico_function)))]
    Function(function::Arguments),
    Explain(explain::Arguments),
    Catalogue(catalogue::Arguments),
    Schema(schema::Arguments),
    Completions(completions::Arguments),
}

/// The form of what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Human,
    /// For programs.
    Json,
}

fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    // The one subcommand that takes the names of files without a flag.
    if let Some((_, arguments)) = arguments.split_first().filter(|(subcommand, _)| *subcommand == "validate")
        && let Err(failure) = flag_or_file::check(arguments)
    {
        return talk::fail(&failure).into();
    }
    let program = match Program::try_parse() {
        Ok(program) => program,
        Err(answer) => {
            // Helm 4 shows nothing of standard error, and clap gives no flags of arguments that it refuses: this one
            // is looked for by hand.
            let is_for_helm4 = arguments.iter().any(|argument| argument == "--helm4");
            return if is_for_helm4 {
                post_render::refuse_usage(&answer).unwrap_or_else(|failure| talk::fail(&failure)).into()
            } else {
                output::of_the_parser(&answer)
            };
        }
    };
    let verdict = match program.command {
        Command::Render(arguments) => render::run(*arguments),
        Command::Validate(arguments) => validate::run(&arguments),
        Command::PostRender(arguments) => post_render::run(arguments),
        Command::Krm(arguments) => krm::run(&arguments),
        #[cfg(all(feature = "function", any(target_os = "linux", portico_function)))]
        Command::Function(arguments) => function::run(arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Catalogue(arguments) => catalogue::run(arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments, Program::command()),
    };
    verdict.unwrap_or_else(|failure| talk::fail(&failure)).into()
}
