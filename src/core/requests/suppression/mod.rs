//! Findings that someone has looked at and leaves out on purpose: by a comment, by an annotation of the object, or by
//! the Exposure that serves what is judged.
//!
//! Which finding is left out, and what is wrong with a suppression, is decided here; where suppressions are written is
//! the business of the files beside it.

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

/// What is left after suppression.
#[derive(Default)]
pub(crate) struct Kept {
    pub diagnostics: Vec<Diagnostic>,
    /// How many were left out.
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

/// What a suppression holds for. The path is kept, or somebody else's.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Scope<Path> {
    /// What is found on a line of the source.
    Line(u32),
    /// What is found in a document, below a path.
    Below(u32, Path),
}

/// A suppression, as it is written.
struct Suppression<'d> {
    rule: &'d str,
    reason: &'d str,
    scope: Scope<Vec<finding::PathSegment>>,
    /// Nothing but the place where it stands.
    place: Diagnostic,
    use_counts: UseCounts,
}

/// Whether it matters that a suppression has left something out.
#[derive(PartialEq, Eq)]
enum UseCounts {
    /// It does, and it hasn't yet.
    Unused,
    Used,
    /// It holds for every command, of which another may need it.
    No,
}

/// Leaves out what is suppressed, and adds what is wrong with the suppressions. Those that left nothing out are named
/// where all that they could hold for was judged as it was given.
pub(crate) fn apply(found: Vec<Diagnostic>, subjects: &Subjects<'_, '_>, names_unused: bool) -> Kept {
    let mut suppressions = written(subjects);
    if suppressions.is_empty() && subjects.ignore.is_empty() {
        return Kept { diagnostics: found, suppressed: 0 };
    }
    let mut kept = Kept::default();
    suppressions.retain(|suppression| match fault(suppression.rule, suppression.reason) {
        None => true,
        Some(fault) => {
            // What is wrong in an Exposure is said by its reader.
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

/// What keeps a suppression from having an effect.
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

/// Whether an Exposure leaves out a finding. Its reader has let nothing through that can't be.
pub(crate) fn leaves_out(list: &[Ignore], found: &Diagnostic) -> bool {
    list.iter().any(|ignore| ignore.rule == found.rule)
}

fn cannot_be(rule: &str) -> bool {
    ALWAYS_SAID.iter().any(|always| always.name == rule)
}

/// Every suppression in what is judged. A text without the words that make one is searched for them and no more.
fn written<'d>(subjects: &Subjects<'d, '_>) -> Vec<Suppression<'d>> {
    let comment = Finder::new(comments::MARK);
    let annotation = Finder::new(annotations::PREFIX);
    let mut found = Vec::new();
    // Subjects of one document stand together then, and it is searched once.
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

/// What an Exposure leaves out of what is found in itself.
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

/// Whether a diagnostic is to be left out. Every suppression that holds for it is used then.
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

/// A place in the document of a subject, as diagnostics have it.
fn place(subject: &Subject<'_, '_>, path: &[PathSegment], span: Span) -> Diagnostic {
    subject.place_at(Diagnostic::of(&suppression_unused::RULE, ""), path, span)
}

impl Suppression<'_> {
    /// One that holds for a whole object, whose place is known. It stands below that, at a path of keys.
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

    /// Puts what is wrong with it where it stands.
    fn place(&self, found: Diagnostic) -> Diagnostic {
        let Diagnostic { source, document, path, span, .. } = self.place.clone();
        Diagnostic { source, document, path, span, ..found }
    }
}
