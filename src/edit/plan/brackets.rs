//! The text that goes with entries of a mapping in braces, or with items of a list in brackets: their commas, and the
//! lines that they have to themselves.

use super::removal::{Extent, Removal};
use crate::place::Layout;
use portico_manifest::{Node, Span};

impl<'t> Removal<'_, 't> {
    pub(crate) fn remove_in_brackets(&mut self, collection: Node<'_, 't>, entries: &[Extent]) {
        let span = collection.span();
        let commas = self.commas(span, entries);
        let mut cuts = Vec::new();
        let mut bound = span.start;
        for (entry, &comma) in entries.iter().zip(&commas) {
            let stop = comma.map_or(entry.end, |comma| comma + 1);
            if entry.goes {
                cuts.push(self.cut_of(span, *entry, comma, bound));
            }
            bound = stop;
        }
        let Some(last) = entries.iter().rposition(|entry| !entry.goes) else {
            self.empty_brackets(collection, &cuts);
            return;
        };
        if last + 1 < entries.len()
            && commas[entries.len() - 1].is_none()
            && let Some(comma) = commas[last]
        {
            // The last entry that stays has no comma after it, as before.
            cuts.push(Span { start: comma, end: comma + 1 });
            let next = entries[last + 1];
            let gap = Span { start: comma + 1, end: next.start }.of(self.layout.stream);
            if gap.trim().is_empty() && !self.has_own_lines(span, next, commas[last + 1]) {
                let before = Span { start: entries[last].end, end: comma };
                let is_written = !self.layout.stream[..before.start].ends_with(':');
                let joins = is_written && before.of(self.layout.stream).trim().is_empty();
                cuts.push(Span { start: if joins { before.start } else { comma }, end: next.start });
            }
        }
        self.cut_all(&cuts);
    }

    /// Leaves `{}` or `[]`, with only those comments that belong to no removed entry.
    fn empty_brackets(&mut self, collection: Node<'_, 't>, cuts: &[Span]) {
        let span = collection.span();
        // A pair in brackets is a mapping without braces: `[a: 1]`.
        let is_enclosed = collection.is_sequence() || span.of(self.layout.stream).starts_with('{');
        let inside = Span { start: span.start + 1, end: span.end.saturating_sub(1) };
        if is_enclosed && !self.layout.is_blank_without(inside, cuts) {
            self.cut_all(cuts);
            return;
        }
        self.insert(span.start, nothing(collection));
        self.cut(span.start, span.end);
    }

    /// Gives the cut of an entry, with the comma after it.
    fn cut_of(&self, mapping: Span, entry: Extent, comma: Option<usize>, bound: usize) -> Span {
        let layout = &self.layout;
        let stop = comma.map_or(entry.end, |comma| comma + 1);
        if self.has_own_lines(mapping, entry, comma) {
            return Span { start: layout.comments_above(entry.start, bound), end: layout.next_line(stop) };
        }
        let rest = &layout.stream[stop..layout.line_end(stop)];
        let after = rest.trim_start_matches([' ', '\t']);
        if comma.is_some() && !after.is_empty() && !after.starts_with(['#', '}', ']']) {
            return Span { start: entry.start, end: stop + rest.len() - after.len() };
        }
        let start = if layout.starts_line(entry.start) { entry.start } else { layout.before_blanks(entry.start) };
        Span { start, end: stop }
    }

    /// Whether nothing but an entry, its comma and comments is on its lines.
    fn has_own_lines(&self, mapping: Span, entry: Extent, comma: Option<usize>) -> bool {
        let stop = comma.map_or(entry.end, |comma| comma + 1);
        let after = self.layout.stream[stop..self.layout.line_end(stop)].trim_start();
        self.layout.starts_line(entry.start)
            && entry.start > mapping.start
            && (after.is_empty() || after.starts_with('#'))
    }

    /// Finds the comma after each entry, where there is one.
    fn commas(&self, mapping: Span, entries: &[Extent]) -> Vec<Option<usize>> {
        let starts = entries.iter().skip(1).map(|entry| entry.start).chain([mapping.end]);
        entries.iter().zip(starts).map(|(entry, next)| self.layout.comma(entry.end, next)).collect()
    }
}

/// Writes a collection of which nothing is left.
pub(crate) fn nothing(collection: Node<'_, '_>) -> &'static str {
    if collection.is_sequence() { "[]" } else { "{}" }
}

impl Layout<'_> {
    /// Finds the comma between the end of a value and what comes next.
    fn comma(&self, end: usize, next: usize) -> Option<usize> {
        let bytes = self.stream.as_bytes();
        let mut at = end;
        while at < next {
            match bytes[at] {
                b',' => return Some(at),
                b'#' => at = self.line_end(at),
                b' ' | b'\t' | b'\n' | b'\r' | b':' => at += 1,
                _ => return None,
            }
        }
        None
    }
}
