//! Fixes that rules propose, worked out only where they are used, and all those of one document together.

use crate::finding::{Diagnostic, Proposed, Safety};
use crate::reading::LIMITS;
use crate::reading::document_groups::document_groups;
use crate::reading::subject::Subject;
use portico_edit::{Action, EditStep, each_alone};
use portico_manifest::PathSegment;
use serde_json::Value;
use std::cell::RefCell;

/// The proposals so far; a diagnostic refers to its own by their indices.
#[derive(Default)]
pub(crate) struct Proposals<'s, 'd, 't>(RefCell<Vec<Proposal<'s, 'd, 't>>>);

struct Proposal<'s, 'd, 't> {
    subject: &'s Subject<'d, 't>,
    title: String,
    safety: Safety,
    step: EditStep,
}

impl<'s, 'd, 't> Proposals<'s, 'd, 't> {
    /// Proposes a change of the document that a subject is in; a change that can't be made becomes no fix.
    pub(crate) fn add(
        &self,
        mut found: Diagnostic,
        subject: &'s Subject<'d, 't>,
        title: impl Into<String>,
        safety: Safety,
        step: EditStep,
    ) -> Diagnostic {
        let mut all = self.0.borrow_mut();
        found.proposed.push(Proposed(all.len()));
        all.push(Proposal { subject, title: title.into(), safety, step });
        found
    }

    /// Proposes to make the value at a path of the document contain the desired one.
    pub(crate) fn merge(
        &self,
        found: Diagnostic,
        subject: &'s Subject<'d, 't>,
        title: &str,
        safety: Safety,
        (path, desired): (Vec<PathSegment>, Value),
    ) -> Diagnostic {
        self.add(found, subject, title, safety, EditStep { path, action: Action::Merge { desired, exact: &[] } })
    }

    /// Makes fixes of the proposals of these diagnostics.
    pub(crate) fn work_out(&self, found: &mut [Diagnostic]) {
        let all = self.0.borrow();
        let mut proposed: Vec<(usize, &Proposal<'s, 'd, 't>)> = Vec::new();
        for (place, diagnostic) in found.iter_mut().enumerate() {
            let own = std::mem::take(&mut diagnostic.proposed);
            proposed.extend(own.into_iter().filter_map(|Proposed(index)| Some((place, all.get(index)?))));
        }
        let subjects: Vec<_> = proposed.iter().map(|(_, proposal)| proposal.subject).collect();
        for of_document in document_groups(&subjects).gather(proposed) {
            let Some(&(_, Proposal { subject, .. })) = of_document.first() else { continue };
            let steps: Vec<EditStep> = of_document.iter().map(|(_, proposal)| proposal.step.clone()).collect();
            let results = each_alone(subject.document, &steps, &LIMITS);
            for ((place, Proposal { subject, title, safety, .. }), edits) in of_document.into_iter().zip(results) {
                if let (Ok(edits), Some(diagnostic)) = (edits, found.get_mut(place)) {
                    diagnostic.offer(title.as_str(), *safety, subject.edits(&edits));
                }
            }
        }
    }
}
