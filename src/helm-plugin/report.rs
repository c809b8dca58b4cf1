//! Reports for people, and whether a run succeeds by its summary.

use crate::streams::say;
use portico_core::report::{Format, Report, Summary};
use std::io::Write;

/// The format of reports for people, without a summary and without colours: Helm is between the module and a terminal.
pub const FOR_PEOPLE: Format = Format::Human { color: false, summary: false };

/// Says a report that was asked for in the format for people, if anything was found.
pub fn tell(talk: &mut dyn Write, report: &Report) {
    if let (false, Some(text)) = (report.diagnostics.is_empty(), report.texts.first()) {
        say(talk, text);
    }
}

/// Whether the judged input is in order; warnings may be denied.
pub fn is_right(summary: &Summary, deny_warnings: bool) -> bool {
    summary.unreadable == 0 && summary.errors == 0 && !(deny_warnings && summary.warnings > 0)
}
