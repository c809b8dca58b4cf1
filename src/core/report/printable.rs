//! Texts of strangers in output that a terminal or a log shows.

/// A text without characters that a terminal would obey.
pub(super) fn printable(text: &str) -> String {
    let is_safe = |letter: char| {
        matches!(letter, '\n' | '\t')
            || !(letter.is_control()
                || ('\u{202a}'..='\u{202e}').contains(&letter)
                || ('\u{2066}'..='\u{2069}').contains(&letter))
    };
    let mut clean = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_safe(letter) {
            clean.push(letter);
        } else {
            clean.extend(letter.escape_unicode());
        }
    }
    clean
}

/// The same in one line: a name with a line feed could pass for what follows it.
pub(super) fn in_one_line(text: &str) -> String {
    printable(text).replace('\n', "\\u{a}")
}
