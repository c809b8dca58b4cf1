//! What a person looks at before going on.

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
