//! Diagnostics as one line each, as Crossplane shows them in events and conditions.
//!
//! The callers give the names of places.

use portico_host::types::{Diagnostic, PathSegment};

/// The most diagnostics that one message lists: events and conditions are short.
const MOST: usize = 20;

/// Writes a diagnostic as one line: its rule, its message, its place and its help.
pub(crate) fn line(diagnostic: &Diagnostic, place: Option<&str>) -> String {
    let Diagnostic { rule, message, help, .. } = diagnostic;
    let mut line = format!("{rule}: {message}");
    if let Some(place) = place {
        line.push_str(&format!(" ({place})"));
    }
    if !help.is_empty() {
        line.push_str(&format!(": {help}"));
    }
    line.replace('\n', " ")
}

/// Joins lines into one message, the first ones first, and says how many were left out. Characters that a terminal
/// would obey become escapes: terminals show events and conditions.
pub(crate) fn message(lines: &[String]) -> String {
    let shown: Vec<String> = lines[..lines.len().min(MOST)].iter().map(|line| portico_text::line(line)).collect();
    let mut message = shown.join("\n");
    if lines.len() > MOST {
        message.push_str(&format!("\n… and {} more", lines.len() - MOST));
    }
    message
}

/// Writes a path from the root of an object.
pub(crate) fn path(segments: &[PathSegment]) -> String {
    let path = continued_path(segments);
    path.strip_prefix('.').map_or(path.clone(), str::to_owned)
}

/// Writes a path that goes on from another one: `.spec.ports[0]`.
pub(crate) fn continued_path(segments: &[PathSegment]) -> String {
    segments
        .iter()
        .map(|segment| match segment {
            PathSegment::Key(key) if is_plain(key) => format!(".{key}"),
            PathSegment::Key(key) => format!("[\"{key}\"]"),
            PathSegment::Index(index) => format!("[{index}]"),
        })
        .collect()
}

fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_')
}

#[cfg(test)]
mod tests {
    use super::{continued_path, line, message, path};
    use portico_host::types::{Diagnostic, PathSegment, Severity};

    fn key(key: &str) -> PathSegment {
        PathSegment::Key(key.to_owned())
    }

    fn diagnostic(help: &str) -> Diagnostic {
        Diagnostic {
            rule: "unknown-key".to_owned(),
            severity: Severity::Error,
            message: "`spec` has no key `hots`".to_owned(),
            why: String::new(),
            help: help.to_owned(),
            source: String::new(),
            document: None,
            path: Vec::new(),
            span: None,
            fixes: Vec::new(),
            references: Vec::new(),
        }
    }

    #[test]
    fn a_line_says_rule_message_place_and_help() {
        let found = diagnostic("Did you mean\n`host`?");
        let expected = "unknown-key: `spec` has no key `hots` (spec.hots of the step's input): Did you mean `host`?";
        assert_eq!(line(&found, Some("spec.hots of the step's input")), expected);
        assert_eq!(line(&diagnostic(""), None), "unknown-key: `spec` has no key `hots`");
    }

    #[test]
    fn keys_that_are_no_words_are_quoted() {
        let segments = [key("metadata"), key("annotations"), key("portico.dev/x"), PathSegment::Index(2), key("a-b")];
        assert_eq!(path(&segments), "metadata.annotations[\"portico.dev/x\"][2].a-b");
        assert_eq!(continued_path(&segments[..1]), ".metadata");
        assert_eq!(path(&[]), "");
    }

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        assert_eq!(message(&["\u{1b}[2J".to_owned(), "::x".to_owned()]), "\\u{1b}[2J\n:\\u{3a}x");
    }

    #[test]
    fn a_message_is_bounded_and_says_so() {
        let lines: Vec<String> = (0..22).map(|number| number.to_string()).collect();
        assert_eq!(message(&lines[..2]), "0\n1");
        let whole = message(&lines);
        assert!(whole.starts_with("0\n1\n") && whole.ends_with("\n19\n… and 2 more"), "{whole}");
    }
}
