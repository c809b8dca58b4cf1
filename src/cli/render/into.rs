//! The values, merged into a file that a team has already.

use super::Request;
use crate::failure::Failure;
use crate::input;
use crate::replacement::Replacement;
use crate::verdict::Verdict;
use crate::{diff, output, talk};
use clap::Args;
use portico_host::renderer::Merged;
use portico_host::types::Source;
use portico_host::{Portico, splice};
use std::io;
use std::path::{Path, PathBuf};

/// Where the values are merged into, and what becomes of it.
#[derive(Debug, Args)]
#[group(skip)]
#[command(next_help_heading = "Merging into a file of values")]
pub struct Arguments {
    /// Merge the values into this file and print the result; - is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    into: Option<PathBuf>,
    /// With --into, print the changes as a unified diff; nothing where nothing changes
    #[arg(long, requires = "into", conflicts_with = "write")]
    diff: bool,
    /// With --into, change the file itself: all of it, or nothing where anything is wrong
    #[arg(long, requires = "into")]
    write: bool,
}

/// A file of values to merge into, and the use of the merged text.
pub struct MergeTarget {
    path: PathBuf,
    manner: Manner,
}

/// The use of the merged text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    Print,
    Diff,
    Write,
}

impl Arguments {
    /// Gives the file to merge into, if one is named.
    pub fn target(self) -> Result<Option<MergeTarget>, Failure> {
        let Self { into, diff, write } = self;
        let Some(path) = into else { return Ok(None) };
        let manner = match (diff, write) {
            (false, false) => Manner::Print,
            (true, _) => Manner::Diff,
            (false, true) => Manner::Write,
        };
        let target = MergeTarget { path, manner };
        if manner == Manner::Write && target.is_standard() {
            let help = "leave --write out: the merged values go to standard output";
            return Err(Failure::new("standard input can't be written with --write", help));
        }
        Ok(Some(target))
    }
}

impl MergeTarget {
    /// Whether it is standard input.
    pub fn is_standard(&self) -> bool {
        input::is_standard(self.path.as_os_str())
    }
}

/// Merges, and prints the result or the diff, or writes the file.
pub fn run(target: &MergeTarget, request: Request) -> Result<Verdict, Failure> {
    let Request { exposure, options } = request;
    let values = existing(target)?;
    let mut portico = Portico::new()?;
    let merged = portico.merge(&values, &exposure, &options)?;
    match merged {
        Ok(Merged { edits, report }) => {
            let verdict = talk::report(&report);
            let text = splice(&values.text, &edits)?;
            deliver(target, &values, &text)?;
            Ok(verdict)
        }
        Err(refused) => Ok(talk::report(&refused)),
    }
}

/// Reads the file to merge into, which must exist.
fn existing(target: &MergeTarget) -> Result<Source, Failure> {
    let name = target.path.display();
    if !target.is_standard() && target.path.metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        let help = format!("check the path, or make it: leave --into out, and redirect `portico render` to {name}");
        return Err(Failure::new(format!("{name} does not exist, so there is nothing to merge into"), help));
    }
    input::read(&target.path)
}

fn deliver(target: &MergeTarget, old: &Source, new: &str) -> Result<(), Failure> {
    match target.manner {
        Manner::Print => output::write(|stream| stream.write_all(new.as_bytes())),
        Manner::Diff => {
            let colored = talk::colored(&io::stdout());
            let diff = diff::unified(&old.name, &old.text, new, colored);
            output::write(|stream| stream.write_all(diff.as_bytes()))
        }
        Manner::Write => {
            let changed = old.text != new;
            if changed {
                replaced(&target.path, new)?;
            }
            let name = portico_text::line(&old.name);
            talk::say(&format!("{name}: {}", if changed { "changed" } else { "unchanged" }));
            Ok(())
        }
    }
}

fn replaced(path: &Path, text: &str) -> Result<(), Failure> {
    Replacement::of_named(path, text).and_then(Replacement::put).map_err(|error| {
        let message = format!("{} can't be written, and is as it was: {error}", path.display());
        Failure::new(message, "check the permissions of the file and of its folder; --diff prints what would change")
    })
}
