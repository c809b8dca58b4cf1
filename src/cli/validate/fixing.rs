//! The use of the fixes: none, a diff, the files themselves, or standard output.

use super::files::{Group, Origin};
use super::{Mending, MoreFixes};
use crate::failure::Failure;
use crate::replacement::Replacement;
use crate::{diff, input, output, talk};
use portico_command::ReportForm;
use portico_host::Portico;
use portico_host::types::{Diagnostic, Safety, Source};
use portico_host::validator::{FixOptions, Report, ValidateOptions};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

/// The use of the fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// The report tells them.
    Tell,
    /// Their changes are printed as a diff.
    Diff(MoreFixes),
    /// The files are changed.
    Write(MoreFixes),
    /// Standard input is printed mended.
    Print(MoreFixes),
}

/// A source before and after its fixes.
pub struct Mended {
    old: Source,
    new: String,
    origin: Origin,
    /// Whether a document in it can't be read.
    is_unreadable: bool,
}

/// The report on sources, as they were or once they are mended, and the sources.
pub struct Outcome {
    pub report: Report,
    pub sources: Vec<Source>,
    pub mended: Vec<Mended>,
}

impl Manner {
    /// Reads the use of the fixes from the flags.
    pub fn of(mending: &Mending, groups: &[Group]) -> Result<Self, Failure> {
        let Mending { fix, more, diff } = *mending;
        let mut files = groups.iter().flat_map(|group| &group.files);
        let is_standard = |group: &Group| group.files.iter().any(|file| input::is_standard(file.as_os_str()));
        let has_standard = groups.iter().any(|group| group.origin == Origin::Named && is_standard(group));
        Ok(match (diff, fix) {
            (true, _) => Self::Diff(more),
            (false, false) if more.unsafe_fixes || more.partial_fixes => {
                let flag = if more.unsafe_fixes { "--unsafe-fixes" } else { "--partial-fixes" };
                let message = format!("{flag} alone does nothing");
                return Err(Failure::new(message, "add --diff to see what it adds, or --fix"));
            }
            (false, false) => Self::Tell,
            (false, true) if !has_standard => Self::Write(more),
            (false, true) if files.nth(1).is_none() => Self::Print(more),
            (false, true) => {
                let help = "mend standard input alone: it is printed";
                return Err(Failure::new("--fix can't mend standard input and files in one run", help));
            }
        })
    }

    /// Whether something else than the report goes to standard output.
    pub fn takes_standard_output(self) -> bool {
        matches!(self, Self::Diff(_) | Self::Print(_))
    }
}

/// Judges sources: as they are, or as they are once they are mended.
pub fn judge(
    portico: &mut Portico,
    sources: Vec<Source>,
    origin: Origin,
    options: &ValidateOptions,
    manner: Manner,
) -> Result<Outcome, Failure> {
    let values = options.values.iter().cloned();
    let (Manner::Diff(more) | Manner::Write(more) | Manner::Print(more)) = manner else {
        let report = portico.validate(&sources, options)?;
        return Ok(Outcome { report, sources: sources.into_iter().chain(values).collect(), mended: Vec::new() });
    };
    let MoreFixes { unsafe_fixes, partial_fixes } = more;
    let answer = portico.mend(&sources, options, FixOptions { unsafe_fixes, partial_fixes })?;
    let before = if matches!(manner, Manner::Diff(_)) { Some(portico.validate(&sources, options)?) } else { None };
    let changed: BTreeMap<&str, &str> =
        answer.sources.iter().rev().map(|source| (source.name.as_str(), source.text.as_str())).collect();
    let unreadable: BTreeSet<&str> = answer.unreadable.iter().map(String::as_str).collect();
    let mut outcome = Outcome { report: answer.report, sources: Vec::new(), mended: Vec::new() };
    let given = sources.into_iter().map(|source| (source, origin));
    for (old, origin) in given.chain(values.map(|source| (source, Origin::Named))) {
        let new = changed.get(old.name.as_str()).map_or_else(|| old.text.clone(), |&new| new.to_owned());
        // A diff changes nothing: its report is about the old text.
        let text = if before.is_some() { old.text.clone() } else { new.clone() };
        outcome.sources.push(Source { name: old.name.clone(), text });
        let is_unreadable = unreadable.contains(old.name.as_str());
        outcome.mended.push(Mended { old, new, origin, is_unreadable });
    }
    if let Some(before) = before {
        outcome.report = before;
    }
    Ok(outcome)
}

