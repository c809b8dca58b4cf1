//! Reading an Exposure: from a document, from fields beside it, or from both.
//!
//! Reading is checked against the JSON Schema, which is made from the types of [`exposure`](crate::exposure).

pub(crate) mod schema;
mod field_places;
mod forms;
mod supported;
mod read;

pub(crate) use read::{absent, one_too_many, read, read_for, read_source, read_source_for};
