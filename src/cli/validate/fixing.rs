//! What becomes of the fixes: nothing, a diff, the files themselves, or standard output.

use super::Mending;
use crate::failure::Failure;
use crate::replacement::Replacement;
use crate::{diff, input, output, talk};
use portico_command::ReportForm;
use portico_host::Portico;
use portico_host::types::{Diagnostic, Safety, Source};
use portico_host::validator::{Report, ValidateOptions};
use std::io;
use std::path::{Path, PathBuf};

/// What is done with the fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// They are told.
    Tell,
    /// What they would change is printed.
    Diff { unsafe_fixes: bool },
    /// The files are changed.
    Write { unsafe_fixes: bool },
    /// Standard input is printed mended.
    Print { unsafe_fixes: bool },
}

/// A source that fixes change.
pub struct Mended {
    old: Source,
    new: String,
}

/// What was found in sources, as they were or as they will be.
pub struct Outcome {
    pub report: Report,
    pub sources: Vec<Source>,
    pub mended: Vec<Mended>,
}

impl Manner {
    /// What the flags ask for.
    pub fn of(mending: &Mending, groups: &[Vec<PathBuf>]) -> Result<Self, Failure> {
        let Mending { fix, unsafe_fixes, diff } = *mending;
        let mut files = groups.iter().flatten();
        let has_standard = files.clone().any(|file| input::is_standard(file.as_os_str()));
        Ok(match (diff, fix) {
            (true, _) => Self::Diff { unsafe_fixes },
            (false, false) if unsafe_fixes => {
                return Err(Failure::new("--unsafe-fixes alone does nothing", "add --diff to see them, or --fix"));
            }
            (false, false) => Self::Tell,
            (false, true) if !has_standard => Self::Write { unsafe_fixes },
            (false, true) if files.nth(1).is_none() => Self::Print { unsafe_fixes },
            (false, true) => {
                let help = "mend standard input alone: it is printed";
                return Err(Failure::new("--fix can't mend standard input and files in one run", help));
            }
        })
    }

    /// Whether something else than the report goes to standard output.
    pub fn takes_standard_output(self) -> bool {
        matches!(self, Self::Diff { .. } | Self::Print { .. })
    }
}

/// Judges sources: as they are, or as they are once they are mended.
pub fn judge(
    portico: &mut Portico,
    sources: Vec<Source>,
    options: &ValidateOptions,
    manner: Manner,
) -> Result<Outcome, Failure> {
    let values = options.values.iter().cloned();
    let (Manner::Diff { unsafe_fixes } | Manner::Write { unsafe_fixes } | Manner::Print { unsafe_fixes }) = manner
    else {
        let report = portico.validate(&sources, options)?;
        return Ok(Outcome { report, sources: sources.into_iter().chain(values).collect(), mended: Vec::new() });
    };
    let answer = portico.mend(&sources, options, unsafe_fixes)?;
    let before = if matches!(manner, Manner::Diff { .. }) { Some(portico.validate(&sources, options)?) } else { None };
    let mut outcome = Outcome { report: answer.report, sources: Vec::new(), mended: Vec::new() };
    for old in sources.into_iter().chain(values) {
        let new = answer.sources.iter().find(|new| new.name == old.name).map(|new| new.text.clone());
        let new = new.unwrap_or_else(|| old.text.clone());
        // What is only shown is told of as it is.
        let text = if before.is_some() { old.text.clone() } else { new.clone() };
        outcome.sources.push(Source { name: old.name.clone(), text });
        outcome.mended.push(Mended { old, new });
    }
    if let Some(before) = before {
        outcome.report = before;
    }
    Ok(outcome)
}

/// Prints or writes what was mended: every file, or none where one can't be written.
pub fn deliver(mended: &[Mended], manner: Manner) -> Result<(), Failure> {
    let changed = || mended.iter().filter(|mended| mended.old.text != mended.new);
    match manner {
        Manner::Tell => Ok(()),
        Manner::Diff { .. } => {
            let colored = talk::colored(&io::stdout());
            let diff = |mended: &Mended| diff::unified(&mended.old.name, &mended.old.text, &mended.new, colored);
            let diffs: String = changed().map(diff).collect();
            output::write(|stream| stream.write_all(diffs.as_bytes()))
        }
        Manner::Print { .. } => {
            output::write(|stream| mended.iter().try_for_each(|mended| stream.write_all(mended.new.as_bytes())))
        }
        Manner::Write { .. } => {
            let prepare = |mended: &Mended| {
                // A name that isn't UTF-8 is shown otherwise than it is.
                if !Path::new(&mended.old.name).exists() {
                    return Err(refused(mended, &io::ErrorKind::InvalidFilename.into()));
                }
                Replacement::prepare(Path::new(&mended.old.name), &mended.new).map_err(|error| refused(mended, &error))
            };
            let prepared: Vec<Replacement> = changed().map(prepare).collect::<Result<_, _>>()?;
            for (replacement, mended) in prepared.into_iter().zip(changed()) {
                replacement.put().map_err(|error| refused(mended, &error))?;
                talk::say(&format!("{}: mended", mended.old.name));
            }
            Ok(())
        }
    }
}

/// Says what could be mended, to whoever reads the report for people.
pub fn hint(report: &Report, manner: Manner, form: ReportForm) {
    let with = |safety: &[Safety]| {
        let has_fix = |found: &&Diagnostic| found.fixes.iter().any(|fix| safety.contains(&fix.safety));
        report.diagnostics.iter().filter(has_fix).count()
    };
    let (safe, all) = (with(&[Safety::Safe]), with(&[Safety::Safe, Safety::Unsafe]));
    if manner != Manner::Tell || form != ReportForm::Human || all == 0 {
        return;
    }
    let both = format!("--fix --unsafe-fixes mends {all}; --diff --unsafe-fixes shows how");
    talk::say(&match safe {
        0 => both,
        _ if safe == all => format!("--fix mends {safe} of these; --diff shows how"),
        _ => format!("--fix mends {safe} of these, {both}"),
    });
}

fn refused(mended: &Mended, error: &io::Error) -> Failure {
    let message = format!("{} can't be written, and is as it was: {error}", mended.old.name);
    Failure::new(message, "check the permissions of the file and of its folder; --diff prints what would change")
}
