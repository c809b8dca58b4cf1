//! The texts that diagnostics are about, each looked up once.

use super::lines::Lines;
use crate::finding::groups::{self, Groups};
use crate::finding::{Diagnostic, Source};
use std::cell::OnceCell;

/// The sources of a report, and which of them each diagnostic names.
pub(super) struct Texts<'r> {
    /// The names of the sources, then the names that only diagnostics have.
    names: Groups,
    /// The first source of each name, in the order of `names`.
    sources: Vec<Text<'r>>,
    /// The number of sources, with those that share a name.
    source_count: usize,
    diagnostics: &'r [Diagnostic],
}

/// A source, and its lines once they are asked for.
pub(super) struct Text<'r> {
    pub source: &'r Source,
    lines: OnceCell<Lines>,
}

impl<'r> Texts<'r> {
    pub(super) fn new(sources: &[&'r Source], diagnostics: &'r [Diagnostic]) -> Self {
        let names = groups::of_names(sources.iter().copied(), diagnostics);
        let first = |&first: &usize| sources.get(first).copied().map(Text::new);
        let each = names.firsts.iter().map_while(first).collect();
        Self { names, sources: each, source_count: sources.len(), diagnostics }
    }

    /// Gives the text that a diagnostic names, by the diagnostic's place.
    pub(super) fn of(&self, diagnostic: usize) -> Option<&Text<'r>> {
        self.sources.get(self.name_of(diagnostic))
    }

    /// Gives the place of a diagnostic's name among all names.
    pub(super) fn name_of(&self, diagnostic: usize) -> usize {
        self.names.of[self.source_count + diagnostic]
    }

    /// Gives the first source of each name; their names come before all others.
    pub(super) fn sources(&self) -> &[Text<'r>] {
        &self.sources
    }

    /// Gives the first diagnostic of each name that no source has; these names come after those of the sources.
    pub(super) fn others(&self) -> impl Iterator<Item = &'r Diagnostic> {
        let places = self.names.firsts.iter().filter_map(|first| first.checked_sub(self.source_count));
        places.filter_map(|place| self.diagnostics.get(place))
    }
}

impl<'r> Text<'r> {
    pub(super) fn new(source: &'r Source) -> Self {
        Self { source, lines: OnceCell::new() }
    }

    /// Gives the lines of the source's text.
    pub(super) fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::new(&self.source.text))
    }
}
