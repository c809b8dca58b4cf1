//! Objects as they are written: the head that every one has, and what refers to the backend.

use crate::exposure::commented::Field;
use crate::exposure::{Exposure, Pairs};

/// An object's fields, its `metadata` first.
pub(crate) fn object(api_version: &str, kind: &str, metadata: Vec<Field>, rest: Vec<Field>) -> Vec<Field> {
    let mut fields =
        vec![Field::text("apiVersion", api_version), Field::text("kind", kind), Field::block("metadata", metadata)];
    fields.extend(rest);
    fields
}

/// A name and the backend's namespace.
pub(super) fn beside_backend(exposure: &Exposure, name: &str) -> Vec<Field> {
    vec![Field::text("name", name), Field::text("namespace", &exposure.spec.backend.namespace)]
}

/// Labels or annotations of the user's own.
pub(super) fn texts(pairs: &Pairs) -> Vec<Field> {
    pairs.iter().map(|(key, value)| Field::text(key, value)).collect()
}
