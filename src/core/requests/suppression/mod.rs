//! Suppressions: findings left out on purpose, by a comment, by an annotation of the object, or by the Exposure's list.
//!
//! This file decides which findings are left out and which suppressions are faulty; `annotations` and `comments` read
//! them.

mod annotations;
mod comments;

use crate::exposure::Ignore;
use crate::finding::{self, Diagnostic, Rule, Severity};
use crate::reading::subject::{Kind, Subject, Subjects};
use crate::rules::{
    self, edit_not_possible, exposure_given_twice, input_beyond_limits, suppression_not_possible, suppression_unused,
    suppression_without_reason, yaml_not_readable,
};
use memchr::memmem::Finder;
use portico_manifest::{Contents, PathSegment, Span, sort_by};
use portico_text::nearest;
use std::collections::BTreeSet;

/// The result of suppression.
#[derive(Default)]
pub(crate) struct Kept {
    pub diagnostics: Vec<Diagnostic>,
    /// The number of findings left out.
    pub suppressed: usize,
}

/// The rules whose findings nobody can leave out: there is nothing to judge, or no result.
const ALWAYS_SAID: [&Rule; 7] = [
    &edit_not_possible::RULE,
    &exposure_given_twice::RULE,
    &input_beyond_limits::RULE,
    &suppression_not_possible::RULE,
    &suppression_unused::RULE,
    &suppression_without_reason::RULE,
    &yaml_not_readable::RULE,
];

/// The findings that a suppression holds for. The path is owned or borrowed.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Scope<Path> {
    /// Findings on a line of the source.
    Line(u32),
    /// Findings in a document, at or below a path.
    Below(u32, Path),
}

/// A suppression, as it is written.
struct Suppression<'d> {
    rule: &'d str,
    reason: &'d str,
    scope: Scope<Vec<finding::PathSegment>>,
    /// A diagnostic that holds only the place of the suppression.
    place: Diagnostic,
    use_counts: UseCounts,
}

/// Whether a suppression that leaves nothing out is reported.
#[derive(PartialEq, Eq)]
enum UseCounts {
    /// It is, and this one has left nothing out yet.
    Unused,
    Used,
    /// It isn't: an Exposure's suppression holds for every command, and another may need it.
    No,
}

/// Leaves out suppressed findings, and adds the faults of suppressions. With `names_unused`, also reports suppressions
/// that left nothing out: for that, all that they hold for must have been judged as it was given.
pub(crate) fn apply(found: Vec<Diagnostic>, subjects: &Subjects<'_, '_>, names_unused: bool) -> Kept {
    let mut suppressions = written(subjects);
    if suppressions.is_empty() && subjects.ignore.is_empty() {
        return Kept { diagnostics: found, suppressed: 0 };
    }
    let mut kept = Kept::default();
    suppressions.retain(|suppression| match fault(suppression.rule, suppression.reason) {
        None => true,
        Some(fault) => {
            // The Exposure's reader reports the faults of its own list.
            if suppression.use_counts == UseCounts::Unused {
                kept.diagnostics.push(suppression.place(fault.severity(Severity::Warning)));
            }
            false
        }
    });
    sort_by(&mut suppressions, &|left, right| left.key().cmp(&right.key()));
    let ignored: BTreeSet<&str> = subjects.ignore.iter().map(|ignore| ignore.rule.as_str()).collect();
    for diagnostic in found {
        if use_for(&diagnostic, &mut suppressions) || ignored.contains(diagnostic.rule.as_str()) {
            kept.suppressed += 1;
        } else {
            kept.diagnostics.push(diagnostic);
        }
    }
    if names_unused {
        let unused = suppressions.iter().filter(|suppression| suppression.use_counts == UseCounts::Unused);
        kept.diagnostics.extend(unused.map(|unused| unused.place(suppression_unused::diagnostic(unused.rule))));
    }
    kept
}

/// Gives the fault that keeps a suppression from having an effect.
pub(crate) fn fault(rule: &str, reason: &str) -> Option<Diagnostic> {
    let known = || rules::ALL.iter().map(|(rule, _)| rule.name);
    if !known().any(|name| name == rule) {
        Some(suppression_not_possible::unknown(rule, nearest(rule, known())))
    } else if cannot_be(rule) {
        Some(suppression_not_possible::never(rule))
    } else if reason.trim().is_empty() {
        Some(suppression_without_reason::diagnostic(rule))
    } else {
        None
    }
}

/// Whether an Exposure's list leaves out a finding. Its reader has refused rules that can't be suppressed.
pub(crate) fn leaves_out(list: &[Ignore], found: &Diagnostic) -> bool {
    list.iter().any(|ignore| ignore.rule == found.rule)
}

