//! Helm's completion of `helm portico …`: the file of the plugin's subcommands and flags, and the answers where Helm
//! asks for values.
//!
//! Helm doesn't know which flags take a value, so it asks for a flag's value as for any other word.

use clap::Command;
use clap_complete::engine;
use std::ffi::OsString;

const HEADING: &str = "# Made by `portico completions helm`: what Helm completes after `helm portico`.\n";

/// The codes of cobra, which Helm is made with, behind the values: whether the shell looks for files itself.
const WITH_FILES: &str = ":0\n";
const WITHOUT_FILES: &str = ":4\n";

/// Writes the `completion.yaml` of the plugin.
pub fn subcommands_and_flags(mut program: Command) -> String {
    program.build();
    let mut text = HEADING.to_owned();
    write_into(&mut text, &program, "");
    text
}

fn write_into(text: &mut String, command: &Command, indentation: &str) {
    let shown = || command.get_arguments().filter(|argument| !argument.is_hide_set());
    let longs = shown().filter_map(|argument| argument.get_long().map(str::to_owned));
    let shorts = shown().filter_map(|argument| argument.get_short().map(String::from));
    let flags: Vec<String> = longs.chain(shorts).collect();
    if !flags.is_empty() {
        text.push_str(&format!("{indentation}flags: [{}]\n", flags.join(", ")));
    }
    let mut subcommands = command.get_subcommands().filter(|subcommand| !subcommand.is_hide_set()).peekable();
    if subcommands.peek().is_some() {
        text.push_str(&format!("{indentation}commands:\n"));
    }
    for subcommand in subcommands {
        text.push_str(&format!("{indentation}  - name: {}\n", subcommand.get_name()));
        write_into(text, subcommand, &format!("{indentation}    "));
    }
}

/// Lists the values that the last word may become, a line each. Where there are none the shell offers files.
pub fn values(mut program: Command, words: &[OsString]) -> String {
    let line = std::iter::once(OsString::from("portico")).chain(words.iter().cloned()).collect();
    // Without a folder the library finds no relative path, and shells are better at paths.
    let candidates = engine::complete(&mut program, line, words.len(), None).unwrap_or_default();
    let mut text = String::new();
    for candidate in candidates {
        let value = candidate.get_value().to_string_lossy();
        let is_flag = value.starts_with('-') && !value.contains('=');
        if is_flag || value.starts_with('/') {
            continue;
        }
        text.push_str(&value);
        if let Some(help) = candidate.get_help() {
            text.push_str(&format!("\t{}", help.to_string().lines().next().unwrap_or_default()));
        }
        text.push('\n');
    }
    text.push_str(if text.is_empty() { WITH_FILES } else { WITHOUT_FILES });
    text
}
