//! Text for people, in lines that fit.

use std::io;
use terminal_size::{Width, terminal_size_of};

/// The longest line that is easy to read.
const LONGEST: usize = 100;

/// Gives the columns of a line of standard output: those of the terminal, if it is one, and at most `LONGEST`.
pub fn width() -> usize {
    terminal_size_of(io::stdout()).map_or(LONGEST, |(Width(width), _)| usize::from(width).min(LONGEST))
}

/// Breaks a text into lines of at most `width`, each indented and ended. A word that is wider has a line of its own.
pub fn indented(text: &str, indent: usize, width: usize) -> String {
    let mut lines = String::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && indent + line.chars().count() + 1 + word.chars().count() > width {
            lines.push_str(&format!("{:indent$}{line}\n", ""));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines + &format!("{:indent$}{line}\n", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_as_long_as_they_may_be() {
        assert_eq!(indented("an apple a day", 2, 10), "  an apple\n  a day\n");
        assert_eq!(indented("ein Äpfel äß", 0, 9), "ein Äpfel\näß\n");
    }

    #[test]
    fn a_long_word_stays_whole() {
        assert_eq!(indented("see https://example.com/ there", 1, 8), " see\n https://example.com/\n there\n");
    }
}
