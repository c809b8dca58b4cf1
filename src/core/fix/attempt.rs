//! Trying fixes: all of a round at once, and where that is no improvement, parts of them.

use super::choice::{self, Candidate};
use super::findings::{DocumentPlace, Findings};
use super::texts::{SourceEdits, Texts};
use crate::report::Report;

/// Fixes of one and the same state of the texts.
pub(super) struct Round<'t, 'c, 'r> {
    texts: &'t Texts<'c>,
    before: Findings<'r>,
    attempts_left: &'t mut usize,
    /// The fixes that together are an improvement.
    pub accepted: Vec<Candidate<'r>>,
    /// The texts after the accepted fixes, and their report; none while no fix is accepted.
    pub result: Option<(Texts<'c>, Report)>,
}

impl<'t, 'c, 'r> Round<'t, 'c, 'r> {
    pub(super) fn new(texts: &'t Texts<'c>, report: &'r Report, attempts_left: &'t mut usize) -> Self {
        Self { texts, before: Findings::of(report), attempts_left, accepted: Vec::new(), result: None }
    }

    /// Accepts as many candidates as are an improvement together with those that are accepted already.
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

    /// Gives the texts after the accepted fixes and more; none where the edits can't be applied.
    fn edited(&self, more: &[Candidate<'r>]) -> Option<Texts<'c>> {
        self.texts.edited(&edits_by_source(self.accepted.iter().chain(more)))
    }

    /// Gives the documents in which more fixes leave their own findings, or add others; none where there are none.
    fn worse<'n>(&self, more: &[Candidate<'r>], report: &'n Report) -> Option<Vec<DocumentPlace<'n>>> {
        let fixed = self.accepted.iter().chain(more).map(|candidate| candidate.finding).collect();
        let allowed = self.before.without(&Findings::of_all(fixed));
        Findings::of(report).without(&allowed).documents()
    }
}

/// Collects the edits of fixes by source, in the order of the text.
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
