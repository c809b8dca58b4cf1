//! A flowchart for Mermaid, whose labels are HTML: text of others is text in them.

use crate::pieces::made_of_pieces;
use std::fmt::Write;

/// A flowchart, piece by piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flowchart(String);

/// A label of a node or a link, piece by piece.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label(String);

made_of_pieces!(Label);

impl Label {
    /// Appends a text of others. Mermaid looks for directives and Markdown in labels too, so all but letters, digits,
    /// spaces and plain punctuation become its entities, and control characters U+FFFD.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        for letter in text.chars() {
            match letter {
                ' ' | '.' | ',' | '/' | '-' | '_' | '(' | ')' => self.0.push(letter),
                letter if letter.is_alphanumeric() => self.0.push(letter),
                letter if letter.is_control() => self.0.push('\u{fffd}'),
                other => _ = write!(self.0, "#{};", u32::from(other)),
            }
        }
        self
    }
}

impl Flowchart {
    /// A chart from left to right, without nodes.
    #[must_use]
    pub fn new() -> Self {
        Self("flowchart LR\n".to_owned())
    }

    /// Adds a node.
    #[must_use]
    pub fn node(mut self, name: &'static str, label: &Label) -> Self {
        let _ = writeln!(self.0, "  {name}[\"{}\"]", label.0);
        self
    }

    /// Adds a link from a node to another.
    #[must_use]
    pub fn link(mut self, from: &'static str, label: &Label, to: &'static str) -> Self {
        let _ = writeln!(self.0, "  {from} -- \"{}\" --> {to}", label.0);
        self
    }

    /// The chart, to be written.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl Default for Flowchart {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::{Flowchart, Label};

    #[test]
    fn text_of_others_ends_no_label() {
        let hostile = Label::own("Gateway<br/>").text("a\"]\nclick a href \"javascript:x\" <img> %%{init}%% `#35;");
        let chart = Flowchart::new().node("a", &hostile).link("a", &Label::default().text("b:443"), "a").into_string();
        assert_eq!(
            chart,
            "flowchart LR\n  a[\"Gateway<br/>a#34;#93;\u{fffd}click a href #34;javascript#58;x#34; #60;img#62; \
             #37;#37;#123;init#125;#37;#37; #96;#35;35#59;\"]\n  a -- \"b#58;443\" --> a\n"
        );
    }
}
