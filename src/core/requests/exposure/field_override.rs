//! What a flag or a form gives beside an Exposure's document.

/// A field of the Exposure that is given beside its document, and wins over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldOverride {
    /// The field below `spec`, its parts joined by dots.
    pub field: String,
    /// The value, as text.
    pub value: String,
    /// What diagnostics call the place that it came from, such as `--host`.
    pub origin: String,
}
