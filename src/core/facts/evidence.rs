//! How a fact of the catalogue is known: where it was read, when, of which versions, and how sure it is.

/// How sure a fact is. Only a high certainty may make an error, and only a medium one a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Certainty {
    /// Read in code, a chart or the project's own reference, or tried.
    High,
    /// From a release note, an official page's excerpt or an issue.
    Medium,
}

/// Where a fact comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Evidence {
    /// The page or the repository.
    pub source: &'static str,
    /// What it holds for, such as `3.6.2 and newer`.
    pub versions: &'static str,
    /// When it was read: year and month.
    pub read: &'static str,
    pub certainty: Certainty,
}

/// An annotation, why it is there, and how that is known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Annotation {
    pub key: &'static str,
    pub value: &'static str,
    /// One line, for the comment beside it.
    pub reason: &'static str,
    pub evidence: Evidence,
}

/// A check that a person makes before going on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Check {
    /// As an imperative sentence without a full stop.
    pub title: &'static str,
    /// Why, and what to look for.
    pub text: &'static str,
    /// A POSIX shell command that shows it.
    pub command: &'static str,
}
