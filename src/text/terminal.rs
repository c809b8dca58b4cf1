//! Text that a terminal or a log shows. Neither may obey it: a terminal obeys control characters, and the runner of a
//! GitHub workflow lines that begin with `::`. Anywhere in a line, GitHub's runner knows `##[`, Azure's `##vso[`, and
//! TeamCity `##teamcity[`.

use std::fmt;

/// Gives a text in one line: line ends, and characters that would be obeyed, become escapes.
#[must_use]
pub fn line(text: &str) -> String {
    shown(text, |letter, before| letter == '\n' || begins_command(letter, before))
}

/// Gives a text of any number of lines: characters that would be obeyed become escapes.
#[must_use]
pub fn lines(text: &str) -> String {
    shown(text, begins_command)
}

/// Escapes as `lines` does, but leaves `::`: the caller writes line ends in another way, so that no line begins in it.
pub(crate) fn value(text: &str) -> String {
    shown(text, |_, _| false)
}

/// Escapes the characters that are not shown, the bracket of a command, and those for which `is_escaped` holds. It is
/// given the character and the text written before it.
fn shown(text: &str, is_escaped: impl Fn(char, &str) -> bool) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_shown(letter) && !(letter == '[' && ends_in_command(&shown)) && !is_escaped(letter, &shown) {
            shown.push(letter);
        } else {
            shown.extend(letter.escape_unicode());
        }
    }
    shown
}

/// Whether a `[` behind this text would complete a command such as `##[`.
pub(crate) fn ends_in_command(text: &str) -> bool {
    text.trim_end_matches(|letter: char| letter.is_ascii_alphanumeric()).ends_with("##")
}

/// Whether `letter` is the second colon of a `::` at the beginning of a line, blanks aside.
fn begins_command(letter: char, before: &str) -> bool {
    let before = if letter == ':' { before.strip_suffix(':') } else { None };
    before.is_some_and(|before| {
        let line = before.trim_end_matches(|blank: char| blank.is_whitespace() && blank != '\n');
        line.is_empty() || line.ends_with('\n')
    })
}

/// Whether a terminal shows a character in its place, and so that it can be told from others. Control characters, line
/// ends of Unicode, marks of direction, blanks without a width, and noncharacters, which neither YAML nor XML may hold,
/// are not shown.
#[must_use]
pub fn is_shown(letter: char) -> bool {
    matches!(letter, '\n' | '\t')
        || !(letter.is_control()
            || matches!(letter, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
            || ('\u{2028}'..='\u{202e}').contains(&letter)
            || ('\u{2060}'..='\u{2069}').contains(&letter)
            || ('\u{fff9}'..='\u{fffb}').contains(&letter)
            || matches!(letter, '\u{fffe}' | '\u{ffff}')
            || ('\u{e0000}'..='\u{e007f}').contains(&letter))
}

/// Text for a terminal, piece by piece: the product's own, and that of others, which is shown and not obeyed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TerminalText(String);

impl TerminalText {
    /// Text of the product's own.
    #[must_use]
    pub fn own(text: &'static str) -> Self {
        Self(text.to_owned())
    }

    /// Text in one line.
    #[must_use]
    pub fn line(text: &str) -> Self {
        Self(line(text))
    }

    /// Text that may have several lines, those behind the first indented.
    #[must_use]
    pub fn lines(text: &str, indentation: usize) -> Self {
        let mut shown = String::new();
        for (index, each) in text.split('\n').enumerate() {
            if index > 0 {
                shown.push('\n');
                shown.extend(std::iter::repeat_n(' ', indentation));
            }
            shown.push_str(&line(each));
        }
        Self(shown)
    }

    /// Blanks.
    #[must_use]
    pub fn blank(width: usize) -> Self {
        Self(" ".repeat(width))
    }

    /// A number.
    #[must_use]
    pub fn number(number: usize) -> Self {
        Self(number.to_string())
    }

    /// Aligns the text at the left of a column.
    #[must_use]
    pub fn at_left(self, width: usize) -> Self {
        Self(format!("{:<width$}", self.0))
    }

    /// Aligns the text at the right of a column.
    #[must_use]
    pub fn at_right(self, width: usize) -> Self {
        Self(format!("{:>width$}", self.0))
    }

    /// Appends one character of an excerpt. One that a terminal or a log would obey is replaced by another, so that the
    /// columns stay the same.
    pub fn push_letter(&mut self, letter: char) {
        self.0.push(match letter {
            '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + letter as u32).unwrap_or('\u{fffd}'),
            '\u{7f}' => '\u{2421}',
            '[' if ends_in_command(&self.0) => '\u{2045}',
            letter if is_shown(letter) => letter,
            _ => '\u{fffd}',
        });
    }

    /// Appends a piece.
    pub fn push(&mut self, piece: impl Into<Self>) {
        self.0.push_str(&piece.into().0);
    }

    /// Appends a piece, as one expression.
    #[must_use]
    pub fn and(mut self, piece: impl Into<Self>) -> Self {
        self.push(piece);
        self
    }

    /// Repeats the text.
    #[must_use]
    pub fn repeated(&self, times: usize) -> Self {
        Self(self.0.repeat(times))
    }

    /// Removes the blanks at the end.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        self.0.truncate(self.0.trim_end().len());
        self
    }

    /// Whether the text is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text, to be written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, to be kept.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl From<&'static str> for TerminalText {
    fn from(text: &'static str) -> Self {
        Self::own(text)
    }
}

impl fmt::Display for TerminalText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{TerminalText, line, lines};
    use proptest::prelude::*;

    #[test]
    fn what_would_be_obeyed_is_an_escape() {
        for (text, expected) in [
            ("plain: ü 日本\ttab", "plain: ü 日本\ttab"),
            ("a\nb", "a\\u{a}b"),
            ("\u{1b}[31m", "\\u{1b}[31m"),
            ("\u{9b}\u{7f}\u{202e}\u{200e}\u{2028}", "\\u{9b}\\u{7f}\\u{202e}\\u{200e}\\u{2028}"),
            ("::add-mask::x", ":\\u{3a}add-mask::x"),
            ("  ::stop-commands::x", "  :\\u{3a}stop-commands::x"),
            ("a ::b", "a ::b"),
            ("x##[group]", "x##\\u{5b}group]"),
            ("###[", "###\\u{5b}"),
            ("##vso[task.complete]", "##vso\\u{5b}task.complete]"),
            ("a##b-[c]", "a##b-[c]"),
        ] {
            assert_eq!(line(text), expected);
        }
        assert_eq!(lines("a\n\t::b\n\r::c"), "a\n\t:\\u{3a}b\n\\u{d}::c");
        assert_eq!(TerminalText::lines("a\n::b", 2).as_str(), "a\n  :\\u{3a}b");
    }

    proptest! {
        #[test]
        fn nothing_is_obeyed(text in "([:#\\[ \t\n\r\u{1b}\u{85}\u{a0}\u{2028}a]|::|##\\[|\\PC){0,20}") {
            for shown in [line(&text), lines(&text), TerminalText::lines(&text, 3).into_string()] {
                prop_assert!(!shown.contains("##["));
                prop_assert!(shown.lines().all(|line| !line.trim_start().starts_with("::")), "{:?}", shown);
                prop_assert!(shown.chars().all(|letter| matches!(letter, '\n' | '\t') || !letter.is_control()));
            }
            prop_assert!(!line(&text).contains('\n'));
        }
    }
}
