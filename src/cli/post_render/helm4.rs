//! The messages of a post-renderer to the user of Helm 4.
//!
//! Helm 4 drops a post-renderer's standard error, and its output where it fails. It prints output that isn't an object:
//! so a refusal succeeds, with one document that is nothing but its text. It also prints the names of hooks that it
//! doesn't know, and drops the objects that have them: so a warning is such a name.

use crate::failure::Failure;
use crate::verdict::Verdict;
use crate::{input, output};
use portico_host::Spliced;
use portico_host::types::{Diagnostic, Severity};

const TITLE: &str = "portico refuses this release, and nothing of it was changed:";

/// The output for a release without objects: Helm 4 takes empty output for a failure.
const EMPTY: &str = "# This release has no objects.\n";

/// Writes a refusal. The program succeeds, and Helm fails at the document.
pub fn refuse(report: &str) -> Result<Verdict, Failure> {
    let document = document(report);
    output::write_whole(|stream| stream.write_all(document.as_bytes()))?;
    Ok(Verdict::Right)
}

/// Writes a release, and its warnings.
pub fn pass(release: Spliced<'_>, diagnostics: &[Diagnostic]) -> Result<(), Failure> {
    let warnings = diagnostics.iter().filter(|found| found.severity == Severity::Warning);
    let warnings: String = warnings.map(warning).collect();
    let last = release.pieces().filter(|piece| !piece.is_empty()).last().unwrap_or("\n");
    output::write_whole(|mut stream| {
        release.write_to(&mut stream)?;
        if release.pieces().all(|piece| piece.trim().is_empty()) {
            stream.write_all(EMPTY.as_bytes())?;
        } else if !warnings.is_empty() && !last.ends_with('\n') {
            stream.write_all(b"\n")?;
        }
        stream.write_all(warnings.as_bytes())
    })
}

/// Writes a warning as an object whose hook has the warning as its name, which Helm can't know. The object is a list
/// without items: a Helm that took it for one of the release's objects would apply nothing.
fn warning(diagnostic: &Diagnostic) -> String {
    let Diagnostic { rule, message, help, source, document, span, .. } = diagnostic;
    let template = document.as_ref().and_then(|document| document.template.clone());
    let place = match (template, span) {
        (Some(template), _) => format!(" ({template})"),
        (None, Some(span)) if !input::is_standard(source.as_ref()) => {
            format!(" ({source}:{}:{})", span.start.line, span.start.column)
        }
        _ => String::new(),
    };
    let text = format!("portico: warning[{rule}]: {message}{place}: {help}");
    let text: String = portico_text::line(&text.replace('\n', " ")).chars().map(printable).collect();
    let text = serde_json::Value::from(text);
    format!("---\napiVersion: v1\nkind: List\nmetadata:\n  annotations:\n    helm.sh/hook: {text}\nitems: []\n")
}

/// Writes a report as one block scalar.
fn document(report: &str) -> String {
    let report: String = portico_text::lines(report).chars().map(printable).collect();
    std::iter::once(TITLE).chain(report.lines()).fold("|\n".to_owned(), |document, line| {
        let line = line.trim_end();
        document + if line.is_empty() { "" } else { "  " } + line + "\n"
    })
}

/// Replaces a character that some YAML reader refuses in a block scalar, or takes for a line end. Helm writes the text
/// anew, and as one line in quotes where its writer can't print a character, such as one beyond U+FFFF.
fn printable(character: char) -> char {
    match character {
        '\n' => '\n',
        '\t' => ' ',
        '\u{feff}' | '\u{fffe}'.. | '\u{2028}' | '\u{2029}' => '\u{fffd}',
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
        let document = document("\u{1b}[31m\u{1f642}a\tb\u{7f}\u{feff}\u{85}\u{2028}\r\n---\n...\n");
        assert!(
            document.chars().all(|character| character == '\n' || printable(character) == character),
            "{document:?}"
        );
        assert!(document.lines().skip(1).all(|line| line.starts_with("  ")), "{document:?}");
    }

    #[test]
    fn an_argument_that_a_log_would_obey_was_told_as_it_came() {
        let document = document("error: unexpected argument '--a\n::add-mask::b \u{202e}##[c]'");
        assert!(
            !document.contains("\n  ::") && !document.contains("##[") && !document.contains('\u{202e}'),
            "{document:?}"
        );
    }
}
