//! A text as what it holds: documents with their places, what each of them is, and what is judged together.
//!
//! Nothing here says that something is wrong; what can't be read is kept with its reason.

pub(crate) mod document_groups;
pub(crate) mod first_named;
pub(crate) mod input;
pub(crate) mod offsets;
pub(crate) mod recognize;
pub(crate) mod subject;
pub(crate) mod target;

/// What a text may hold at most.
pub(crate) const LIMITS: portico_manifest::Limits = portico_manifest::Limits::STANDARD;