fn cannot_be(rule: &str) -> bool {
    ALWAYS_SAID.iter().any(|always| always.name == rule)
}

/// Collects the suppressions in all subjects. Comments and annotations are read only where the document's text holds
/// their mark.
fn written<'d>(subjects: &Subjects<'d, '_>) -> Vec<Suppression<'d>> {
    let comment = Finder::new(comments::MARK);
    let annotation = Finder::new(annotations::PREFIX);
    let mut found = Vec::new();
    // Sorted, the subjects of one document stand together, and it is searched once.
    let mut ordered: Vec<&Subject<'_, '_>> = subjects.all.iter().collect();
    let address = |subject: &Subject<'_, '_>| std::ptr::from_ref(subject.document).addr();
    sort_by(&mut ordered, &|left, right| address(left).cmp(&address(right)));
    for group in ordered.chunk_by(|left, right| std::ptr::eq(left.document, right.document)) {
        let Some(first) = group.first() else { continue };
        let text = first.document.raw().text(first.document.stream()).as_bytes();
        if comment.find(text).is_some() {
            comments::read(first, &mut found);
        }
        if annotation.find(text).is_some() {
            for subject in group {
                annotations::read(subject, &mut found);
            }
        }
        for subject in group.iter().filter(|subject| subject.kind == Kind::Exposure) {
            in_exposure(subject, &mut found);
        }
    }
    found
}

/// Reads an Exposure's list as suppressions of the findings in the Exposure itself.
fn in_exposure<'d>(subject: &Subject<'d, '_>, found: &mut Vec<Suppression<'d>>) {
    let root = place(subject, &subject.prefix, subject.node.span());
    for item in subject.get(&["spec", "ignore"]).items() {
        let text = |key| item.get(key).and_then(portico_manifest::Node::as_str).unwrap_or_default();
        found.push(Suppression {
            rule: text("rule"),
            reason: text("reason"),
            use_counts: UseCounts::No,
            ..Suppression::of_object(subject, &root, &["spec", "ignore"], item.span())
        });
    }
}

/// Whether any suppression holds for a diagnostic. Those that do are marked as used: of several with the same scope
/// and rule, one.
fn use_for(diagnostic: &Diagnostic, suppressions: &mut [Suppression<'_>]) -> bool {
    let rule = diagnostic.rule.as_str();
    let line = diagnostic.span.map(|span| Scope::Line(span.start.line));
    let document = diagnostic.document.as_ref();
    let paths = (0..=diagnostic.path.len()).filter_map(|depth| diagnostic.path.get(..depth));
    let below = document.into_iter().flat_map(|document| {
        let scope = |path| Scope::Below(document.index, path);
        paths.clone().map(scope)
    });
    let mut is_left_out = false;
    if suppressions.is_empty() {
        return false;
    }
    for scope in line.into_iter().chain(below) {
        let wanted = (diagnostic.source.as_str(), scope, rule);
        if let Ok(place) = suppressions.binary_search_by(|suppression| suppression.key().cmp(&wanted)) {
            is_left_out = true;
            if let Some(suppression) = suppressions.get_mut(place)
                && suppression.use_counts == UseCounts::Unused
            {
                suppression.use_counts = UseCounts::Used;
            }
        }
    }
    is_left_out
}

/// Gives a diagnostic that holds only a place in a subject's document.
fn place(subject: &Subject<'_, '_>, path: &[PathSegment], span: Span) -> Diagnostic {
    subject.place_at(Diagnostic::of(&suppression_unused::RULE, ""), path, span)
}

impl Suppression<'_> {
    /// Makes one that holds for the whole object at `root`, and stands at a path of keys below it.
    fn of_object(subject: &Subject<'_, '_>, root: &Diagnostic, keys: &[&str], span: Span) -> Self {
        let index = root.document.as_ref().map_or(0, |document| document.index);
        let mut place = subject.input.locate(root.clone(), span);
        place.path.extend(keys.iter().map(|&key| finding::PathSegment::Key(key.to_owned())));
        let scope = Scope::Below(index, root.path.clone());
        Self { rule: "", reason: "", scope, place, use_counts: UseCounts::Unused }
    }

    fn key(&self) -> (&str, Scope<&[finding::PathSegment]>, &str) {
        let scope = match &self.scope {
            Scope::Line(line) => Scope::Line(*line),
            Scope::Below(document, path) => Scope::Below(*document, path.as_slice()),
        };
        (&self.place.source, scope, self.rule)
    }

    /// Puts a fault of the suppression at the suppression's place.
    fn place(&self, found: Diagnostic) -> Diagnostic {
        let Diagnostic { source, document, path, span, .. } = self.place.clone();
        Diagnostic { source, document, path, span, ..found }
    }
}
