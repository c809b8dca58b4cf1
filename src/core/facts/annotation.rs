//! What an annotation does, as a fact.

use super::evidence::Evidence;

/// An annotation, why it is there, and how that is known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Annotation {
    pub key: &'static str,
    pub value: &'static str,
    /// One line, for the comment beside it.
    pub reason: &'static str,
    pub evidence: Evidence,
}
