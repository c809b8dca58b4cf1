//! A comparison of the findings of two validations, though the text between has changed.

use crate::finding::{Diagnostic, PathSegment};
use crate::report::Report;
use portico_manifest::sort_by;
use std::cmp::Ordering;

/// Findings, sorted; equal ones count as often as they are there.
pub(super) struct Findings<'r>(Vec<&'r Diagnostic>);

impl<'r> Findings<'r> {
    /// Takes the findings of a report.
    pub(super) fn of(report: &'r Report) -> Self {
        Self::of_all(report.diagnostics.iter().collect())
    }

    /// Takes some findings.
    pub(super) fn of_all(mut findings: Vec<&'r Diagnostic>) -> Self {
        sort_by(&mut findings, &|left, right| compare(left, right));
        Self(findings)
    }

    /// Gives these findings without others, each of which is taken away once.
    pub(super) fn without(&self, others: &Findings<'_>) -> Self {
        let mut gone = others.0.iter().peekable();
        let left = self.0.iter().copied().filter(|finding| {
            while gone.next_if(|other| compare(other, finding).is_lt()).is_some() {}
            gone.next_if(|other| compare(other, finding).is_eq()).is_none()
        });
        Self(left.collect())
    }

    /// Gives the documents of the findings, each once, in order; none where there is no finding.
    pub(super) fn documents(&self) -> Option<Vec<DocumentPlace<'r>>> {
        let mut documents: Vec<DocumentPlace<'_>> = self.0.iter().copied().map(place).collect();
        documents.dedup();
        (!documents.is_empty()).then_some(documents)
    }
}

/// A source, and the document in it.
pub(super) type DocumentPlace<'r> = (&'r str, Option<u32>);

/// Gives the source and the document of a finding.
pub(super) fn place(finding: &Diagnostic) -> DocumentPlace<'_> {
    (&finding.source, finding.document.as_ref().map(|document| document.index))
}

/// Compares findings without offsets and lines, which earlier edits move, and without the last step of the path: a
/// finding about something missing stands at whatever is there.
fn compare(left: &Diagnostic, right: &Diagnostic) -> Ordering {
    (place(left), &left.rule, parent(left))
        .cmp(&(place(right), &right.rule, parent(right)))
        .then_with(|| without_lines(&left.message).cmp(without_lines(&right.message)))
}

/// Gives the path to the parent of a finding's value.
fn parent(finding: &Diagnostic) -> &[PathSegment] {
    finding.path.split_last().map_or(&[], |(_, parent)| parent)
}

/// Gives the parts of a message between the numbers of the lines that it names.
fn without_lines(message: &str) -> impl Iterator<Item = &str> {
    message.split("line ").map(|part| part.trim_start_matches(|letter: char| letter.is_ascii_digit()))
}
