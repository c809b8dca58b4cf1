//! Diagnostics of documents that could not be read.

use crate::finding::{self, Diagnostic};
use crate::reading::input::{Input, Origin, Unread, Why};
use crate::reading::subject::Subject;
use crate::rules::{input_beyond_limits, value_not_allowed, yaml_not_readable};
use portico_manifest::{ReadError, ReadErrorKind};

/// Gives the diagnostics of everything in a text that could not be read.
pub(crate) fn diagnostics(input: &Input<'_>) -> Vec<Diagnostic> {
    input.unread.iter().map(|unread| diagnostic(input, unread)).collect()
}

/// Gives the diagnostic of a subject whose values can't be read.
pub(crate) fn of_subject(error: &ReadError, subject: &Subject<'_, '_>) -> Diagnostic {
    stopped(subject.input, error, Some(subject.identity()), false)
}

/// Whether a diagnostic reports that nothing of a document could be judged.
pub(crate) fn is_unread(diagnostic: &Diagnostic) -> bool {
    let rules = [yaml_not_readable::RULE.name, input_beyond_limits::RULE.name];
    diagnostic.is_error() && rules.contains(&diagnostic.rule.as_str())
}

fn diagnostic(input: &Input<'_>, unread: &Unread) -> Diagnostic {
    match &unread.why {
        Why::Stopped(error) => stopped(input, error, unread.document.clone(), unread.is_template),
        Why::NoMapping(what) => input.locate(values_without_keys(what), unread.span),
    }
}

fn stopped(input: &Input<'_>, error: &ReadError, document: Option<finding::Document>, is_template: bool) -> Diagnostic {
    let is_beyond_limits = matches!(
        error.kind,
        ReadErrorKind::TooDeep { .. }
            | ReadErrorKind::TooManyNodes { .. }
            | ReadErrorKind::TooManyAliases { .. }
            | ReadErrorKind::DocumentTooLarge { .. }
            | ReadErrorKind::StreamTooLarge { .. }
            | ReadErrorKind::TooMuchWork
            | ReadErrorKind::ExpansionTooLarge { .. }
    );
    let found =
        if is_beyond_limits { input_beyond_limits::diagnostic(error) } else { yaml_not_readable::diagnostic(error) };
    let found = match &input.origin {
        Origin::Embedded(_) => found.help("Fix it here; none of these values were judged."),
        Origin::Given | Origin::Edited(_) | Origin::Parts(_) => found,
    };
    let found = if is_template && !is_beyond_limits { yaml_not_readable::template(found) } else { found };
    let path = input.path().iter().map(finding::PathSegment::from).collect();
    input.locate(Diagnostic { document, path, ..found }, error.span)
}

/// Reports a file of values that isn't a mapping.
fn values_without_keys(what: &str) -> Diagnostic {
    Diagnostic::of(&value_not_allowed::RULE, format!("this is {what}, but values are a mapping of keys"))
        .why("Helm stops here, because it merges only mappings.")
        .help("Name a file of Helm values.")
}
