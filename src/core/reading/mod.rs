//! Texts read as documents with their places, the subjects in them, and all that is judged together.
//!
//! Nothing here reports a fault; a document that can't be read is kept with the reason.

pub(crate) mod document_groups;
pub(crate) mod first_named;
pub(crate) mod input;
pub(crate) mod offsets;
pub(crate) mod path;
pub(crate) mod recognize;
pub(crate) mod serving;
pub(crate) mod set_syntax;
pub(crate) mod subject;
pub(crate) mod target;

/// The limits on the size of a text that is read.
pub(crate) const LIMITS: portico_manifest::Limits = portico_manifest::Limits::STANDARD;
