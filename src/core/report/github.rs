//! Diagnostics as commands that a GitHub workflow shows as annotations, one a line.

use super::printable::printable;
use super::{is_file, is_in_text, place, sentences};
use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::validate::Report;

/// Every diagnostic as a line of its own.
pub(super) fn write(sources: &[Source], report: &Report) -> String {
    let mut text = String::new();
    for diagnostic in &report.diagnostics {
        command(&mut text, diagnostic, is_in_text(diagnostic, sources));
    }
    text
}

fn command(text: &mut String, diagnostic: &Diagnostic, in_text: bool) {
    text.push_str(match diagnostic.severity {
        Severity::Error => "::error ",
        Severity::Warning => "::warning ",
        Severity::Info => "::notice ",
    });
    if in_text && is_file(&diagnostic.source) {
        text.push_str("file=");
        escape(text, &diagnostic.source, true);
        text.push(',');
        if let Some(span) = diagnostic.span {
            let (start, end) = (span.start, span.end);
            text.push_str(&format!("line={},", start.line));
            // Columns are taken within one line only.
            if start.line == end.line {
                text.push_str(&format!("col={},endLine={},endColumn={},", start.column, end.line, end.column));
            } else {
                text.push_str(&format!("endLine={},", end.line));
            }
        }
    }
    text.push_str("title=");
    escape(text, &diagnostic.rule, true);
    text.push_str("::");
    escape(text, &printable(&message(diagnostic)), false);
    text.push('\n');
}

/// The place stands in the message too: the log of a run shows nothing else.
fn message(diagnostic: &Diagnostic) -> String {
    let sentences = sentences(diagnostic, "\n");
    if diagnostic.source.is_empty() {
        return sentences;
    }
    format!("{}: {sentences}", place(diagnostic, diagnostic.span))
}

/// Writes a text so that the runner reads it back: a property ends at a colon or a comma.
fn escape(into: &mut String, text: &str, property: bool) {
    for letter in text.chars() {
        match letter {
            '%' => into.push_str("%25"),
            '\r' => into.push_str("%0D"),
            '\n' => into.push_str("%0A"),
            ':' if property => into.push_str("%3A"),
            ',' if property => into.push_str("%2C"),
            _ => into.push(letter),
        }
    }
}
