//! Arguments that may be flags or files.
//!
//! A hook puts the names of files behind its flags, and so does a shell for a pattern. Whoever adds a file chooses its
//! name, and may choose `--report=sarif=values.yaml`.

use crate::failure::Failure;
use std::ffi::{OsStr, OsString};
use std::fs;

/// Refuses an argument of a subcommand that would be taken for a flag and is the name of something that exists. A `--`
/// tells flags and files apart, unless something has that name itself.
pub fn check(arguments: &[OsString]) -> Result<(), Failure> {
    let is_there = |argument: &OsStr| fs::symlink_metadata(argument).is_ok();
    if arguments.iter().any(|argument| argument == "--" && !is_there(argument)) {
        return Ok(());
    }
    let is_flag = |argument: &&OsString| argument.as_encoded_bytes().starts_with(b"-") && *argument != "-";
    match arguments.iter().filter(is_flag).find(|argument| is_there(argument)) {
        Some(argument) => {
            let argument = argument.display();
            let message = format!("{argument} is the name of a file here, but would be taken for a flag");
            let help =
                "write -- between the flags and the files; in pre-commit, end `args` with it: args: [--cloud=aws, --]";
            Err(Failure::new(message, help))
        }
        None => Ok(()),
    }
}
