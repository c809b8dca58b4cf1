//! The changes between two texts, as a unified diff.

use portico_text::line;
use similar::TextDiff;

/// The lines around a change.
const CONTEXT: usize = 3;

const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const CYAN: &str = "\x1b[36m";
const BOLD: &str = "\x1b[1m";
const PLAIN: &str = "\x1b[0m";

/// Gives the diff of a file, as patch(1) takes it; empty where nothing changes. A coloured one is for a terminal alone:
/// characters that it would obey become escapes, so that the diff can't be applied.
pub fn unified(name: &str, old: &str, new: &str, colored: bool) -> String {
    if old == new {
        return String::new();
    }
    // Lines as patch(1) has them: a carriage return is one more character of its line.
    let lines = |text| str::split_inclusive(text, '\n').collect::<Vec<_>>();
    let (old, new) = (lines(old), lines(new));
    let diff = TextDiff::configure().newline_terminated(true).diff_slices(&old, &new);
    let name = line(name);
    let text = diff.unified_diff().context_radius(CONTEXT).header(&name, &name).to_string();
    if colored { text.split_inclusive('\n').enumerate().map(painted).collect() } else { text }
}

fn painted((index, text): (usize, &str)) -> String {
    let color = match (index, text.as_bytes()) {
        (0 | 1, _) => BOLD,
        (_, [b'@', ..]) => CYAN,
        (_, [b'-', ..]) => RED,
        (_, [b'+', ..]) => GREEN,
        _ => "",
    };
    let content = text.trim_end_matches(['\r', '\n']);
    let end = if color.is_empty() { "" } else { PLAIN };
    format!("{color}{}{end}{}", line(content), &text[content.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_no_diff() {
        assert_eq!(unified("a", "b\n", "b\n", true), "");
    }

    #[test]
    fn line_ends_are_kept() {
        let expected = "--- a\n+++ a\n@@ -1,2 +1,2 @@\n b\r\n-c\rd\r\n+c\re\r\n";
        assert_eq!(unified("a", "b\r\nc\rd\r\n", "b\r\nc\re\r\n", false), expected);
    }

    #[test]
    fn a_missing_line_end_is_said() {
        let expected = "--- a\n+++ a\n@@ -1 +1,2 @@\n-b\n\\ No newline at end of file\n+b\n+c\n";
        assert_eq!(unified("a", "b", "b\nc\n", false), expected);
    }

    #[test]
    fn a_terminal_is_shown_what_it_would_obey() {
        let colored = unified("f", "a: \u{1b}[2J\n##[b]\n", "a: 1\n##[b]\n", true);
        assert!(colored.contains("-a: \\u{1b}[2J") && colored.contains("\n ##\\u{5b}b]\n"), "{colored:?}");
    }

    #[test]
    fn colour_is_put_around_content_and_changes_none() {
        let (old, new) = ("a: 1\r\n--- b\nc\n", "a: 2\r\nc\n");
        let colored = unified("f", old, new, true);
        assert!(
            colored.contains("\x1b[31m-a: 1\x1b[0m\r\n\x1b[31m---- b\x1b[0m\n\x1b[32m+a: 2\x1b[0m\r\n"),
            "{colored:?}"
        );
        let bare = [RED, GREEN, CYAN, BOLD, PLAIN].iter().fold(colored, |text, code| text.replace(code, ""));
        assert_eq!(bare, unified("f", old, new, false));
    }
}
