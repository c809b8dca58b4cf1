//! The texts that are fixed, as they are given and as fixes leave them.

use crate::finding::Source;
use crate::report::Report;
use crate::requests::configuration::Configuration;
use crate::validate::{Options, judge_group};
use portico_edit::Edit;
use std::collections::{BTreeMap, BTreeSet};

/// The texts that are validated, of which some may be changed.
#[derive(Clone)]
pub(super) struct Texts<'c> {
    sources: Vec<Source>,
    options: Options,
    configuration: &'c Configuration,
}

/// Gives the names of sources, each with the index of the first that has it.
pub(super) fn places<'s>(sources: impl Iterator<Item = &'s Source>) -> BTreeMap<&'s str, usize> {
    let mut places = BTreeMap::new();
    for (place, source) in sources.enumerate() {
        places.entry(source.name.as_str()).or_insert(place);
    }
    places
}

/// Edits of the sources, by their names, each in the order of the text.
pub(super) type SourceEdits = BTreeMap<String, Vec<Edit>>;

impl<'c> Texts<'c> {
    pub(super) fn new(sources: &[Source], options: &Options, configuration: &'c Configuration) -> Self {
        Self { sources: sources.to_vec(), options: options.clone(), configuration }
    }

    pub(super) fn validate(&self) -> Report {
        judge_group(&self.sources, &self.options, self.configuration)
    }

    fn changeable(&self) -> impl Iterator<Item = &Source> {
        self.sources.iter().chain(&self.options.values)
    }

    /// Gives the names of the sources that may be changed, each with the index of the first that has it.
    pub(super) fn places(&self) -> BTreeMap<&str, usize> {
        places(self.changeable())
    }

    /// Gives the names of the texts that may be changed. A name that two different texts share is left out: nobody
    /// knows which is meant.
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

    /// Gives the texts after edits; none where an edit can't be applied.
    pub(super) fn edited(&self, edits: &SourceEdits) -> Option<Self> {
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

    /// Gives the sources that may be changed and differ from the given ones, each once.
    pub(super) fn changed_since(&self, given: &Self) -> Vec<Source> {
        let mut seen = BTreeSet::new();
        let pairs = self.changeable().zip(given.changeable());
        let changed = pairs.filter(|(now, before)| now != before).map(|(now, _)| now);
        changed.filter(|now| seen.insert((&now.name, &now.text))).cloned().collect()
    }

    /// Gives the texts of the sources that may be changed.
    pub(super) fn texts(&self) -> Vec<&str> {
        self.changeable().map(|source| source.text.as_str()).collect()
    }
}
