//! Reports for people, and whether a run succeeds by its summary.

use crate::streams::say;
use portico_core::finding::{Diagnostic, Source};
use portico_core::report::{Format, present};
use portico_core::validate::{Report, Summary, summarize};
use std::io::Write;

/// The report for people, without a summary and without colours: Helm is between the module and a terminal.
pub fn written(sources: &[Source], diagnostics: Vec<Diagnostic>) -> (String, Report) {
    let report = summarize(diagnostics);
    (present(sources, &report, Format::Human { color: false, summary: false }), report)
}

/// Says the diagnostics that come with a result, if there are any.
pub fn tell(talk: &mut dyn Write, sources: &[Source], diagnostics: Vec<Diagnostic>) {
    if !diagnostics.is_empty() {
        say(talk, &written(sources, diagnostics).0);
    }
}

/// Whether the judged input is in order; warnings may be denied.
pub fn is_right(summary: &Summary, deny_warnings: bool) -> bool {
    summary.unreadable == 0 && summary.errors == 0 && !(deny_warnings && summary.warnings > 0)
}
