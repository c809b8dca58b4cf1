//! Which findings of one validation are those of another, though the text between has changed.

use crate::finding::{Diagnostic, PathSegment};
use crate::validate::Report;
use portico_manifest::sort_by;
use std::cmp::Ordering;

/// Findings in an order of their own; equal ones count as often as they are there.
pub(super) struct Findings<'r>(Vec<&'r Diagnostic>);

impl<'r> Findings<'r> {
    /// Those of a report.
    pub(super) fn of(report: &'r Report) -> Self {
        Self::of_all(report.diagnostics.iter().collect())
    }

    /// These alone.
    pub(super) fn of_all(mut findings: Vec<&'r Diagnostic>) -> Self {
        sort_by(&mut findings, &|left, right| compare(left, right));
        Self(findings)
    }

    /// These without others, each of which is taken away once.
    pub(super) fn without(&self, others: &Findings<'_>) -> Self {
        let mut gone = others.0.iter().peekable();
        let left = self.0.iter().copied().filter(|finding| {
            while gone.next_if(|other| compare(other, finding).is_lt()).is_some() {}
            gone.next_if(|other| compare(other, finding).is_eq()).is_none()
        });
        Self(left.collect())
    }

    /// The documents that they are found in, each once, in order; nothing where there is no finding.
    pub(super) fn documents(&self) -> Option<Vec<Place<'r>>> {
        let mut documents: Vec<Place<'_>> = self.0.iter().copied().map(place).collect();
        documents.dedup();
        (!documents.is_empty()).then_some(documents)
    }
}

/// A source, and the document in it.
pub(super) type Place<'r> = (&'r str, Option<u32>);

/// Where a finding is.
pub(super) fn place(finding: &Diagnostic) -> Place<'_> {
    (&finding.source, finding.document.as_ref().map(|document| document.index))
}

/// Offsets and lines are no part of what a finding is: edits before it move them. Neither is the last step of its path:
/// what is said of something missing stands at whatever is there.
fn compare(left: &Diagnostic, right: &Diagnostic) -> Ordering {
    (place(left), &left.rule, parent(left))
        .cmp(&(place(right), &right.rule, parent(right)))
        .then_with(|| without_lines(&left.message).cmp(without_lines(&right.message)))
}

/// The way to what a finding is in.
fn parent(finding: &Diagnostic) -> &[PathSegment] {
    finding.path.split_last().map_or(&[], |(_, parent)| parent)
}

/// A message without the numbers of the lines that it names.
fn without_lines(message: &str) -> impl Iterator<Item = &str> {
    message.split("line ").map(|part| part.trim_start_matches(|letter: char| letter.is_ascii_digit()))
}
