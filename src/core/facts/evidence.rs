//! The evidence for a fact of the catalogue: where and when it was read, for which versions, and how sure it is.

/// The certainty of a fact. Only a high one may make an error; a medium one makes a warning at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Certainty {
    /// Read in code, a chart or the project's own reference, or tried.
    High,
    /// From a release note, an official page's excerpt or an issue.
    Medium,
}

/// The source of a fact, with its versions, its date and its certainty.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Evidence {
    /// The page or the repository.
    pub source: &'static str,
    /// The versions that the fact holds for, such as `3.6.2 and newer`.
    pub versions: &'static str,
    /// The year and month in which the source was read.
    pub read: &'static str,
    pub certainty: Certainty,
}
