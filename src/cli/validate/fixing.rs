//! The use of the fixes: none, a diff, the files themselves, or standard output.

use super::files::{Group, Origin};
use super::{Fixes, JudgedGroup, MoreFixes};
use crate::failure::Failure;
use crate::replacement::Replacement;
use crate::{diff, input, output, talk};
use portico_command::ReportFormat;
use portico_host::Portico;
use portico_host::types::{Diagnostic, Report, Safety, Source};
use portico_host::validator::{FixOptions, ValidateOptions};
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
    /// Standard input is printed with its fixes.
    Print(MoreFixes),
}

/// A source before and after its fixes.
pub struct FixedSource {
    old: Source,
    new: String,
    origin: Origin,
    /// Whether a document in it can't be read.
    is_unreadable: bool,
}

/// The report on sources, and the sources with their fixes, where these are used.
pub struct Outcome {
    pub report: Report,
    pub fixed: Vec<FixedSource>,
}

impl Manner {
    /// Reads the use of the fixes from the flags.
    pub fn of(fixes: &Fixes, groups: &[Group]) -> Result<Self, Failure> {
        let Fixes { fix, more, diff } = *fixes;
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
                let help = "fix standard input alone: it is printed";
                return Err(Failure::new("--fix can't fix standard input and files in one run", help));
            }
        })
    }

    /// Whether something else than the report goes to standard output.
    pub fn takes_standard_output(self) -> bool {
        matches!(self, Self::Diff(_) | Self::Print(_))
    }
}

/// Judges groups of sources: as they are, or as they are once they are fixed.
pub fn judge(
    portico: &mut Portico,
    groups: Vec<JudgedGroup>,
    options: &ValidateOptions,
    manner: Manner,
) -> Result<Outcome, Failure> {
    let (groups, origins): (Vec<Vec<Source>>, Vec<Origin>) =
        groups.into_iter().map(|group| (group.sources, group.origin)).unzip();
    let (Manner::Diff(more) | Manner::Write(more) | Manner::Print(more)) = manner else {
        return Ok(Outcome { report: portico.validate(&groups, options)?, fixed: Vec::new() });
    };
    let MoreFixes { unsafe_fixes, partial_fixes } = more;
    // A diff changes nothing: its report is about the old text.
    let fixes = FixOptions { unsafe_fixes, partial_fixes, preview: matches!(manner, Manner::Diff(_)) };
    let answer = portico.fix(&groups, options, fixes)?;
    let changed: BTreeMap<&str, &str> =
        answer.sources.iter().rev().map(|source| (source.name.as_str(), source.text.as_str())).collect();
    let unreadable: BTreeSet<&str> = answer.unreadable.iter().map(String::as_str).collect();
    let fixed = |old: Source, origin| {
        let new = changed.get(old.name.as_str()).map_or_else(|| old.text.clone(), |&new| new.to_owned());
        let is_unreadable = unreadable.contains(old.name.as_str());
        FixedSource { old, new, origin, is_unreadable }
    };
    let given =
        groups.into_iter().zip(origins).flat_map(|(sources, origin)| sources.into_iter().map(move |it| (it, origin)));
    let values = options.values.iter().map(|source| (source.clone(), Origin::Named));
    let fixed = given.chain(values).map(|(old, origin)| fixed(old, origin)).collect();
    Ok(Outcome { report: answer.report, fixed })
}

/// The output of fixed sources, prepared so that every file is written or none.
pub struct Delivery<'f> {
    fixed: &'f [FixedSource],
    manner: Manner,
    replacements: Vec<(&'f FixedSource, Replacement)>,
}

impl<'f> Delivery<'f> {
    /// Writes the new texts beside the files that they will replace.
    pub fn prepare(fixed: &'f [FixedSource], manner: Manner) -> Result<Self, Failure> {
        let mut replacements = Vec::new();
        if matches!(manner, Manner::Write(_)) {
            for fixed in changed(fixed) {
                replacements.push((fixed, fixed.replacement().map_err(|error| fixed.refused(&error))?));
            }
        }
        Ok(Self { fixed, manner, replacements })
    }

    /// Prints or writes the fixed texts, and names the sources that can't be read in full.
    pub fn deliver(self) -> Result<(), Failure> {
        let Self { fixed, manner, replacements } = self;
        match manner {
            Manner::Tell => return Ok(()),
            Manner::Diff(_) => {
                let colored = talk::colored(&io::stdout());
                let diff = |fixed: &FixedSource| diff::unified(&fixed.old.name, &fixed.old.text, &fixed.new, colored);
                let diffs: String = changed(fixed).map(diff).collect();
                output::write(|stream| stream.write_all(diffs.as_bytes()))?;
            }
            Manner::Print(more) => {
                let whole = |fixed: &&FixedSource| more.partial_fixes || !fixed.is_unreadable;
                let texts = || fixed.iter().filter(whole).map(|fixed| &fixed.new);
                output::write(|stream| texts().try_for_each(|text| stream.write_all(text.as_bytes())))?;
            }
            Manner::Write(_) => {
                for (fixed, replacement) in replacements {
                    replacement.put().map_err(|error| fixed.refused(&error))?;
                    if !fixed.is_unreadable {
                        fixed.say("fixed");
                    }
                }
            }
        }
        for fixed in fixed.iter().filter(|fixed| fixed.is_unreadable) {
            fixed.say_of_unreadable(manner);
        }
        Ok(())
    }
}

fn changed(fixed: &[FixedSource]) -> impl Iterator<Item = &FixedSource> {
    fixed.iter().filter(|fixed| fixed.old.text != fixed.new)
}

impl FixedSource {
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
        let done = if self.old.text == self.new { "not changed" } else { "fixed in part" };
        let reason = "a document in it can't be read";
        self.say(&match more.partial_fixes {
            false => format!("{not_done}: {reason}; --partial-fixes fixes the others in it"),
            true if matches!(manner, Manner::Diff(_)) => return,
            true => format!("{done}: {reason}"),
        });
    }
}

/// Says how many findings could be fixed, where the report is for people.
pub fn hint(report: &Report, manner: Manner, format: ReportFormat) {
    let with = |safety: &[Safety]| {
        let has_fix = |found: &&Diagnostic| found.fixes.iter().any(|fix| safety.contains(&fix.safety));
        report.diagnostics.iter().filter(has_fix).count()
    };
    let (safe, all) = (with(&[Safety::Safe]), with(&[Safety::Safe, Safety::Unsafe]));
    if manner != Manner::Tell || format != ReportFormat::Human || all == 0 {
        return;
    }
    let both = format!("--fix --unsafe-fixes fixes {all}; --diff --unsafe-fixes shows how");
    let said = match safe {
        0 => both,
        _ if safe == all => format!("--fix fixes {safe} of these; --diff shows how"),
        _ => format!("--fix fixes {safe} of these, {both}"),
    };
    let partly = "; in a file of which a document can't be read only with --partial-fixes";
    talk::say(&format!("{said}{}", if report.summary.unreadable > 0 { partly } else { "" }));
}
