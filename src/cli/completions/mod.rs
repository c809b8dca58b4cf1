//! `portico completions`: a shell's completion of subcommands, flags, and the values that the component knows.

mod helm;
mod known;

use crate::failure::Failure;
use crate::output;
use crate::verdict::Verdict;
use clap::builder::PossibleValue;
use clap::{Args, Command, ValueEnum};
use clap_complete::{Shell, generate};
use portico_host::Portico;
use std::ffi::OsString;

/// Prints the completion script for a shell
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  portico completions bash > ~/.local/share/bash-completion/completions/portico
  portico completions zsh > ~/.zfunc/_portico
  portico completions fish > ~/.config/fish/completions/portico.fish")]
pub struct Arguments {
    /// The shell, or Helm for the `completion.yaml` of a plugin
    #[arg(value_enum)]
    shell: Asker,

    /// The words on Helm's command line after the plugin's name; the last one may be unfinished
    #[arg(last = true, hide = true)]
    words: Vec<OsString>,
}

/// Who completes.
#[derive(Debug, Clone, Copy)]
enum Asker {
    Shell(Shell),
    Helm,
}

impl ValueEnum for Asker {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self::Shell(Shell::Bash),
            Self::Shell(Shell::Elvish),
            Self::Shell(Shell::Fish),
            Self::Shell(Shell::PowerShell),
            Self::Shell(Shell::Zsh),
            Self::Helm,
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Self::Shell(shell) => shell.to_possible_value(),
            Self::Helm => Some(PossibleValue::new("helm")),
        }
    }
}

/// Runs the subcommand.
pub fn run(arguments: &Arguments, program: Command) -> Result<Verdict, Failure> {
    let mut program = known::with_known_values(program, &mut Portico::new()?)?;
    let text = match arguments.shell {
        Asker::Shell(shell) => {
            let mut script = Vec::new();
            generate(shell, &mut program, "portico", &mut script);
            script
        }
        Asker::Helm if arguments.words.is_empty() => helm::subcommands_and_flags(program).into_bytes(),
        Asker::Helm => helm::values(program, &arguments.words).into_bytes(),
    };
    output::write(|stream| stream.write_all(&text))?;
    Ok(Verdict::Right)
}
