//! `helm portico-wasm`: one file a subcommand. It says what the program `portico` says, in the same words.

mod explain;
mod render;
mod validate;

use crate::message::Message;
use crate::streams::Streams;
use clap::{Parser, Subcommand};
use portico_command::{STANDARD_INPUT, UsageError};
use std::iter;

/// The words by which a user starts the plugin.
const NAME: &str = "helm portico-wasm";

/// The answer that Helm expects of a command that has nothing to tell it.
const NOTHING: &str = r#"{"data":null}"#;

/// Exposes a TLS service of a Kubernetes cluster untouched, and finds what stands in its way
#[derive(Debug, Parser)]
#[command(name = NAME, bin_name = NAME, version = portico_core::VERSION, after_help = AFTER_HELP)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
It reads no files but standard input. Exit codes: 0 nothing is wrong; 1 errors were found, or the usage or the input is
wrong.

Example:
  helm portico-wasm render --host proxy.example.com --method LoadBalancer --cloud aws > values.yaml";

#[derive(Debug, Subcommand)]
enum Command {
    Render(Box<render::Arguments>),
    Validate(validate::Arguments),
    Explain(explain::Arguments),
}

/// Runs a command, and gives the message that answers Helm's.
///
/// # Errors
///
/// The text for Helm to print where the command fails: it ends with 1 then.
pub fn run(message: &[u8], streams: &mut Streams<'_>) -> Result<String, String> {
    let arguments = Message::read(message).and_then(|mut message| message.arguments()).map_err(told)?;
    let program = match Program::try_parse_from(iter::once(NAME.to_owned()).chain(arguments)) {
        Ok(program) => program,
        Err(answer) if answer.use_stderr() => return Err(usage(&answer)),
        Err(answer) => {
            streams.write(&answer.to_string()).map_err(told)?;
            return Ok(NOTHING.to_owned());
        }
    };
    let ended = match program.command {
        Command::Render(arguments) => render::run(*arguments, streams),
        Command::Validate(arguments) => validate::run(&arguments, streams),
        Command::Explain(arguments) => explain::run(&arguments, streams),
    };
    ended.map(|()| NOTHING.to_owned()).map_err(told)
}

/// Gives the error of wrong arguments without its `error: `, which Helm prints itself.
pub fn usage(answer: &clap::Error) -> String {
    let text = portico_text::lines(&answer.to_string());
    text.strip_prefix("error: ").unwrap_or(&text).trim_end().to_owned()
}

#[allow(clippy::needless_pass_by_value, reason = "what `map_err` takes")]
fn told(refusal: UsageError) -> String {
    refusal.to_string()
}

/// Refuses to read anything else than standard input, as the program would.
fn only_standard_input(name: &str, instead: &str) -> Result<(), UsageError> {
    if name == STANDARD_INPUT {
        return Ok(());
    }
    Err(UsageError::new(format!("{name} can't be read: Helm gives this module no files"), instead))
}
