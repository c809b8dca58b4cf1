//! Fields that a flag or a form gives beside a document.

use crate::finding::{Diagnostic, PathSegment};

/// A field of an Exposure or of a `portico.yaml` that is given beside the document, and wins over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldOverride {
    /// The field, its parts joined by dots: of an Exposure those below `spec`.
    pub field: String,
    /// The value, as text.
    pub value: String,
    /// The name in diagnostics of the flag or the form that gave it, such as `--host`.
    pub origin: String,
}

impl FieldOverride {
    /// Gives an override of a field that has no other origin than its name.
    #[must_use]
    pub fn of(field: &str, value: &str) -> Self {
        Self { field: field.to_owned(), value: value.to_owned(), origin: field.to_owned() }
    }

    /// Puts something found about the value at its origin.
    pub(crate) fn place(&self, found: Diagnostic) -> Diagnostic {
        let path = self.field.split('.').map(|key| PathSegment::Key(key.to_owned())).collect();
        Diagnostic { source: self.origin.clone(), path, ..found }
    }
}
