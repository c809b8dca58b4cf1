//! Commands for a POSIX shell: a word of others is one word, whatever is in it, and never an option.

use crate::json_path::JsonPath;
use std::fmt::{self, Write};

/// One word, quoted where it needs quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShellWord(String);

impl ShellWord {
    /// Quotes a text so that a shell reads it as one word.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let is_bare = |letter: char| letter.is_ascii_alphanumeric() || "_./:=@%+,-".contains(letter);
        if !text.is_empty() && text.chars().all(is_bare) {
            return Self(text.to_owned());
        }
        let mut word = String::from("'");
        for letter in text.chars() {
            match letter {
                '\'' => word.push_str("'\\''"),
                // No argument can hold a zero byte.
                '\0' => {}
                '\n' | '\t' | ' '..='~' => word.push(letter),
                letter if letter.is_alphanumeric() => word.push(letter),
                other => {
                    word.push_str("'\"$(printf '");
                    for byte in other.encode_utf8(&mut [0; 4]).bytes() {
                        let _ = write!(word, "\\{byte:03o}");
                    }
                    word.push_str("')\"'");
                }
            }
        }
        word.push('\'');
        Self(word)
    }
}

impl fmt::Display for ShellWord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Commands, piece by piece: the product's own text, and words of others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Script {
    text: String,
    /// Operands that look like options: they come last, behind `--`.
    last: Vec<ShellWord>,
}

impl Script {
    /// A text of the product's own.
    #[must_use]
    pub fn own(text: &'static str) -> Self {
        Self { text: text.to_owned(), last: Vec::new() }
    }

    /// Appends more text of the product's own.
    #[must_use]
    pub fn and(mut self, text: &'static str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Appends a word, as the value of an option or a part of a longer word.
    #[must_use]
    pub fn word(mut self, text: &str) -> Self {
        self.text.push_str(&ShellWord::of(text).0);
        self
    }

    /// Appends a JSONPath.
    #[must_use]
    pub fn json_path(mut self, path: &JsonPath) -> Self {
        self.text.push_str(&ShellWord::of(path.as_str()).0);
        self
    }

    /// Appends a space and a word that is an operand of the command. One that looks like an option comes at the end of
    /// the command, behind `--`, with all operands that follow it.
    #[must_use]
    pub fn operand(mut self, text: &str) -> Self {
        if text.starts_with('-') || !self.last.is_empty() {
            self.last.push(ShellWord::of(text));
        } else {
            self.text.push(' ');
            self.text.push_str(&ShellWord::of(text).0);
        }
        self
    }

    /// Ends the command with this text, which begins another one.
    #[must_use]
    pub fn end(mut self, text: &'static str) -> Self {
        self.finish();
        self.text.push_str(text);
        self
    }

    /// Gives a text of the product's own with this script in place of each `name`.
    #[must_use]
    pub fn filled(&self, text: &'static str, name: &'static str) -> Self {
        let mut filled = Self::default();
        for (index, piece) in text.split(name).enumerate() {
            if index > 0 {
                filled.text.push_str(&self.text);
                filled.last.extend(self.last.iter().cloned());
            }
            filled.text.push_str(piece);
        }
        filled
    }

    /// The script, to be written.
    #[must_use]
    pub fn into_string(mut self) -> String {
        self.finish();
        self.text
    }

    fn finish(&mut self) {
        for (index, word) in std::mem::take(&mut self.last).into_iter().enumerate() {
            self.text.push_str(if index == 0 { " -- " } else { " " });
            self.text.push_str(&word.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Script, ShellWord};
    use proptest::prelude::*;
    use std::process::Command;

    #[test]
    fn words_that_need_no_quotes_have_none() {
        for (text, expected) in [
            ("spaces-router", "spaces-router"),
            ("oci://host:5000/a@sha256:0", "oci://host:5000/a@sha256:0"),
            ("", "''"),
            ("a b", "'a b'"),
            ("~/charts", "'~/charts'"),
            ("it's", "'it'\\''s'"),
            ("\u{1b}", "''\"$(printf '\\033')\"''"),
        ] {
            assert_eq!(ShellWord::of(text).to_string(), expected);
        }
    }

    #[test]
    fn an_operand_that_looks_like_an_option_comes_behind_two_dashes() {
        let script =
            |name: &str| Script::own("helm upgrade").operand(name).operand("chart").and(" --wait").into_string();
        assert_eq!(script("spaces"), "helm upgrade spaces chart --wait");
        assert_eq!(script("--kubeconfig=x"), "helm upgrade --wait -- --kubeconfig=x chart");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        #[cfg(unix)]
        fn a_shell_makes_the_same_text_of_a_word(text in "([ '\"$`;&|()<>\\\\~#*?!\n\r\t\u{1b}\u{202e}a=-]|\\$\\(id\\)|\\PC){0,12}") {
            let script = format!("printf %s. {}", ShellWord::of(&text));
            let output = Command::new("sh").arg("-c").arg(&script).output().expect("a shell");
            prop_assert_eq!(String::from_utf8_lossy(&output.stdout), format!("{text}."), "{}", script);
            prop_assert!(script.chars().all(|letter| matches!(letter, '\n' | '\t') || !letter.is_control()));
        }
    }
}
