//! Diagnostics for people: what is wrong, the line with a caret below the place, why it matters, what to do.

use super::paint::Paint;
use super::printable::{in_one_line, printable};
use super::{fix_diff, frame, place};
use crate::diagnostic::{Diagnostic, Document, Source};
use crate::validate::{Report, Summary};

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
    let paint = Paint { color };
    let source = sources.iter().find(|source| source.name == diagnostic.source);
    let title = format!("{}[{}]", diagnostic.severity.word(), diagnostic.rule);
    let message = printable(&diagnostic.message).replace('\n', &format!("\n{:1$}", "", title.len() + 2));
    let mut text = paint.severity(diagnostic.severity, &title) + &paint.strong(&format!(": {message}"));

    let (excerpt, width) = match source.zip(diagnostic.span) {
        Some((source, span)) => frame::draw(&source.text, span, &paint),
        None => (String::new(), 0),
    };
    if !diagnostic.source.is_empty() {
        let place = place(diagnostic, source.and(diagnostic.span));
        let arrow = paint.edge(&format!("{:width$}-->", ""));
        text.push_str(&format!("\n{arrow} {place}"));
    }
    text.push_str(&excerpt);
    let notes = notes(diagnostic);
    if !notes.is_empty() && !excerpt.is_empty() {
        text.push_str(&format!("\n{}", paint.edge(&format!("{:width$} |", ""))));
    }
    for (name, note) in notes {
        let note = note.replace('\n', &format!("\n{:1$}", "", width + name.len() + 5));
        text.push_str(&format!("\n{} {}: {note}", paint.edge(&format!("{:width$} =", "")), paint.strong(name)));
    }
    if let Some(source) = source {
        for fix in &diagnostic.fixes {
            text.push('\n');
            text.push_str(&fix_diff::write(fix, source, &paint));
        }
    }
    text
}

/// What is said below the place, under its name.
fn notes(diagnostic: &Diagnostic) -> Vec<(&'static str, String)> {
    let object = diagnostic.document.as_ref().and_then(Document::object_name);
    let said = [
        ("in", object.map(|object| in_one_line(&object)).unwrap_or_default()),
        ("why", printable(&diagnostic.why)),
        ("help", printable(&diagnostic.help)),
    ];
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
