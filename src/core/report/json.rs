//! Diagnostics as one JSON object, for programs.

use crate::validate::Report;
use portico_text::visible_json;

/// Writes the report as indented JSON that ends with a line feed.
pub(super) fn write(report: &Report) -> String {
    visible_json(&serde_json::to_string_pretty(report).unwrap_or_default()) + "\n"
}
