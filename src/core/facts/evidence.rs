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
