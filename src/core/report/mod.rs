//! Diagnostics with their counts, and as text: one file for each format.
//!
//! Every text of a stranger goes through the writer for its place, in `portico-text`. The rules decide what is wrong,
//! and the surfaces whether a run has failed.

mod fix_diff;
mod frame;
mod github;
mod human;
mod json;
mod junit;
mod lines;
mod paint;
mod sarif;
mod summary;
mod texts;

#[cfg(test)]
mod tests;

pub(crate) use summary::counted;
pub use summary::{Recognized, Summary};

use crate::finding::{Diagnostic, Source, Span};
use portico_text::line;
use serde::Serialize;
use texts::{Text, Texts};

/// Everything that was found.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// In the order of the sources, and of the text within each.
    pub diagnostics: Vec<Diagnostic>,
    /// The counts.
    pub summary: Summary,
    /// The report as text: one for each format that was asked for, in that order.
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub texts: Vec<String>,
}

impl Report {
    /// Counts diagnostics.
    #[must_use]
    pub fn of(diagnostics: Vec<Diagnostic>) -> Self {
        Self { summary: Summary::of(&diagnostics), diagnostics, texts: Vec::new() }
    }

    /// Joins the reports of several groups of sources; the texts are left out.
    pub(crate) fn joined(reports: impl IntoIterator<Item = Self>) -> Self {
        let mut whole = Self::default();
        for Self { diagnostics, summary, .. } in reports {
            whole.diagnostics.extend(diagnostics);
            whole.summary.add(summary);
        }
        whole
    }

    /// Writes the report in several formats. `sources` are those that were judged, and the others that its diagnostics
    /// name.
    pub(crate) fn written(mut self, sources: &[&Source], formats: &[Format]) -> Self {
        self.texts = formats.iter().map(|format| present(sources, &self, *format)).collect();
        self
    }
}

/// A format of a report as text.
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
    /// A SARIF 2.1.0 log, for code scanning and editors.
    Sarif,
    /// JUnit XML, for the test reports of continuous integration.
    Junit,
    /// Commands that a GitHub workflow shows as annotations.
    Github,
}

/// Writes a report as text. `sources` are those that were judged, and the others that its diagnostics name.
#[must_use]
pub fn present(sources: &[&Source], report: &Report, format: Format) -> String {
    let texts = || Texts::new(sources, &report.diagnostics);
    match format {
        Format::Human { color, summary } => human::write(&texts(), report, color, summary),
        Format::Json => json::write(report),
        Format::Sarif => sarif::write(&texts(), report),
        Format::Junit => junit::write(&texts(), report),
        Format::Github => github::write(&texts(), report),
    }
}

/// The name of standard input in diagnostics.
const STANDARD_INPUT: &str = "-";

/// Writes a source and a place in it as one line, escaped already, with the chart's file that the object there was rendered from.
fn place(diagnostic: &Diagnostic, span: Option<Span>) -> String {
    let name = if diagnostic.source == STANDARD_INPUT { "standard input" } else { &diagnostic.source };
    let mut text = line(name);
    if let Some(Span { start, .. }) = span {
        text.push_str(&format!(":{}:{}", start.line, start.column));
    }
    if let Some(template) = diagnostic.document.as_ref().and_then(|document| document.template.as_ref()) {
        text.push_str(&format!(" ({})", line(template)));
    }
    text
}

/// Whether the diagnostic is about a text, and not about a flag, which has a name but is no file.
fn is_in_text(diagnostic: &Diagnostic, text: Option<&Text<'_>>) -> bool {
    diagnostic.span.is_some() || text.is_some()
}

/// Whether a text of this name is a file that other programs can find.
fn is_file(name: &str) -> bool {
    !name.is_empty() && name != STANDARD_INPUT
}

/// Joins the message, the reason and the help of a diagnostic as sentences, with `between` between them.
fn sentences(diagnostic: &Diagnostic, between: &str) -> String {
    let mut text = diagnostic.message.clone();
    if !text.ends_with(['.', '!', '?']) && !text.is_empty() {
        text.push('.');
    }
    for sentence in [&diagnostic.why, &diagnostic.help] {
        if !sentence.is_empty() {
            text.push_str(between);
            text.push_str(sentence);
        }
    }
    text
}
