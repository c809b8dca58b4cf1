//! How a post-renderer tells the user of Helm 4 what is wrong.
//!
//! Helm 4 drops a post-renderer's standard error, and its output where it fails. What it does print is output that
//! isn't an object: so a refusal succeeds, with one document that is nothing but its text.

use crate::failure::Failure;
use crate::output;
use crate::verdict::Verdict;

const TITLE: &str = "portico refuses this release, and nothing of it was changed:";

/// Writes a refusal. It succeeds: Helm fails for us.
pub fn refuse(report: &str) -> Result<Verdict, Failure> {
    output::write_text(&document(report))?;
    Ok(Verdict::Right)
}

/// A report as one block scalar.
fn document(report: &str) -> String {
    let report: String = report.chars().map(printable).collect();
    std::iter::once(TITLE).chain(report.lines()).fold("|\n".to_owned(), |document, line| {
        let line = line.trim_end();
        document + if line.is_empty() { "" } else { "  " } + line + "\n"
    })
}

/// A character that every YAML reader takes in a block scalar, and takes for no line end.
fn printable(character: char) -> char {
    match character {
        '\n' => '\n',
        '\t' => ' ',
        '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{2028}' | '\u{2029}' => '\u{fffd}',
        control if control.is_control() => '\u{fffd}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_one_scalar() {
        assert_eq!(document("error: no\n\n  --> a:1\n"), format!("|\n  {TITLE}\n  error: no\n\n    --> a:1\n"));
    }

    #[test]
    fn nothing_in_it_ends_the_scalar() {
        let document = document("\u{1b}[31ma\tb\u{7f}\u{feff}\u{85}\u{2028}\r\n---\n...\n");
        assert!(
            document.chars().all(|character| character == '\n' || printable(character) == character),
            "{document:?}"
        );
        assert!(document.lines().skip(1).all(|line| line.starts_with("  ")), "{document:?}");
    }
}
