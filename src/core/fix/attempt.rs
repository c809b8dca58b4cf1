//! Trying fixes: all of a round at once, and where that is no improvement, parts of them.

use super::choice::{self, Candidate};
use super::findings::{Findings, Place};
use crate::finding::Source;
use crate::validate::{Options, Report, validate};
use portico_edit::Edit;
use std::collections::{BTreeMap, BTreeSet};

/// The texts that are validated, of which some may be changed.
#[derive(Clone)]
pub(super) struct Texts {
    sources: Vec<Source>,
    options: Options,
}

/// Edits of the sources, by their names, each in the order of the text.
pub(super) type SourceEdits = BTreeMap<String, Vec<Edit>>;

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

    /// The names of the sources that may be changed, each with the place of the first among these that has it.
    pub(super) fn places(&self) -> BTreeMap<&str, usize> {
        let mut places = BTreeMap::new();
        for (place, source) in self.changeable().enumerate() {
            places.entry(source.name.as_str()).or_insert(place);
        }
        places
    }

    /// The names that are those of one text that may be changed. Where two texts share one, nobody knows which is meant.
    pub(super) fn changeable_names(&self) -> BTreeSet<&str> {
        let mut texts: BTreeMap<&str, &str> = BTreeMap::new();
        let mut shared = BTreeSet::new();
        for source in self.changeable().chain(&self.options.exposure) {
            if *texts.entry(&source.name).or_insert(&source.text) != source.text {
                shared.insert(source.name.as_str());
            }
        }
        self.changeable().map(|source| source.name.as_str()).filter(|name| !shared.contains(name)).collect()
    }

    /// The texts after edits; none where the edits are none of these texts.
    fn edited(&self, edits: &SourceEdits) -> Option<Self> {
        let mut texts = self.clone();
        let options = &mut texts.options;
        let all = texts.sources.iter_mut().chain(&mut options.values).chain(&mut options.exposure);
        for source in all {
            if let Some(edits) = edits.get(&source.name) {
                source.text = portico_edit::apply(&source.text, edits).ok()?;
            }
        }
        Some(texts)
    }

    /// The sources that differ, each once.
    pub(super) fn changed_since(&self, given: &Self) -> Vec<Source> {
        let mut seen = BTreeSet::new();
        let pairs = self.changeable().zip(given.changeable());
        let changed = pairs.filter(|(now, before)| now != before).map(|(now, _)| now);
        changed.filter(|now| seen.insert((&now.name, &now.text))).cloned().collect()
    }

    /// Those that may be changed.
    pub(super) fn texts(&self) -> Vec<&str> {
        self.changeable().map(|source| source.text.as_str()).collect()
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
    let mut all = SourceEdits::new();
    for candidate in fixes {
        all.entry(candidate.finding.source.clone()).or_default().extend_from_slice(&candidate.edits);
    }
    for edits in all.values_mut() {
        portico_edit::sort(edits);
    }
    all
}
