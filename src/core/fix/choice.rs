//! The choice of the fixes that are tried, and of those that are tried together.

use super::FixOptions;
use super::findings::{self, DocumentPlace};
use super::texts::Texts;
use crate::finding::{Diagnostic, Fix, Safety};
use crate::report::Report;
use crate::requests::unread::is_unread;
use portico_edit::{Edit, Taken};
use std::collections::{BTreeMap, BTreeSet};

/// A fix that may be tried.
pub(super) struct Candidate<'r> {
    pub finding: &'r Diagnostic,
    pub fix: &'r Fix,
    pub edits: Vec<Edit>,
}

/// Gives every allowed fix of the texts that may be changed, in the order of the report.
pub(super) fn candidates<'r>(report: &'r Report, texts: &Texts<'_>, fixes: FixOptions) -> Vec<Candidate<'r>> {
    let left_alone = if fixes.partial_fixes { BTreeSet::new() } else { unreadable(report) };
    let changeable = texts.changeable_names();
    let mut found = Vec::new();
    for finding in report.diagnostics.iter().filter(|finding| !left_alone.contains(finding.source.as_str())) {
        for fix in &finding.fixes {
            let is_allowed = fixes.unsafe_fixes || fix.safety == Safety::Safe;
            if is_allowed && !fix.edits.is_empty() && changeable.contains(finding.source.as_str()) {
                found.push(Candidate { finding, fix, edits: fix.edits.iter().map(Edit::from).collect() });
            }
        }
    }
    found
}

/// Gives the names of the sources in which a document can't be read.
pub(super) fn unreadable(report: &Report) -> BTreeSet<&str> {
    report.diagnostics.iter().filter(|found| is_unread(found)).map(|found| found.source.as_str()).collect()
}

/// Splits candidates into those that can be applied together, the first of each finding, and the rest.
pub(super) fn without_overlap(candidates: Vec<Candidate<'_>>) -> (Vec<Candidate<'_>>, Vec<Candidate<'_>>) {
    let mut taken: BTreeMap<&str, Taken> = BTreeMap::new();
    let mut last: Option<&Diagnostic> = None;
    candidates.into_iter().partition(|candidate| {
        let is_second = last.is_some_and(|last| std::ptr::eq(last, candidate.finding));
        if is_second || !taken.entry(&candidate.finding.source).or_default().take(&candidate.edits) {
            return false;
        }
        last = Some(candidate.finding);
        true
    })
}

/// The most fixes, each of a document of its own, that are tried one by one.
const FEW: usize = 16;

/// Splits a part that was no improvement; the last of the two is tried first. The fixes of the documents that it made
/// worse are tried after all others; where every fix is of such a document, each document's fixes are halved.
pub(super) fn suspected_last<'r>(part: Vec<Candidate<'r>>, worse: &[DocumentPlace<'_>]) -> [Vec<Candidate<'r>>; 2] {
    let is_suspected = |candidate: &Candidate<'_>| worse.binary_search(&findings::place(candidate.finding)).is_ok();
    let (suspected, others): (Vec<_>, Vec<_>) = part.into_iter().partition(is_suspected);
    if suspected.is_empty() {
        return halves(others);
    }
    if !others.is_empty() {
        return [suspected, others];
    }
    let count = suspected.len();
    let (mut first, mut second) = (Vec::new(), Vec::new());
    let mut suspected = suspected.into_iter().peekable();
    while let Some(candidate) = suspected.next() {
        let document = findings::place(candidate.finding);
        let mut of_document = vec![candidate];
        while let Some(next) = suspected.next_if(|next| findings::place(next.finding) == document) {
            of_document.push(next);
        }
        second.extend(of_document.split_off(of_document.len().div_ceil(2)));
        first.extend(of_document);
    }
    // Each document has one fix, and each got worse.
    if second.is_empty() {
        return if count > FEW { [second, Vec::new()] } else { halves(first) };
    }
    [second, first]
}

/// Halves a part, the second half first; of a single fix that was no improvement nothing is left to try.
pub(super) fn halves(mut part: Vec<Candidate<'_>>) -> [Vec<Candidate<'_>>; 2] {
    if part.len() < 2 {
        return [Vec::new(), Vec::new()];
    }
    let second = part.split_off(part.len() / 2);
    [second, part]
}
