//! Fields that a flag or a form gives beside an Exposure's document.

/// A field of the Exposure that is given beside its document, and wins over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldOverride {
    /// The field below `spec`, its parts joined by dots.
    pub field: String,
    /// The value, as text.
    pub value: String,
    /// The name in diagnostics of the flag or the form that gave it, such as `--host`.
    pub origin: String,
}
