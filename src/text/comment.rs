//! A comment of YAML. Characters that end a line for any reader of YAML are shown as escapes.

use crate::terminal;

/// A text without line ends, for a comment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comment(String);

impl Comment {
    /// Appends a text.
    pub fn push(&mut self, text: &str) {
        self.0.push_str(&terminal::line(text));
    }

    /// The comment's lines, each of at most `width` characters where its words are not longer, without `#`.
    pub fn lines(&self, width: usize) -> impl Iterator<Item = String> {
        let mut lines: Vec<String> = Vec::new();
        for word in self.0.split(' ') {
            match lines.last_mut() {
                Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines.into_iter()
    }
}

impl<T: AsRef<str>> From<T> for Comment {
    fn from(text: T) -> Self {
        Self(terminal::line(text.as_ref()))
    }
}

#[cfg(test)]
mod tests {
    use super::Comment;

    #[test]
    fn no_line_end_is_left_in_a_comment() {
        let comment = Comment::from("a\nb: 1\r\nc\u{85}d\u{2028}e\u{2029}f");
        assert_eq!(comment.lines(100).collect::<Vec<_>>(), ["a\\u{a}b: 1\\u{d}\\u{a}c\\u{85}d\\u{2028}e\\u{2029}f"]);
    }

    #[test]
    fn a_comment_with_what_is_no_character_made_yaml_unreadable() {
        let comment = Comment::from("a\u{ffff}b\u{fffe}");
        assert_eq!(comment.lines(100).collect::<Vec<_>>(), ["a\\u{ffff}b\\u{fffe}"]);
    }

    #[test]
    fn lines_are_broken_at_spaces() {
        assert_eq!(Comment::from("one two three").lines(7).collect::<Vec<_>>(), ["one two", "three"]);
        assert_eq!(Comment::from("").lines(7).collect::<Vec<_>>(), [""]);
    }
}
