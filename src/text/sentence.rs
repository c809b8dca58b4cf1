//! Sentences of clauses.

/// Makes a sentence of a clause: its first letter is a capital, and a full stop ends it.
///
/// ```
/// assert_eq!(portico_text::sentence("the port is closed"), "The port is closed.");
/// ```
#[must_use]
pub fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