/// The output of mended sources, prepared so that every file is written or none.
pub struct Delivery<'m> {
    mended: &'m [Mended],
    manner: Manner,
    replacements: Vec<(&'m Mended, Replacement)>,
}

impl<'m> Delivery<'m> {
    /// Writes the new texts beside the files that they will replace.
    pub fn prepare(mended: &'m [Mended], manner: Manner) -> Result<Self, Failure> {
        let mut replacements = Vec::new();
        if matches!(manner, Manner::Write(_)) {
            for mended in changed(mended) {
                replacements.push((mended, mended.replacement().map_err(|error| mended.refused(&error))?));
            }
        }
        Ok(Self { mended, manner, replacements })
    }

    /// Prints or writes the mended texts, and names the sources that can't be read in full.
    pub fn deliver(self) -> Result<(), Failure> {
        let Self { mended, manner, replacements } = self;
        match manner {
            Manner::Tell => return Ok(()),
            Manner::Diff(_) => {
                let colored = talk::colored(&io::stdout());
                let diff = |mended: &Mended| diff::unified(&mended.old.name, &mended.old.text, &mended.new, colored);
                let diffs: String = changed(mended).map(diff).collect();
                output::write(|stream| stream.write_all(diffs.as_bytes()))?;
            }
            Manner::Print(more) => {
                let whole = |mended: &&Mended| more.partial_fixes || !mended.is_unreadable;
                let texts = || mended.iter().filter(whole).map(|mended| &mended.new);
                output::write(|stream| texts().try_for_each(|text| stream.write_all(text.as_bytes())))?;
            }
            Manner::Write(_) => {
                for (mended, replacement) in replacements {
                    replacement.put().map_err(|error| mended.refused(&error))?;
                    if !mended.is_unreadable {
                        mended.say("mended");
                    }
                }
            }
        }
        for mended in mended.iter().filter(|mended| mended.is_unreadable) {
            mended.say_of_unreadable(manner);
        }
        Ok(())
    }
}

fn changed(mended: &[Mended]) -> impl Iterator<Item = &Mended> {
    mended.iter().filter(|mended| mended.old.text != mended.new)
}

impl Mended {
    fn replacement(&self) -> io::Result<Replacement> {
        let path = Path::new(&self.old.name);
        // A name that isn't UTF-8 differs from the source's name.
        if !path.exists() {
            return Err(io::ErrorKind::InvalidFilename.into());
        }
        match self.origin {
            Origin::Named => Replacement::of_named(path, &self.new),
            Origin::Found => Replacement::of_found(path, &self.new),
        }
    }

    fn refused(&self, error: &io::Error) -> Failure {
        let message = format!("{} can't be written, and is as it was: {error}", self.old.name);
        Failure::new(message, "check the permissions of the file and of its folder; --diff prints what would change")
    }

    fn say(&self, what: &str) {
        talk::say(&format!("{}: {what}", portico_text::line(&self.old.name)));
    }

    fn say_of_unreadable(&self, manner: Manner) {
        let (not_done, more) = match manner {
            Manner::Write(more) => ("left as it is", more),
            Manner::Print(more) => ("not printed", more),
            Manner::Diff(more) => ("left out of the diff", more),
            Manner::Tell => return,
        };
        let done = if self.old.text == self.new { "not changed" } else { "mended in part" };
        let reason = "a document in it can't be read";
        self.say(&match more.partial_fixes {
            false => format!("{not_done}: {reason}; --partial-fixes mends the others in it"),
            true if matches!(manner, Manner::Diff(_)) => return,
            true => format!("{done}: {reason}"),
        });
    }
}

/// Says how many findings could be mended, where the report is for people.
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
    let said = match safe {
        0 => both,
        _ if safe == all => format!("--fix mends {safe} of these; --diff shows how"),
        _ => format!("--fix mends {safe} of these, {both}"),
    };
    let partly = "; in a file of which a document can't be read only with --partial-fixes";
    talk::say(&format!("{said}{}", if report.summary.unreadable > 0 { partly } else { "" }));
}
