//! The text that goes with entries of a block mapping or items of a block list: their lines, and the comments that are
//! about them alone.

use serde_json::{Map, Value};

use super::Plan;
use super::brackets::nothing;
use super::removal::{Extent, Removal, united};
use super::surplus::is_surplus;
use crate::place::{Layout, Slot, entry_end};
use portico_manifest::{Node, Span};

impl<'t> Removal<'_, 't> {
    pub(crate) fn remove_lines<'d>(&mut self, slot: Slot<'d, 't>, collection: Node<'d, 't>, entries: &[Extent]) {
        let Some(stays) = entries.iter().position(|entry| !entry.goes) else {
            self.empty(slot, collection, entries);
            return;
        };
        let mut cuts = self.lines_of(entries);
        let first = entries[0];
        if first.goes && !self.layout.starts_line(first.start) {
            // It stands on the line of a dash, which stays.
            let kept = entries[stays].start;
            let below = self.layout.next_line(first.end);
            if self.layout.is_blank_without(Span { start: below, end: kept }, &cuts) {
                cuts.push(Span { start: first.start, end: kept });
            } else {
                let start = self.layout.before_blanks(first.start);
                cuts.push(Span { start, end: self.layout.line_end(first.end) });
            }
        }
        self.cut_all(&cuts);
    }

    /// Leaves `{}` or `[]`: at its key, or where its first entry was.
    fn empty<'d>(&mut self, slot: Slot<'d, 't>, collection: Node<'d, 't>, entries: &[Extent]) {
        let cuts = self.lines_of(entries);
        if let Slot::Value { .. } = slot {
            if let Some(lead) = self.layout.lead(slot, collection) {
                self.insert(lead, if collection.is_sequence() { " []" } else { " {}" });
                self.cut_all(&cuts);
            }
            return;
        }
        let first = entries[0];
        let line_end = self.layout.line_end(first.end);
        let line_start = self.layout.line_start(first.start);
        self.insert(first.start, nothing(collection));
        self.cut(first.start, line_end);
        for cut in cuts {
            self.cut(cut.start, cut.end.min(line_start));
            self.cut(cut.start.max(self.layout.next_line(line_end)), cut.end);
        }
    }

    /// Gives the lines of the entries that go, with their comments; of an entry on the line of a dash only those below
    /// that line.
    fn lines_of(&self, entries: &[Extent]) -> Vec<Span> {
        let mut bound = 0;
        let mut cuts = Vec::new();
        for entry in entries {
            if entry.goes {
                let end = self.layout.below(entry.end, self.layout.column(entry.start));
                let start = if self.layout.starts_line(entry.start) {
                    self.layout.comments_above(entry.start, bound)
                } else {
                    self.layout.next_line(entry.end)
                };
                cuts.push(Span { start, end });
            }
            bound = entry.end;
        }
        united(cuts)
    }

    pub(crate) fn cut_all(&mut self, cuts: &[Span]) {
        for cut in cuts {
            self.cut(cut.start, cut.end);
        }
    }
}

impl<'d, 't> Plan<'_, 'd, 't> {
    /// Removes the comments below a mapping that belong to its last entry when that must go: added entries come between
    /// the two, so that nobody could tell later.
    pub(crate) fn remove_comments_below(&mut self, mapping: Node<'d, 't>, desired: &Map<String, Value>) {
        let Some(last) = mapping.own_entries().last() else {
            return;
        };
        if mapping.is_flow() || last.key.is_merge_key() || !is_surplus(last.key, desired) {
            return;
        }
        let end = entry_end(&last);
        let start = self.layout.next_line(end);
        let below = self.layout.below(end, self.layout.column(mapping.span().start));
        if below == self.layout.bounds.end && !self.layout.stream[..below].ends_with(['\n', '\r']) {
            self.edit(Span { start: self.layout.line_end(end), end: below }, String::new());
        } else {
            self.edit(Span { start, end: below }, String::new());
        }
    }
}

impl Layout<'_> {
    /// Gives the start of the first comment line that belongs to an entry which starts a line, or of that line. A line
    /// that starts before the bound is no comment.
    pub(crate) fn comments_above(&self, start: usize, bound: usize) -> usize {
        let column = self.column(start);
        let mut first = self.line_start(start);
        while let Some(end) = self.before_break(first) {
            let line = self.line_start(end);
            let text = &self.stream[line..end];
            let indented = text.len() - text.trim_start_matches([' ', '\t']).len();
            if line < bound || indented != column || !text[indented..].starts_with('#') {
                break;
            }
            first = line;
        }
        first
    }

    /// Gives the start of the line below an entry and the comment lines there that are indented deeper than its key.
    fn below(&self, end: usize, column: usize) -> usize {
        let mut done = self.next_line(end);
        let mut at = done;
        while at < self.bounds.end {
            let text = &self.stream[at..self.line_end(at)];
            let indented = text.len() - text.trim_start_matches([' ', '\t']).len();
            let is_comment = text[indented..].starts_with('#') && indented > column;
            if !is_comment && indented < text.len() {
                break;
            }
            at = self.next_line(at);
            if is_comment {
                done = at;
            }
        }
        done
    }
}
