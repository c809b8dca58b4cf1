//! A JSONPath as kubectl takes it: names and strings of others stay names and strings.

use crate::pieces::made_of_pieces;

/// A JSONPath, piece by piece.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JsonPath(String);

made_of_pieces!(JsonPath);

impl JsonPath {
    /// A key: everything but letters and digits behind a backslash.
    #[must_use]
    pub fn key(mut self, key: &str) -> Self {
        for letter in key.chars() {
            if !letter.is_ascii_alphanumeric() && letter != '-' && letter != '_' {
                self.0.push('\\');
            }
            self.0.push(letter);
        }
        self
    }

    /// A string in double quotes.
    #[must_use]
    pub fn string(mut self, text: &str) -> Self {
        self.0.push('"');
        for letter in text.chars() {
            if matches!(letter, '"' | '\\') {
                self.0.push('\\');
            }
            self.0.push(letter);
        }
        self.0.push('"');
        self
    }

    /// The path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::JsonPath;

    #[test]
    fn keys_and_strings_are_escaped() {
        let path = JsonPath::own("{.data.").key("ca.crt").and("}");
        assert_eq!(path.as_str(), "{.data.ca\\.crt}");
        assert_eq!(JsonPath::own("{?(@==").string("a\"b\\").and(")}").as_str(), "{?(@==\"a\\\"b\\\\\")}");
    }
}
