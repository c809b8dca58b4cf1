//! Diagnostics as commands that a GitHub workflow shows as annotations, one a line.

use super::texts::Texts;
use super::{is_file, is_in_text, place, sentences};
use crate::finding::{Diagnostic, Severity};
use crate::report::Report;
use portico_text::WorkflowCommand;

/// Writes every diagnostic as a line of its own.
pub(super) fn write(texts: &Texts<'_>, report: &Report) -> String {
    let placed = report.diagnostics.iter().enumerate();
    placed.map(|(place, diagnostic)| command(diagnostic, is_in_text(diagnostic, texts.of(place)))).collect()
}

fn command(diagnostic: &Diagnostic, in_text: bool) -> String {
    let mut command = WorkflowCommand::new(match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    });
    if in_text && is_file(&diagnostic.source) {
        command = command.property("file", &diagnostic.source);
        if let Some(span) = diagnostic.span {
            let (start, end) = (span.start, span.end);
            command = command.number("line", start.line);
            // Columns are taken within one line only.
            if start.line == end.line {
                command = command.number("col", start.column);
            }
            command = command.number("endLine", end.line);
            if start.line == end.line {
                command = command.number("endColumn", end.column);
            }
        }
    }
    command.property("title", &diagnostic.rule).says(&message(diagnostic))
}

/// Writes the message with the place in it: the log of a run shows nothing else.
fn message(diagnostic: &Diagnostic) -> String {
    let sentences = sentences(diagnostic, "\n");
    if diagnostic.source.is_empty() {
        return sentences;
    }
    format!("{}: {sentences}", place(diagnostic, diagnostic.span))
}
