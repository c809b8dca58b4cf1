//! The removal of entries and items from a text: surplus entries of exact mappings, or those that a path names. The
//! text that goes with an entry is worked out in `lines.rs` and `brackets.rs`, whether it may be removed in
//! `surplus.rs`.

use serde_json::Value;

use super::surplus::surplus;
use crate::block_texts::BlockTexts;
use crate::goal::{Exact, Goal};
use crate::ground::Ground;
use crate::place::{Layout, Slot, descend, entry_end};
use crate::{Edit, sort};
use portico_manifest::{Entry, Node, NodeKind, Span, sort_by};

/// Gives the edits that remove surplus entries; nothing when the goal's place isn't there.
pub(crate) fn surplus_edits(ground: &Ground<'_, '_>, goal: &Goal<'_>) -> Option<Vec<Edit>> {
    let (slot, node) = descend(ground.document.root()?, goal.start).ok()?;
    let mut removal = Removal::of(ground);
    removal.walk(slot, node, &goal.desired, &goal.exact());
    Some(removal.finish())
}

/// The cuts and insertions so far.
pub(crate) struct Removal<'g, 't> {
    pub(crate) layout: Layout<'t>,
    block_texts: &'g BlockTexts,
    cuts: Vec<Span>,
    insertions: Vec<(usize, &'static str)>,
}

impl<'g, 't> Removal<'g, 't> {
    pub(crate) fn of(ground: &'g Ground<'_, 't>) -> Self {
        let layout = ground.layout.clone();
        Self { layout, block_texts: &ground.block_texts, cuts: Vec::new(), insertions: Vec::new() }
    }

    fn walk<'d>(&mut self, slot: Slot<'d, 't>, node: Node<'d, 't>, desired: &Value, exact: &Exact<'_>) {
        let Value::Object(entries) = desired else {
            return;
        };
        if node.kind() != NodeKind::Mapping || exact.is_nowhere() {
            return;
        }
        if exact.is_here() {
            let gone = surplus(node, entries);
            if !gone.is_empty() {
                self.remove(slot, node, &gone);
            }
        }
        for (key, value) in entries {
            if let Some(Entry { key: written, value: inside, merged: false }) = node.entry(key) {
                self.walk(Slot::Value { mapping: node, key: written }, inside, value, &exact.within(key));
            }
        }
    }

    fn remove<'d>(&mut self, slot: Slot<'d, 't>, mapping: Node<'d, 't>, gone: &[Entry<'d, 't>]) {
        // Both are in the order of the text.
        let mut rest = gone.iter().peekable();
        let entries: Vec<Extent> = mapping
            .own_entries()
            .map(|entry| {
                let goes = rest.next_if(|gone| gone.key == entry.key).is_some();
                Extent { start: self.layout.entry_start(entry.key), end: entry_end(&entry), goes }
            })
            .collect();
        self.remove_places(slot, mapping, &entries);
    }

    /// Removes those entries of a mapping or items of a list that go.
    pub(crate) fn remove_places<'d>(&mut self, slot: Slot<'d, 't>, collection: Node<'d, 't>, places: &[Extent]) {
        if collection.is_flow() {
            self.remove_in_brackets(collection, places);
        } else {
            self.remove_lines(slot, collection, places);
        }
    }

    pub(crate) fn cut(&mut self, start: usize, end: usize) {
        if start < end {
            self.cuts.push(Span { start, end });
        }
    }

    pub(crate) fn insert(&mut self, at: usize, text: &'static str) {
        self.insertions.push((at, text));
    }

    pub(crate) fn finish(self) -> Vec<Edit> {
        let Self { layout, block_texts: blocks, cuts, mut insertions } = self;
        let cuts = blocks.with_blank_lines(&layout, united(cuts));
        let mut edits: Vec<Edit> = cuts.into_iter().map(|span| Edit { span, replacement: String::new() }).collect();
        sort_by(&mut insertions, &Ord::cmp);
        let mut beside = Vec::new();
        for (at, text) in insertions {
            let next = edits.partition_point(|edit| edit.span.end < at);
            match edits.get_mut(next) {
                Some(edit) if edit.span.start <= at => edit.replacement.push_str(text),
                _ => beside.push(Edit { span: Span::empty(at), replacement: text.to_owned() }),
            }
        }
        // A text without a final line end keeps to that, where the line end before isn't needed.
        if let Some(last) = edits.last_mut()
            && last.span.end == layout.bounds.end
            && last.replacement.is_empty()
            && !last.span.of(layout.stream).ends_with(['\n', '\r'])
            && let Some(before) = layout.before_break(last.span.start)
            && !blocks.needs_line_end(before)
        {
            last.span.start = before;
        }
        edits.extend(beside);
        sort(&mut edits);
        edits
    }
}

/// The extent of an entry, from its key to the end of its value, or of an item, from its dash.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) goes: bool,
}

/// Sorts spans, and joins those that touch.
pub(crate) fn united(mut spans: Vec<Span>) -> Vec<Span> {
    sort_by(&mut spans, &Ord::cmp);
    let mut result: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match result.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => result.push(span),
        }
    }
    result
}
