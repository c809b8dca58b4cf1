//! Trying fixes: all of a round at once, and where that is no improvement, parts of them.

use super::choice::{self, Candidate};
use super::finding::{Findings, Place};
use crate::diagnostic::Source;
use crate::validate::{Options, Report, validate};
use portico_edit::Edit;

/// The texts that are validated, of which some may be changed.
#[derive(Clone)]
pub(super) struct Texts {
    sources: Vec<Source>,
    options: Options,
}

/// Edits of the sources, by their names.
pub(super) type SourceEdits = Vec<(String, Vec<Edit>)>;

impl Texts {
    pub(super) fn new(sources: &[Source], options: &Options) -> Self {
        Self { sources: sources.to_vec(), options: options.clone() }
    }

    pub(super) fn validate(&self) -> Report {
        validate(&self.sources, &self.options)
    }

    fn changeable(&self) -> impl Iterator<Item = &Source> {
        self.sources.iter().chain(&self.options.values)
    }

    /// Where a source stands among those that may be changed.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.changeable().position(|source| source.name == name)
    }

    /// Whether a name is that of one text that may be changed. Where two texts share it, nobody knows which is meant.
    pub(super) fn may_change(&self, name: &str) -> bool {
        let named = |source: &&Source| source.name == name;
        let mut texts = self.changeable().chain(&self.options.exposure).filter(named).map(|source| &source.text);
        let first = texts.next();
        self.place(name).is_some() && texts.all(|text| Some(text) == first)
    }

    /// The texts after edits; none where the edits are none of these texts.
    fn edited(&self, edits: &SourceEdits) -> Option<Self> {
        let mut texts = self.clone();
        let options = &mut texts.options;
        let all = texts.sources.iter_mut().chain(&mut options.values).chain(&mut options.exposure);
        for source in all {
            if let Some((_, edits)) = edits.iter().find(|(name, _)| *name == source.name) {
                source.text = portico_edit::apply(&source.text, edits).ok()?;
            }
        }
        Some(texts)
    }

    /// The sources that differ, each once.
    pub(super) fn changed_since(&self, given: &Self) -> Vec<Source> {
        let mut changed: Vec<Source> = Vec::new();
        for (now, before) in self.changeable().zip(given.changeable()) {
            if now != before && !changed.contains(now) {
                changed.push(now.clone());
            }
        }
        changed
    }

    /// The text of a place among those that may be changed.
    pub(super) fn text(&self, place: usize) -> &str {
        self.changeable().nth(place).map_or("", |source| &source.text)
    }
}

/// Fixes of one and the same state of the texts.
pub(super) struct Round<'t, 'r> {
    texts: &'t Texts,
    before: Findings<'r>,
    attempts_left: &'t mut usize,
    /// Those that together are an improvement.
    pub accepted: Vec<Candidate<'r>>,
    /// What they make of the texts, and what is found then.
    pub result: Option<(Texts, Report)>,
}

impl<'t, 'r> Round<'t, 'r> {
    pub(super) fn new(texts: &'t Texts, report: &'r Report, attempts_left: &'t mut usize) -> Self {
        Self { texts, before: Findings::of(report), attempts_left, accepted: Vec::new(), result: None }
    }

    /// Accepts as many of these as are an improvement together with those that are accepted already.
    pub(super) fn try_all(&mut self, candidates: Vec<Candidate<'r>>) {
        let mut parts = vec![candidates];
        while let Some(part) = parts.pop() {
            if part.is_empty() || *self.attempts_left == 0 {
                continue;
            }
            *self.attempts_left -= 1;
            let Some(texts) = self.edited(&part) else {
                parts.extend(choice::halves(part));
                continue;
            };
            let report = texts.validate();
            match self.worse(&part, &report) {
                None => {
                    self.result = Some((texts, report));
                    self.accepted.extend(part);
                }
                Some(documents) => parts.extend(choice::suspected_last(part, &documents)),
            }
        }
    }

    /// What more fixes make of the texts.
    fn edited(&self, more: &[Candidate<'r>]) -> Option<Texts> {
        self.texts.edited(&edits_by_source(self.accepted.iter().chain(more)))
    }

    /// The documents in which more fixes leave their own findings, or add others.
    fn worse<'n>(&self, more: &[Candidate<'r>], report: &'n Report) -> Option<Vec<Place<'n>>> {
        let fixed = self.accepted.iter().chain(more).map(|candidate| candidate.finding).collect();
        let allowed = self.before.without(&Findings::of_all(fixed));
        Findings::of(report).without(&allowed).documents()
    }
}

/// The edits of fixes, in the order of the text.
pub(super) fn edits_by_source<'c, 'r: 'c>(fixes: impl Iterator<Item = &'c Candidate<'r>>) -> SourceEdits {
    let mut all: SourceEdits = Vec::new();
    for candidate in fixes {
        let source = &candidate.finding.source;
        match all.iter_mut().find(|(name, _)| name == source) {
            Some((_, edits)) => edits.extend_from_slice(&candidate.edits),
            None => all.push((source.clone(), candidate.edits.clone())),
        }
    }
    for (_, edits) in &mut all {
        portico_edit::sort(edits);
    }
    all
}

/// The offset that a place had before edits.
pub(super) fn offset_before(edits: &[Edit], offset: usize) -> usize {
    let (mut before, mut after) = (0, 0);
    for edit in edits {
        let untouched = edit.span.start.saturating_sub(before);
        if offset < after + untouched {
            break;
        }
        before = edit.span.end;
        after += untouched + edit.replacement.len();
        if offset < after {
            return edit.span.start;
        }
    }
    before + offset.saturating_sub(after)
}
