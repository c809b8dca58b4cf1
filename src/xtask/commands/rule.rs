//! `cargo xtask rule`: prints a rule's examples, the failing ones with their report and the changes of their fixes.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use super::made;

/// Show a rule's examples, and what is found in them
#[derive(clap::Args)]
pub struct Arguments {
    /// The rule
    name: String,
}

/// Prints the examples.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let rules = made::by_the_core()?.rules;
    let name = &arguments.name;
    let rule = rules.iter().find(|rule| rule.name == *name).ok_or_else(|| {
        format!(
            "there is no rule `{name}`: `ls src/core/rules` lists them, and `cargo xtask new-rule {name}` makes one"
        )
    })?;
    let (_, examples) = rule.documentation.split_once("## Example\n").unwrap_or_default();
    let examples = examples.split("\n## ").next().unwrap_or_default().trim();
    // The reader may have closed the pipe.
    let _ = writeln!(io::stdout(), "{examples}");
    Ok(ExitCode::SUCCESS)
}
