//! Markdown: text of others is text, in a code span it is code, in a block it doesn't end the block.

use crate::pieces::made_of_pieces;
use crate::shell::Script;
use crate::terminal;

/// Markdown, piece by piece.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markdown(String);

made_of_pieces!(Markdown);

impl Markdown {
    /// Appends a number.
    #[must_use]
    pub fn number(mut self, number: usize) -> Self {
        self.0.push_str(&number.to_string());
        self
    }

    /// Appends a text of others, in one line.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        for letter in terminal::line(text).chars() {
            if "\\`*_{}[]<>#&!|~$".contains(letter) {
                self.0.push('\\');
            }
            self.0.push(letter);
        }
        self
    }

    /// Appends a code span, in one line.
    #[must_use]
    pub fn code(mut self, text: &str) -> Self {
        let text = terminal::line(text);
        let fence = "`".repeat(longest_run(&text) + 1);
        let pad = if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() { " " } else { "" };
        self.0.push_str(&format!("{fence}{pad}{text}{pad}{fence}"));
        self
    }

    /// Appends a block of commands, on lines of its own.
    #[must_use]
    pub fn script(mut self, script: Script) -> Self {
        let script = script.into_string();
        let fence = "`".repeat(longest_run(&script).max(2) + 1);
        self.0.push_str(&format!("{fence}sh\n{script}\n{fence}\n"));
        self
    }

    /// The Markdown, to be written.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl From<&'static str> for Markdown {
    fn from(text: &'static str) -> Self {
        Self::own(text)
    }
}

fn longest_run(text: &str) -> usize {
    text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Markdown, Script};

    #[test]
    fn text_of_others_stays_text() {
        let text = Markdown::own("For **").text("edge/spaces").and("**: ").text("[a](b) <img> `c`\n# d");
        assert_eq!(text.into_string(), "For **edge/spaces**: \\[a\\](b) \\<img\\> \\`c\\`\\\\u\\{a\\}\\# d");
    }

    #[test]
    fn a_code_span_and_a_block_have_fences_that_they_do_not_hold() {
        assert_eq!(Markdown::default().code("a``b").into_string(), "```a``b```");
        assert_eq!(Markdown::default().code("`").into_string(), "`` ` ``");
        let script = Script::own("echo ").word("\n```\n# not Markdown");
        assert_eq!(Markdown::default().script(script).into_string(), "````sh\necho '\n```\n# not Markdown'\n````\n");
        assert_eq!(Markdown::default().script(Script::own("id")).into_string(), "```sh\nid\n```\n");
    }
}
