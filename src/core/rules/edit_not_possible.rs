//! The rule `edit-not-possible`; the transformer finds it.

use crate::finding::{Diagnostic, Severity};
use crate::views::declaration::declare_rule;
use portico_edit::EditError;

declare_rule! {
    /// A value that can't be changed without changing another.
    ///
    /// ## What it finds
    ///
    /// An object that an Exposure should change, where the value is anchored and used elsewhere by an alias, or has a
    /// form that can't be edited; and an object with the name of one that must be added.
    ///
    /// ## Why it matters
    ///
    /// An edit must change what was asked for and nothing else.
    ///
    /// ## Example
    ///
    /// A Service whose `annotations: &shared` is used again as `*shared`.
    ///
    /// ## What to do
    ///
    /// Give the Service a value of its own.
    ///
    /// ## Sources
    ///
    /// Portico's own contract.
    "edit-not-possible", Error, since "0.1.0",
    references &[],
    check None
}

/// Reports a value that can't be edited.
pub(crate) fn diagnostic(error: &EditError) -> Diagnostic {
    Diagnostic::of(&RULE, error.to_string())
        .why("An edit must change what was asked for and nothing else.")
        .help("Give the object a value of its own here.")
}

/// Reports an object with the name of one that must be added.
pub(crate) fn name_is_taken(kind: &str, name: &str) -> Diagnostic {
    Diagnostic::of(&RULE, format!("the {kind} `{name}` is in the way: it doesn't lead to the backend"))
        .why("The Exposure needs one of this name, and the API server holds only one of a name.")
        .help("Rename this one, or make it lead to the backend.")
}

/// Reports that the results of a `ResourceList` can't be written into it.
pub(crate) fn results(error: &EditError) -> Diagnostic {
    Diagnostic::of(&RULE, format!("the list's `results` can't be written: {error}"))
        .severity(Severity::Warning)
        .why("Whoever reads the list, and not this message, doesn't learn what was found.")
        .help("Give the list no `results`, or a plain list of them.")
}
