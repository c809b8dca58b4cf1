//! JSON that a terminal or a log may show.

use crate::terminal::ends_in_command;
use std::fmt::Write;

/// Escapes the characters of JSON that a terminal or a log would obey. They occur in strings alone, so that the data
/// stay the same.
#[must_use]
pub fn visible_json(json: &str) -> String {
    let mut visible = String::with_capacity(json.len());
    for letter in json.chars() {
        let is_obeyed = match letter {
            '[' => ends_in_command(&visible),
            '\u{7f}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => true,
            _ => false,
        };
        if is_obeyed {
            let _ = write!(visible, "\\u{:04x}", u32::from(letter));
        } else {
            visible.push(letter);
        }
    }
    visible
}

#[cfg(test)]
mod tests {
    use super::visible_json;

    #[test]
    fn what_would_be_obeyed_is_an_escape() {
        assert_eq!(visible_json("[[\"##[a]\u{9b}\u{202e}é\"]]"), "[[\"##\\u005ba]\\u009b\\u202eé\"]]");
    }
}
