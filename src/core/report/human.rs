//! Diagnostics for people: what is wrong, the line with a caret below the place, why it matters, what to do.

use super::fix_diff;
use super::printable::{in_one_line, printable};
use crate::diagnostic::{Diagnostic, Document, Severity, Source, Span};
use crate::validate::{Report, Summary};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::ops::Range;

/// Lines shown before and after the place.
const CONTEXT_LINES: usize = 1;
/// The most of a text that is shown for one place; lines of a minified file can be of any length.
const MOST_SHOWN: usize = 4096;

/// Every diagnostic as a block of its own, then the summary.
pub(super) fn write(sources: &[Source], report: &Report, color: bool, summary: bool) -> String {
    let mut text = String::new();
    for diagnostic in &report.diagnostics {
        text.push_str(&block(sources, diagnostic, color));
        text.push_str("\n\n");
    }
    if summary {
        text.push_str(&sentence(&report.summary));
    } else if text.ends_with("\n\n") {
        text.pop();
    }
    text
}

/// One diagnostic, without a line feed at its end.
pub(super) fn block(sources: &[Source], diagnostic: &Diagnostic, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let source = sources.iter().find(|source| source.name == diagnostic.source);
    let mut text = renderer.render(&[group(diagnostic, source)]);
    if let Some(source) = source {
        for fix in &diagnostic.fixes {
            text.push('\n');
            text.push_str(&fix_diff::write(fix, source, color));
        }
    }
    text
}

fn group<'a>(diagnostic: &'a Diagnostic, source: Option<&'a Source>) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level.primary_title(printable(&diagnostic.message)).id(diagnostic.rule.as_str());
    let mut group = Group::with_title(title);
    match source.zip(diagnostic.span) {
        Some((source, span)) => {
            let place = range(&source.text, span);
            let (shown, first_line) = excerpt(&source.text, &place, span.start.line);
            let annotation =
                AnnotationKind::Primary.span(place.start - shown.start..place.end.min(shown.end) - shown.start);
            let snippet = Snippet::source(&source.text[shown]).line_start(first_line).path(in_one_line(&source.name));
            group = group.element(snippet.annotation(annotation));
        }
        None if !diagnostic.source.is_empty() => {
            group = group.element(Origin::path(in_one_line(&diagnostic.source)));
        }
        None => {}
    }
    if let Some(object) = diagnostic.document.as_ref().and_then(Document::object_name) {
        group = group.element(Level::NOTE.with_name("in").message(in_one_line(&object)));
    }
    if !diagnostic.why.is_empty() {
        group = group.element(Level::NOTE.with_name("why").message(printable(&diagnostic.why)));
    }
    if !diagnostic.help.is_empty() {
        group = group.element(Level::HELP.message(printable(&diagnostic.help)));
    }
    group
}

/// The lines around a place, as a range of the text, and the number of the first.
fn excerpt(text: &str, place: &Range<usize>, line: u32) -> (Range<usize>, usize) {
    let mut start = line_start(text, place.start);
    let mut line = line as usize;
    for _ in 0..CONTEXT_LINES {
        if start > 0 && place.start - line_start(text, start - 1) < MOST_SHOWN / 2 {
            start = line_start(text, start - 1);
            line = line.saturating_sub(1);
        }
    }
    let floor = place.start.saturating_sub(MOST_SHOWN / 2);
    if start < floor {
        start = text.ceil_char_boundary(floor);
    }
    let ceiling = text.floor_char_boundary(place.start + MOST_SHOWN / 2);
    let mut end = line_end(text, place.end.min(ceiling));
    for _ in 0..CONTEXT_LINES {
        end = line_end(text, (end + 1).min(text.len()));
    }
    (start..end.min(ceiling), line)
}

/// A place as a range of a text, whatever the text.
fn range(text: &str, span: Span) -> Range<usize> {
    let start = text.floor_char_boundary(span.start.offset as usize);
    start..text.floor_char_boundary(span.end.offset as usize).max(start)
}

fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind('\n').map_or(0, |line_feed| line_feed + 1)
}

fn line_end(text: &str, offset: usize) -> usize {
    text[offset..].find('\n').map_or(text.len(), |line_feed| offset + line_feed)
}

fn plural(kind: &str) -> String {
    if kind.ends_with('s') { kind.to_owned() } else { format!("{kind}s") }
}

fn sentence(summary: &Summary) -> String {
    let counted = |number: u32, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
    let mut text = format!(
        "{}, {}, {}",
        counted(summary.errors, "error", "errors"),
        counted(summary.warnings, "warning", "warnings"),
        counted(summary.infos, "piece of advice", "pieces of advice"),
    );
    if summary.suppressed > 0 {
        text.push_str(&format!(", {} suppressed", summary.suppressed));
    }
    let mut seen: Vec<String> = summary
        .recognized
        .iter()
        .map(|recognized| counted(recognized.count, &recognized.kind, &plural(&recognized.kind)))
        .collect();
    if summary.ignored > 0 {
        seen.push(format!("{} ignored", summary.ignored));
    }
    if summary.unreadable > 0 {
        seen.push(format!("{} unreadable", summary.unreadable));
    }
    if !seen.is_empty() {
        text.push_str(&format!("; read: {}", seen.join(", ")));
    }
    if !summary.targets.is_empty() {
        text.push_str(&format!("; for {}", summary.targets.join(", ")));
    }
    text.push_str(".\n");
    text
}
