//! Diagnostics for people: what is wrong, the line with a caret below the place, why it matters, what to do.

use super::paint::Paint;
use super::texts::{Text, Texts};
use super::{fix_diff, frame, place};
use crate::finding::{Diagnostic, Document};
use crate::report::{Report, Summary};
use portico_text::TerminalText;

/// Writes every diagnostic as a block of its own, then the summary.
pub(super) fn write(texts: &Texts<'_>, report: &Report, color: bool, summary: bool) -> String {
    let mut text = String::new();
    for (place, diagnostic) in report.diagnostics.iter().enumerate() {
        text.push_str(block(texts.of(place), diagnostic, color).as_str());
        text.push_str("\n\n");
    }
    if summary {
        text.push_str(&sentence(&report.summary));
    } else if text.ends_with("\n\n") {
        text.pop();
    }
    text
}

/// Writes one diagnostic of a text, without a line feed at its end.
pub(super) fn block(source: Option<&Text<'_>>, diagnostic: &Diagnostic, color: bool) -> TerminalText {
    let paint = Paint { color };
    let title = TerminalText::own(diagnostic.severity.word()).and("[").and(line(&diagnostic.rule)).and("]");
    let message = paint.strong(TerminalText::own(": ").and(line(&diagnostic.message)));
    let mut text = paint.severity(diagnostic.severity, title).and(message);

    let (excerpt, width) = match source.zip(diagnostic.span) {
        Some((source, span)) => frame::draw(source, span, &paint),
        None => (TerminalText::default(), 0),
    };
    if !diagnostic.source.is_empty() {
        let place = place(diagnostic, source.and(diagnostic.span));
        text.push("\n");
        text.push(paint.edge(TerminalText::blank(width).and("-->")));
        text.push(TerminalText::own(" ").and(line(&place)));
    }
    let notes = notes(diagnostic);
    let has_gap = !notes.is_empty() && !excerpt.is_empty();
    text.push(excerpt);
    if has_gap {
        text.push("\n");
        text.push(paint.edge(TerminalText::blank(width).and(" |")));
    }
    for (name, note) in notes {
        text.push("\n");
        text.push(paint.edge(TerminalText::blank(width).and(" =")));
        text.push(TerminalText::own(" ").and(paint.strong(name)).and(": "));
        text.push(TerminalText::lines(&note, width + name.len() + 5));
    }
    if let Some(source) = source {
        for fix in &diagnostic.fixes {
            text.push("\n");
            text.push(fix_diff::write(fix, source, &paint));
        }
    }
    text
}

fn line(text: &str) -> TerminalText {
    TerminalText::line(text)
}

/// Gives the notes below the place, each under its name: the object, the reason and the help, where they aren't
/// empty.
fn notes(diagnostic: &Diagnostic) -> Vec<(&'static str, String)> {
    let object = diagnostic.document.as_ref().and_then(Document::object_name);
    let object = object.map(|object| portico_text::line(&object)).unwrap_or_default();
    let said = [("in", object), ("why", diagnostic.why.clone()), ("help", diagnostic.help.clone())];
    said.into_iter().filter(|(_, text)| !text.is_empty()).collect()
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
        counted(summary.infos, "info", "infos"),
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
