//! Diagnostics to text: one file a form.

mod human;
mod json;

use crate::diagnostic::Source;
use crate::validate::Report;

/// A form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people: the line, a caret below the place, the reason, the fix.
    Human {
        /// Whether to colour the text with ANSI escape sequences.
        color: bool,
        /// Whether to end with the summary.
        summary: bool,
    },
    /// One JSON object.
    Json,
}

/// Writes a report as text. `sources` are those that its diagnostics name.
#[must_use]
pub fn present(sources: &[Source], report: &Report, format: Format) -> String {
    match format {
        Format::Human { color, summary } => human::write(sources, report, color, summary),
        Format::Json => json::write(report),
    }
}
