//! An annotation of the catalogue, as a fact.

use super::evidence::Evidence;

/// An annotation to write, the reason for it and the evidence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Annotation {
    pub key: &'static str,
    pub value: &'static str,
    /// The reason on one line, for the comment beside the annotation.
    pub reason: &'static str,
    pub evidence: Evidence,
}
