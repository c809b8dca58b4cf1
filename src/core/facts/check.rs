//! A check of the catalogue, which a person makes before going on.

/// A check that a person makes before going on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Check {
    /// An imperative sentence without a full stop.
    pub title: &'static str,
    /// The reason for the check, and what to look for.
    pub text: &'static str,
    /// A POSIX shell command whose output answers the check.
    pub command: &'static str,
}
