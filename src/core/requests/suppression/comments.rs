//! Suppressions in comments: `# portico: ignore <rule>: <reason>`, on a line above what they hold for or at its end.
//!
//! However many there are and however long a line is, each byte is looked at a bounded number of times.

use super::{Scope, Suppression, UseCounts};
use crate::finding::Document;
use crate::reading::subject::Subject;
use memchr::memmem;
use portico_manifest::{self as manifest, Node, ScalarStyle, Span, sort_by};

/// The first word of such a comment.
pub(super) const MARK: &str = "portico:";
/// The word after it.
const VERB: &str = "ignore";

/// A suppressing comment: the offsets of its `#`, of its line, and of the words after `ignore`.
struct SuppressingComment {
    start: usize,
    line: usize,
    words: usize,
}

/// Reads the suppressions in a document's comments. Text in a string or a block scalar is no comment.
pub(super) fn read<'t>(subject: &Subject<'_, 't>, found: &mut Vec<Suppression<'t>>) {
    let document = subject.document;
    let content = document.raw().content;
    let text = document.stream().get(..content.end).unwrap_or_default();
    let mut comments: Vec<SuppressingComment> = memmem::find_iter(content.of(text).as_bytes(), MARK)
        .filter_map(|mark| candidate(text, content.start, content.start + mark))
        .collect();
    if !comments.is_empty() {
        keep_comments(document, text, &mut comments);
    }
    if comments.is_empty() {
        return;
    }
    let mut place = super::place(subject, &[], content);
    // A comment isn't assigned to one of a list's objects.
    if !subject.prefix.is_empty() {
        let bare =
            |document: Document| Document { template: document.template, ..Document::bare(document.index as usize) };
        place.document = place.document.map(bare);
    }
    let mut below: Option<(usize, usize)> = None;
    for comment in comments.iter().rev() {
        let end = comment.words + line_end(text, comment.words);
        let words = text.get(comment.words..end).unwrap_or_default().trim();
        let (rule, reason) = words.split_at(words.find([' ', '\t', ':']).unwrap_or(words.len()));
        let reason = reason.trim_start().strip_prefix(':').unwrap_or_default().trim();
        let target = target(text, comment, end, below);
        below = Some((comment.line, target));
        let line = subject.input.span(Span::empty(target)).start.line;
        let span = Span { start: comment.start, end: text.get(..end).unwrap_or_default().trim_end().len() };
        let place = subject.input.locate(place.clone(), span);
        found.push(Suppression { rule, reason, scope: Scope::Line(line), place, use_counts: UseCounts::Unused });
    }
}

/// Reads a possible suppression around a mark; its line is found later.
fn candidate(text: &str, start: usize, mark: usize) -> Option<SuppressingComment> {
    let before = text.get(start..mark)?.trim_end_matches([' ', '\t']).strip_suffix('#')?;
    if !before.is_empty() && !before.ends_with([' ', '\t', '\n', '\r', '\u{feff}']) {
        return None;
    }
    let rest = text.get(mark + MARK.len()..)?.trim_start_matches([' ', '\t']).strip_prefix(VERB)?;
    let ends = rest.is_empty() || rest.starts_with([' ', '\t', ':', '\n', '\r']);
    ends.then(|| SuppressingComment { start: start + before.len(), line: 0, words: text.len() - rest.len() })
}

/// Drops comments that stand in a scalar or in another comment, and finds the lines of the rest.
fn keep_comments(document: &manifest::Document<'_>, text: &str, comments: &mut Vec<SuppressingComment>) {
    let mut scalars: Vec<Node<'_, '_>> = document.nodes().filter(|node| node.style().is_some()).collect();
    // Scalars are in the order of the text, except where several files were laid over each other.
    if !scalars.is_sorted_by_key(|scalar| scalar.span().start) {
        sort_by(&mut scalars, &|left, right| left.span().start.cmp(&right.span().start));
    }
    let mut scalars = scalars.into_iter().peekable();
    let mut last: Option<Node<'_, '_>> = None;
    let (mut searched, mut line) = (0, 0);
    let mut line_of_comment = None;
    comments.retain_mut(|comment| {
        let start = comment.start;
        while let Some(scalar) = scalars.next_if(|scalar| scalar.span().start <= start) {
            last = Some(scalar);
        }
        let since = text.get(searched..start).unwrap_or_default();
        line = since.rfind(['\n', '\r']).map_or(line, |line_feed| searched + line_feed + 1);
        searched = start;
        let clear_from = match last {
            Some(scalar) if start < scalar.span().end => {
                // Behind `|` or `>` a comment may stand, on that line alone.
                let is_block = matches!(scalar.style(), Some(ScalarStyle::Literal | ScalarStyle::Folded));
                if !is_block || scalar.span().start < line {
                    return false;
                }
                scalar.span().start
            }
            Some(scalar) => line.max(scalar.span().end),
            None => line,
        };
        if line_of_comment == Some(line) {
            return false;
        }
        line_of_comment = Some(line);
        comment.line = line;
        let between = text.get(clear_from..start).unwrap_or_default();
        !(between.starts_with('#') || between.contains(" #") || between.contains("\t#"))
    });
}

/// Gives an offset in the line that a comment holds for: its own line if content stands before it, else the next that
/// is no comment. `below` holds the line and the target of the next suppression.
fn target(text: &str, comment: &SuppressingComment, end: usize, below: Option<(usize, usize)>) -> usize {
    let before = text.get(comment.line..comment.start).unwrap_or_default();
    if !before.trim_matches([' ', '\t', '\u{feff}']).is_empty() {
        return comment.start;
    }
    let mut place = end;
    loop {
        let rest = text.get(place..).unwrap_or_default();
        place += if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) };
        let next = text.get(place..).unwrap_or_default();
        let indented = next.trim_start_matches([' ', '\t']);
        if next.is_empty() || !indented.starts_with('#') {
            return place + (next.len() - indented.len());
        }
        if let Some((_, target)) = below.filter(|(line, _)| *line == place) {
            return target;
        }
        place += line_end(text, place);
    }
}

/// Gives the distance in bytes from a place to the end of its line.
fn line_end(text: &str, place: usize) -> usize {
    let rest = text.get(place..).unwrap_or_default();
    memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len())
}
