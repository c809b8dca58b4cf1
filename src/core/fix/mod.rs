//! Applying the fixes that diagnostics offer.
//!
//! A fix is applied only where it takes its own finding away and adds none, so that fixing always ends, and fixing
//! the result changes nothing. The rules decide which fixes there are.

mod findings;
mod texts;
mod choice;
mod attempt;

use crate::finding::{Safety, Source};
use crate::reading::offsets::OffsetsBefore;
use crate::report::Report;
use crate::requests::configuration::Configuration;
use crate::validate::Options;
use crate::validate::budget::Budget;
use attempt::Round;
use choice::Candidate;
use portico_manifest::{LineIndex, sort_by};
use serde::Serialize;
use std::collections::BTreeMap;
use texts::Texts;

/// Sources with their fixes applied.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Fixed {
    /// The sources and the files of values that were changed, as they are now.
    pub sources: Vec<Source>,
    /// The fixes that were applied, in the order of the sources and of the text.
    pub applied: Vec<AppliedFix>,
    /// The findings in the sources: as they are now, or for a preview as they were.
    pub report: Report,
    /// The names of the sources in which a document can't be read. Without partial fixes they are left as they are.
    pub unreadable: Vec<String>,
}

/// The fixes that are applied beside the safe ones of sources that can be read to their end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FixOptions {
    /// Whether those are applied that may mean something else.
    pub unsafe_fixes: bool,
    /// Whether those of a source in which a document can't be read are applied: that document stays, and the others are
    /// fixed.
    pub partial_fixes: bool,
    /// Whether the report is about the sources as they were, because nothing is written.
    pub preview: bool,
}

/// A fix that was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AppliedFix {
    /// The name of the rule whose finding it fixed.
    pub rule: String,
    /// The message of the finding.
    pub message: String,
    /// The change, as an imperative sentence without a full stop.
    pub title: String,
    /// Whether it could be applied unseen.
    pub safety: Safety,
    /// The name of the source.
    pub source: String,
    /// The line of the source, as it was given, in which it begins; from 1.
    pub line: u32,
}

/// The most validations of one group of sources, so that hostile input ends.
const MOST_ATTEMPTS: usize = 400;

/// Applies the safe fixes of the findings of [`validate`](crate::validate::validate) in groups of sources, and others
/// where that is asked for. A source in which a document can't be read is left as it is, unless that is asked for too:
/// nobody knows how that document bears on the others. Only the sources and the files of values are changed. The
/// Exposure that the configuration serves changes only where it is a source too, and the earlier sources never do. Where
/// the configuration isn't understood, nothing is fixed.
#[must_use]
pub fn fix<Group: AsRef<[Source]>>(groups: &[Group], options: &Options, fixes: FixOptions) -> Fixed {
    let configuration = match options.configuration() {
        Ok(configuration) => configuration,
        Err(refused) => return Fixed { report: refused, ..Fixed::default() },
    };
    let others = options.without_values();
    let mut all = Fixed::default();
    let mut reports = Vec::new();
    for (place, group) in groups.iter().enumerate() {
        let options = if place == 0 { options } else { &others };
        let Fixed { sources, applied, report, unreadable } = fix_group(group.as_ref(), options, &configuration, fixes);
        all.sources.extend(sources);
        all.applied.extend(applied);
        all.unreadable.extend(unreadable);
        reports.push(report);
    }
    // The report speaks of the texts as fixes have left them.
    let shown = if fixes.preview { &[] } else { &all.sources[..] };
    let changed = texts::places(shown.iter());
    let mut told = options.sources(groups);
    for source in &mut told {
        if let Some(&place) = changed.get(source.name.as_str()) {
            *source = &shown[place];
        }
    }
    let report = Report::joined(reports).written(&told, &options.report_formats);
    Fixed { report, ..all }
}

/// Fixes the sources of one group, within a budget.
fn fix_group(sources: &[Source], options: &Options, configuration: &Configuration, fixes: FixOptions) -> Fixed {
    let budget = Budget::of(sources.iter().chain(options.texts())).for_fixing();
    budget
        .spend_on(|| fixed(&Texts::new(sources, options, configuration), fixes))
        .unwrap_or_else(|found| Fixed { report: Report::of(vec![found]), ..Fixed::default() })
}

fn fixed(given: &Texts<'_>, fixes: FixOptions) -> Fixed {
    let mut texts = given.clone();
    let mut report = texts.validate();
    let before = fixes.preview.then(|| report.clone());
    let mut attempts_left = MOST_ATTEMPTS;
    let mut applied: Vec<Done> = Vec::new();
    let places = given.places();
    let mut rounds: Vec<BTreeMap<String, OffsetsBefore>> = Vec::new();
    loop {
        let mut candidates = choice::candidates(&report, &texts, fixes);
        let mut round = Round::new(&texts, &report, &mut attempts_left);
        // Fixes that overlap with refused ones may yet be accepted.
        while round.accepted.is_empty() && !candidates.is_empty() {
            let (chosen, rest) = choice::without_overlap(candidates);
            candidates = rest;
            round.try_all(chosen);
        }
        let Round { accepted, result: Some(result), .. } = round else { break };
        applied.extend(accepted.iter().map(|candidate| done(candidate, &places, &rounds)));
        let edits = attempt::edits_by_source(accepted.iter());
        rounds.push(edits.into_iter().map(|(source, edits)| (source, OffsetsBefore::new(0, &edits))).collect());
        (texts, report) = result;
    }
    let unreadable = choice::unreadable(&report).into_iter().map(str::to_owned).collect();
    let (sources, applied) = (texts.changed_since(given), in_order(applied, given));
    Fixed { sources, applied, report: before.unwrap_or(report), unreadable }
}

/// A fix that was applied, with the index of its source and the offset in the text that was given, whatever other fixes
/// have done since.
struct Done {
    place: usize,
    offset: usize,
    fix: AppliedFix,
}

fn done(candidate: &Candidate<'_>, places: &BTreeMap<&str, usize>, rounds: &[BTreeMap<String, OffsetsBefore>]) -> Done {
    let Candidate { finding, fix, edits } = candidate;
    let mut offset = edits.first().map_or(0, |edit| edit.span.start);
    for before in rounds.iter().rev().filter_map(|round| round.get(&finding.source)) {
        offset = before.of(offset);
    }
    let fix = AppliedFix {
        rule: finding.rule.clone(),
        message: finding.message.clone(),
        title: fix.title.clone(),
        safety: fix.safety,
        source: finding.source.clone(),
        line: 0,
    };
    Done { place: places.get(finding.source.as_str()).copied().unwrap_or_default(), offset, fix }
}

/// Puts fixes in the order of the sources and of the text, and names their lines.
fn in_order(mut all: Vec<Done>, given: &Texts<'_>) -> Vec<AppliedFix> {
    sort_by(&mut all, &|left, right| (left.place, left.offset).cmp(&(right.place, right.offset)));
    let texts = given.texts();
    let mut lines: Option<(usize, LineIndex)> = None;
    all.into_iter()
        .map(|Done { place, offset, fix }| {
            let text = texts.get(place).copied().unwrap_or_default();
            if lines.as_ref().is_none_or(|(of, _)| *of != place) {
                lines = Some((place, LineIndex::new(text)));
            }
            let line = lines.as_ref().map_or(1, |(_, lines)| lines.position(text, offset).line);
            AppliedFix { line: u32::try_from(line).unwrap_or(u32::MAX), ..fix }
        })
        .collect()
}
