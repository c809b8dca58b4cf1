//! Commands that the runner of a GitHub workflow reads from a log.

use crate::terminal;

/// A command with its properties, one line of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkflowCommand {
    text: String,
    has_properties: bool,
}

impl WorkflowCommand {
    /// A command of this name.
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Self { text: format!("::{name}"), has_properties: false }
    }

    /// Adds a property.
    #[must_use]
    pub fn property(mut self, name: &'static str, value: &str) -> Self {
        self.text.push_str(if self.has_properties { "," } else { " " });
        self.has_properties = true;
        self.text.push_str(name);
        self.text.push('=');
        self.escape(value, true);
        self
    }

    /// Adds a property that is a number.
    #[must_use]
    pub fn number(self, name: &'static str, number: u32) -> Self {
        self.property(name, &number.to_string())
    }

    /// Ends the command with its message, and gives its line.
    #[must_use]
    pub fn says(mut self, message: &str) -> String {
        self.text.push_str("::");
        self.escape(message, false);
        self.text.push('\n');
        self.text
    }

    /// Writes a text so that the runner reads it back: a property ends at a colon or a comma.
    fn escape(&mut self, text: &str, is_property: bool) {
        for letter in terminal::value(text).chars() {
            match letter {
                '%' => self.text.push_str("%25"),
                '\n' => self.text.push_str("%0A"),
                ':' if is_property => self.text.push_str("%3A"),
                ',' if is_property => self.text.push_str("%2C"),
                _ => self.text.push(letter),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::WorkflowCommand;

    #[test]
    fn nothing_ends_a_value_or_the_line() {
        let command = WorkflowCommand::new("error").property("file", "a,b:\u{1b}\n.yaml").number("line", 2);
        assert_eq!(
            command.says("50 %: a\n::error::b ##[c]\r"),
            "::error file=a%2Cb%3A\\u{1b}%0A.yaml,line=2::50 %25: a%0A::error::b ##\\u{5b}c]\\u{d}\n"
        );
    }
}
