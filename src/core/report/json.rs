//! Diagnostics as one JSON object, for programs.

use crate::validate::Report;

/// The report as indented JSON that ends with a line feed.
pub(super) fn write(report: &Report) -> String {
    serde_json::to_string_pretty(report).unwrap_or_default() + "\n"
}
