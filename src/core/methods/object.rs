//! Parts of objects that are written: the fields that every one has, and metadata in the backend's namespace.

use crate::exposure::Exposure;
use crate::exposure::commented::Field;
use std::collections::BTreeMap;

/// Gives the fields of an object: `apiVersion`, `kind`, `metadata` and the rest.
pub(crate) fn object(api_version: &str, kind: &str, metadata: Vec<Field>, rest: Vec<Field>) -> Vec<Field> {
    let mut fields =
        vec![Field::text("apiVersion", api_version), Field::text("kind", kind), Field::block("metadata", metadata)];
    fields.extend(rest);
    fields
}

/// Gives metadata with a name and the backend's namespace.
pub(super) fn beside_backend(exposure: &Exposure, name: &str) -> Vec<Field> {
    vec![Field::text("name", name), Field::text("namespace", &exposure.spec.backend.namespace)]
}

/// Gives labels or annotations of the user's as fields.
pub(super) fn texts(pairs: &BTreeMap<String, String>) -> Vec<Field> {
    pairs.iter().map(|(key, value)| Field::text(key, value)).collect()
}
