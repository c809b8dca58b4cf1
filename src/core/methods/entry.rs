//! Labels and annotations: keys and values of which only the two sides that use them know the names.

use crate::exposure::commented::Field;
use portico_text::Comment;
use std::collections::BTreeMap;

/// A label or an annotation, and the comment in the lines above it.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub key: String,
    pub value: String,
    pub comment: Option<Comment>,
}

impl Entry {
    pub(crate) fn new(key: &str, value: &str) -> Self {
        Self { key: key.to_owned(), value: value.to_owned(), comment: None }
    }

    pub(crate) fn comment(self, comment: impl Into<Comment>) -> Self {
        Self { comment: Some(comment.into()), ..self }
    }
}

/// Gives labels or annotations of the user's.
pub(crate) fn given(pairs: &BTreeMap<String, String>) -> Vec<Entry> {
    pairs.iter().map(|(key, value)| Entry::new(key, value)).collect()
}

/// Gives the entries as the types of objects have them; none where there are none.
pub(crate) fn map(entries: &[Entry]) -> Option<BTreeMap<String, String>> {
    let mut map = BTreeMap::new();
    for entry in entries {
        map.insert(entry.key.clone(), entry.value.clone());
    }
    (!map.is_empty()).then_some(map)
}

/// Gives the entries as fields, in their order and with their comments.
pub(crate) fn fields(entries: &[Entry]) -> Vec<Field> {
    let field = |entry: &Entry| Field { comment: entry.comment.clone(), ..Field::text(&entry.key, &entry.value) };
    entries.iter().map(field).collect()
}
