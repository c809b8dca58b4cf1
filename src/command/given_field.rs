//! A field that a flag gives.

/// A field, its value, and the flag that gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenField {
    /// The field, its parts joined by dots.
    pub field: &'static str,
    /// The value, as text.
    pub value: String,
    /// The flag, as diagnostics name it.
    pub flag: &'static str,
}

/// Gives the flags that have a value, each with the field that it stands for.
pub(crate) fn given(flags: impl IntoIterator<Item = (&'static str, &'static str, Option<String>)>) -> Vec<GivenField> {
    flags.into_iter().filter_map(|(field, flag, value)| Some(GivenField { field, value: value?, flag })).collect()
}
