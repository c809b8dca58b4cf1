//! Diagnostics as one JSON object, for programs.

use super::{Report, Summary};
use crate::finding::Diagnostic;
use portico_text::visible_json;
use serde::Serialize;

/// The object: a report without its texts.
#[derive(Serialize)]
struct Document<'r> {
    diagnostics: &'r [Diagnostic],
    summary: &'r Summary,
}

/// Writes the report as indented JSON that ends with a line feed.
pub(super) fn write(report: &Report) -> String {
    let document = Document { diagnostics: &report.diagnostics, summary: &report.summary };
    visible_json(&serde_json::to_string_pretty(&document).unwrap_or_default()) + "\n"
}
