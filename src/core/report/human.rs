//! Diagnostics for people: what is wrong, the line with a caret below the place, why it matters, what to do.

use crate::diagnostic::{Diagnostic, Document, Fix, Severity, Source, Span};
use crate::validate::{Report, Summary};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};
use std::ops::Range;

/// Lines shown before and after the place.
const CONTEXT_LINES: usize = 1;
/// The most of a text that is shown for one place; lines of a minified file can be of any length.
const MOST_SHOWN: usize = 4096;

/// Every diagnostic as a block of its own, then the summary.
pub(super) fn write(sources: &[Source], report: &Report, color: bool, summary: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for diagnostic in &report.diagnostics {
        let source = sources.iter().find(|source| source.name == diagnostic.source);
        text.push_str(&renderer.render(&groups(diagnostic, source)));
        text.push_str("\n\n");
    }
    if summary {
        text.push_str(&sentence(&report.summary));
    } else if text.ends_with("\n\n") {
        text.pop();
    }
    text
}

fn groups<'a>(diagnostic: &'a Diagnostic, source: Option<&'a Source>) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level.primary_title(printable(&diagnostic.message)).id(diagnostic.rule.as_str());
    let mut group = Group::with_title(title);
    match source.zip(diagnostic.span) {
        Some((source, span)) => {
            let (shown, first_line) = excerpt(&source.text, span);
            let place = within(&shown, span);
            let annotation = AnnotationKind::Primary.span(place);
            let snippet = Snippet::source(&source.text[shown]).line_start(first_line).path(printable(&source.name));
            group = group.element(snippet.annotation(annotation));
        }
        None if !diagnostic.source.is_empty() => {
            group = group.element(Origin::path(printable(&diagnostic.source)));
        }
        None => {}
    }
    if let Some(object) = diagnostic.document.as_ref().and_then(object_name) {
        group = group.element(Level::NOTE.with_name("in").message(printable(&object)));
    }
    if !diagnostic.why.is_empty() {
        group = group.element(Level::NOTE.with_name("why").message(printable(&diagnostic.why)));
    }
    if !diagnostic.help.is_empty() {
        group = group.element(Level::HELP.message(printable(&diagnostic.help)));
    }
    let mut groups = vec![group];
    if let Some(source) = source {
        groups.extend(diagnostic.fixes.iter().filter_map(|fix| suggestion(fix, source)));
    }
    groups
}

/// What a Kubernetes object is called: in a rendered stream a line says little.
fn object_name(document: &Document) -> Option<String> {
    let kind = document.kind.as_ref()?;
    let name = document.name.as_ref()?;
    Some(match &document.namespace {
        Some(namespace) => format!("{kind} {namespace}/{name}"),
        None => format!("{kind} {name}"),
    })
}

/// A fix as the lines that it would leave.
fn suggestion<'a>(fix: &'a Fix, source: &'a Source) -> Option<Group<'a>> {
    let first = fix.edits.first()?.span;
    let last = fix.edits.last()?.span;
    let (shown, first_line) = excerpt(&source.text, Span { start: first.start, end: last.end });
    let inside = |span: &Span| span.start.offset as usize >= shown.start && span.end.offset as usize <= shown.end;
    if !fix.edits.iter().all(|edit| inside(&edit.span)) {
        return None;
    }
    let patches = fix.edits.iter().map(|edit| Patch::new(within(&shown, edit.span), printable(&edit.replacement)));
    let snippet = Snippet::source(&source.text[shown.clone()]).line_start(first_line).patches(patches);
    Some(Level::HELP.secondary_title(printable(&fix.title)).element(snippet))
}

/// The lines around a place, as a range of the text, and the number of the first.
fn excerpt(text: &str, span: Span) -> (Range<usize>, usize) {
    let place = (span.start.offset as usize).min(text.len());
    let mut start = line_start(text, place);
    let mut line = span.start.line as usize;
    for _ in 0..CONTEXT_LINES {
        if start > 0 && place - line_start(text, start - 1) < MOST_SHOWN / 2 {
            start = line_start(text, start - 1);
            line -= 1;
        }
    }
    let floor = place.saturating_sub(MOST_SHOWN / 2);
    if start < floor {
        start = text.ceil_char_boundary(floor);
    }
    let ceiling = text.floor_char_boundary((place + MOST_SHOWN / 2).min(text.len()));
    let mut end = line_end(text, (span.end.offset as usize).clamp(place, ceiling));
    for _ in 0..CONTEXT_LINES {
        end = line_end(text, (end + 1).min(text.len()));
    }
    (start..end.min(ceiling), line)
}

/// A place as a range of what is shown: its first line, so that carets stay readable.
fn within(shown: &Range<usize>, span: Span) -> Range<usize> {
    let start = (span.start.offset as usize).clamp(shown.start, shown.end) - shown.start;
    let end = (span.end.offset as usize).clamp(shown.start, shown.end) - shown.start;
    start..end.max(start)
}

fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind('\n').map_or(0, |line_feed| line_feed + 1)
}

fn line_end(text: &str, offset: usize) -> usize {
    text[offset..].find('\n').map_or(text.len(), |line_feed| offset + line_feed)
}

/// A text without characters that a terminal would obey.
fn printable(text: &str) -> String {
    let is_safe = |letter: char| {
        letter == '\n'
            || !(letter.is_control()
                || ('\u{202a}'..='\u{202e}').contains(&letter)
                || ('\u{2066}'..='\u{2069}').contains(&letter))
    };
    let mut clean = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_safe(letter) {
            clean.push(letter);
        } else {
            clean.extend(letter.escape_unicode());
        }
    }
    clean
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
