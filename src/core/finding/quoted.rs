//! The quoting of an author's values inside a sentence.

use portico_edit::double_quoted;

/// The most characters of a value that a sentence shows.
const MOST_SHOWN: usize = 100;

/// Quotes a value with backticks, or with double quotes where backticks would be misread: around another backtick, a
/// space at an edge, a character that can't be seen, or nothing. The end of a long one is left out.
pub(crate) fn quoted(value: &str) -> String {
    let is_plain = !value.is_empty() && value.trim() == value && !value.contains('`');
    let end = value.char_indices().nth(MOST_SHOWN).map_or(value.len(), |(offset, _)| offset);
    let (shown, rest) = value.split_at(end);
    let more = if rest.is_empty() { "" } else { "…" };
    if is_plain && !shown.contains(char::is_control) { format!("`{shown}{more}`") } else { double_quoted(shown) + more }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_value_can_be_told_from_the_sentence() {
        for (value, expected) in [
            ("proxy.acme.dev", "`proxy.acme.dev`"),
            ("bücher.dev", "`bücher.dev`"),
            ("`proxy.acme.dev", "\"`proxy.acme.dev\""),
            ("two words", "`two words`"),
            (" space", "\" space\""),
            ("two\nlines", "\"two\\nlines\""),
            ("\u{1b}[31m", "\"\\u001b[31m\""),
            ("", "\"\""),
        ] {
            assert_eq!(quoted(value), expected);
        }
        assert_eq!(quoted(&"ä".repeat(101)), format!("`{}…`", "ä".repeat(100)));
    }
}
