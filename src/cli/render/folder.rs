//! Every output as a file of one folder, under the names that the steps use.

use super::Request;
use crate::failure::Failure;
use crate::replacement::Replacement;
use crate::talk;
use crate::verdict::Verdict;
use clap::{Args, ValueHint};
use portico_host::Portico;
use portico_host::renderer::File;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder to write to.
#[derive(Debug, Args)]
#[group(skip)]
#[command(next_help_heading = "Writing files")]
pub struct Arguments {
    /// Write all outputs as files into this folder, which is made if needed; a file there that Portico did not make is
    /// not replaced
    #[arg(
        id = "folder",
        long = "output-dir",
        value_name = "DIR",
        value_hint = ValueHint::DirPath,
        conflicts_with_all = ["into", "output", "format"]
    )]
    pub folder: Option<PathBuf>,
    /// With --output-dir, replace files that Portico did not make, too
    #[arg(long, requires = "folder")]
    pub force: bool,
}

/// The file of the steps, which says how to use the others.
const STEPS: &str = "steps.md";

/// The beginning of a file that Portico made, behind the sign of a comment.
const MADE: &str = "Made by Portico ";

/// A file to write, and the fate of the one that is there.
struct Planned {
    path: PathBuf,
    text: String,
    fate: Fate,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Written,
    Unchanged,
    /// It is the Exposure that was read.
    Kept,
    /// Somebody else made it.
    Refused,
}

/// Renders, and writes every file or none.
pub fn run(folder: &Path, exposure: Option<&Path>, force: bool, request: Request) -> Result<Verdict, Failure> {
    let Request { exposure: source, options } = request;
    let mut portico = Portico::new()?;
    let rendered = portico.render(&source, &options)?;
    let rendered = match rendered {
        Ok(rendered) => rendered,
        Err(refused) => return Ok(talk::report(&refused)),
    };
    let read = exposure.and_then(|path| fs::canonicalize(path).ok());
    let plan = rendered.files.iter().map(|file| planned(folder, file, read.as_deref(), force));
    let plan: Vec<Planned> = plan.collect::<Result<_, _>>()?;
    check(&plan)?;
    write(folder, &plan)?;
    let verdict = talk::report(&rendered.report);
    talk::say(&told(folder, &plan));
    Ok(verdict)
}

fn planned(folder: &Path, file: &File, read: Option<&Path>, force: bool) -> Result<Planned, Failure> {
    let path = folder.join(&file.name);
    let text = file.text.clone();
    let is_read = || read.is_some() && fs::canonicalize(&path).ok().as_deref() == read;
    let fate = match fs::symlink_metadata(&path) {
        Ok(old) if old.is_file() => match fs::read(&path) {
            Ok(old) if old == text.as_bytes() => Fate::Unchanged,
            // Its author's comments are worth more than its defaults written out.
            Ok(_) if is_read() => Fate::Kept,
            Ok(old) if force || is_marked(&old) => Fate::Written,
            Ok(_) => Fate::Refused,
            Err(error) => return Err(unwritable(&path, &error)),
        },
        Ok(_) if is_read() => Fate::Kept,
        // The user didn't name what a link leads to, and a read of anything but a regular file may never end.
        Ok(_) if force => Fate::Written,
        Ok(_) => Fate::Refused,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Fate::Written,
        Err(error) => return Err(unwritable(&path, &error)),
    };
    Ok(Planned { path, text, fate })
}

/// Whether a file begins as those that Portico makes do.
fn is_marked(bytes: &[u8]) -> bool {
    ["#", "<!--", "%%"].iter().any(|opening| bytes.starts_with(format!("{opening} {MADE}").as_bytes()))
}

fn check(plan: &[Planned]) -> Result<(), Failure> {
    let refused = plan.iter().filter(|planned| planned.fate == Fate::Refused);
    let names: Vec<String> = refused.map(|planned| planned.path.display().to_string()).collect();
    if names.is_empty() {
        return Ok(());
    }
    let message = format!("not made by Portico, and not replaced: {}; nothing was written", names.join(", "));
    Err(Failure::new(message, "name another folder with --output-dir, or replace what is there with --force"))
}

/// Writes everything beside its place before anything is put there.
fn write(folder: &Path, plan: &[Planned]) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    let due = plan.iter().filter(|planned| planned.fate == Fate::Written);
    let prepare = |planned: &Planned| match Replacement::of_link(&planned.path, &planned.text) {
        Ok(replacement) => Ok((planned.path.clone(), replacement)),
        Err(error) => Err(unwritable(&planned.path, &error)),
    };
    let prepared: Vec<(PathBuf, Replacement)> = due.map(prepare).collect::<Result<_, _>>()?;
    for (index, (path, replacement)) in prepared.into_iter().enumerate() {
        replacement.put().map_err(|error| match index {
            0 => unwritable(&path, &error),
            done => {
                let message = format!("{} can't be written: {error}; {done} files before it were", path.display());
                Failure::new(message, "make sure that nothing else writes there, and run it again")
            }
        })?;
    }
    Ok(())
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let message = format!("{} can't be written: {error}; nothing was written", path.display());
    Failure::new(message, "check the folder's name and its permissions")
}

/// Tells the fate of each file, and the file to read next.
fn told(folder: &Path, plan: &[Planned]) -> String {
    let mut text = String::new();
    for Planned { path, fate, .. } in plan {
        let fate = match fate {
            Fate::Written => "written",
            Fate::Unchanged => "unchanged",
            Fate::Kept => "kept: it is the Exposure that was read",
            Fate::Refused => "refused",
        };
        text.push_str(&format!("{}: {fate}\n", path.display()));
    }
    text.push_str(&format!("next: read {}\n", folder.join(STEPS).display()));
    text.lines().map(portico_text::line).collect::<Vec<_>>().join("\n")
}
