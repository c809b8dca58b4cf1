//! The layout of a document's text: columns, ends of lines, the place after a colon. Nothing here decides what is
//! written there.

use std::rc::Rc;

use crate::{EditErrorKind, Outcome, error};
use portico_manifest::{Document, Entry, Node, NodeKind, PathSegment, Span};

/// The place of a value in its document.
#[derive(Clone, Copy)]
pub(crate) enum Slot<'d, 't> {
    /// The value is the document.
    Root,
    /// It is the value of a key.
    Value { mapping: Node<'d, 't>, key: Node<'d, 't> },
    /// It is an item of a list.
    Item { sequence: Node<'d, 't> },
}

impl Slot<'_, '_> {
    /// Whether it stands inside brackets.
    pub(crate) fn is_flow(self) -> bool {
        match self {
            Self::Root => false,
            Self::Value { mapping, .. } => mapping.is_flow(),
            Self::Item { sequence } => sequence.is_flow(),
        }
    }
}

/// The text of a document and the way it is laid out.
#[derive(Clone)]
pub(crate) struct Layout<'t> {
    pub(crate) stream: &'t str,
    /// The span of the document's own bytes.
    pub(crate) bounds: Span,
    /// The end of its lines.
    pub(crate) line_end: &'static str,
    /// The columns by which a nested block is indented deeper.
    pub(crate) step: usize,
    /// The columns by which a list is indented deeper than its key.
    pub(crate) list_step: usize,
    /// The start of the document's first line.
    first_line: usize,
    /// The places of all its line feeds and carriage returns.
    breaks: Rc<[usize]>,
}

impl<'t> Layout<'t> {
    pub(crate) fn of(document: &Document<'t>) -> Self {
        let stream = document.stream();
        let bounds = document.raw().span;
        let line_end = line_end_of(bounds.of(stream)).or_else(|| line_end_of(stream));
        let first_line = stream[..bounds.start].rfind(['\n', '\r']).map_or(byte_order_mark(stream), |found| found + 1);
        let breaks = bounds.of(stream).match_indices(['\n', '\r']).map(|(at, _)| bounds.start + at).collect();
        let line_end = line_end.unwrap_or("\n");
        let mut layout = Self { stream, bounds, line_end, step: 2, list_step: 2, first_line, breaks };
        let step = layout.first_step(document, NodeKind::Mapping);
        layout.step = step.filter(|&step| step > 0).unwrap_or(layout.step);
        layout.list_step = layout.first_step(document, NodeKind::Sequence).unwrap_or(layout.step);
        layout
    }

    /// Measures how much deeper than its mapping the first block collection of a kind is indented.
    fn first_step(&self, document: &Document<'t>, kind: NodeKind) -> Option<usize> {
        document
            .nodes()
            .filter(|node| node.kind() == NodeKind::Mapping && !node.is_flow())
            .find_map(|mapping| {
                let column = self.column(mapping.span().start);
                let nested = mapping.own_entries().map(|entry| entry.value).find(|value| {
                    value.kind() == kind
                        && !value.is_flow()
                        && self.line_start(value.span().start) > mapping.span().start
                })?;
                self.column(nested.span().start).checked_sub(column)
            })
            .filter(|step| *step <= 16)
    }

    /// Gives the start of an offset's line, after a byte-order mark.
    pub(crate) fn line_start(&self, offset: usize) -> usize {
        let before = self.breaks_before(offset).checked_sub(1).map(|last| self.breaks[last] + 1);
        before.unwrap_or(self.first_line).min(offset)
    }

    /// Gives the end of an offset's line, before its line end.
    pub(crate) fn line_end(&self, offset: usize) -> usize {
        self.breaks.get(self.breaks_before(offset)).copied().unwrap_or(self.bounds.end.max(offset))
    }

    /// Counts the document's line feeds and carriage returns before an offset.
    fn breaks_before(&self, offset: usize) -> usize {
        self.breaks.partition_point(|&found| found < offset)
    }

    /// Gives the start of the line after an offset's, or the end of the text.
    pub(crate) fn next_line(&self, offset: usize) -> usize {
        let end = self.line_end(offset);
        let rest = &self.stream[end..self.bounds.end.max(end)];
        end + if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) }
    }

    /// Gives the end of the line before the one that starts here, before its line end.
    pub(crate) fn before_break(&self, line_start: usize) -> Option<usize> {
        let before = &self.stream[self.bounds.start..line_start.max(self.bounds.start)];
        let rest = before.strip_suffix("\r\n").or_else(|| before.strip_suffix(['\n', '\r']))?;
        Some(self.bounds.start + rest.len())
    }

    /// Gives the start of the spaces and tabs before an offset.
    pub(crate) fn before_blanks(&self, offset: usize) -> usize {
        self.stream[..offset].trim_end_matches([' ', '\t']).len()
    }

    /// Whether nothing but spaces and tabs is before an offset on its line.
    pub(crate) fn starts_line(&self, offset: usize) -> bool {
        let start = self.before_blanks(offset);
        start == byte_order_mark(self.stream) || self.stream[..start].ends_with(['\n', '\r'])
    }

    /// Whether only white space is left of a part of the text without these parts of it, which are
    /// in order.
    pub(crate) fn is_blank_without(&self, part: Span, cuts: &[Span]) -> bool {
        let mut done = part.start;
        for cut in cuts {
            let before = Span { start: done, end: cut.start.min(part.end) };
            if !before.of(self.stream).trim().is_empty() {
                return false;
            }
            done = done.max(cut.end);
        }
        Span { start: done, end: part.end }.of(self.stream).trim().is_empty()
    }

    /// Counts the characters before an offset on its line.
    pub(crate) fn column(&self, offset: usize) -> usize {
        self.stream[self.line_start(offset)..offset].chars().count()
    }

    pub(crate) fn same_line(&self, left: usize, right: usize) -> bool {
        self.line_start(left) == self.line_start(right)
    }

    /// Whether nothing but white space follows on the line.
    pub(crate) fn is_last(&self, offset: usize) -> bool {
        self.stream[offset..self.line_end(offset)].trim().is_empty()
    }

    /// Whether the document goes on with a line end at an offset.
    pub(crate) fn has_line_end(&self, offset: usize) -> bool {
        offset < self.bounds.end && self.stream[offset..].starts_with(['\n', '\r'])
    }

    /// Gives the end of the colon or dash, anchor and tag before a value on its line; nothing when these stand
    /// elsewhere, as with `? key`.
    pub(crate) fn lead(&self, slot: Slot<'_, 't>, value: Node<'_, 't>) -> Option<usize> {
        let indicator = self.indicator(slot, value)?;
        let properties = properties_of(value);
        Some(properties.map_or(indicator, |found| found.end.max(indicator)))
    }

    /// Gives the end of the colon or dash that a value follows.
    pub(crate) fn indicator(&self, slot: Slot<'_, 't>, value: Node<'_, 't>) -> Option<usize> {
        let start = start_with_properties(value);
        match slot {
            Slot::Root => Some(start),
            Slot::Value { key, .. } => {
                let after = self.stream.get(key.span().end..start)?;
                let colon = key.span().end + after.len() - after.trim_start_matches([' ', '\t']).len();
                self.stream[colon..].starts_with(':').then_some(colon + 1)
            }
            Slot::Item { .. } => {
                let line = self.line_start(start);
                self.stream[line..start].rfind('-').map(|found| line + found + 1)
            }
        }
    }

    /// Gives the start of an entry, with the anchor and tag of its key, or with its `?`.
    pub(crate) fn entry_start(&self, key: Node<'_, 't>) -> usize {
        let start = start_with_properties(key);
        if self.is_explicit(key) { self.before_blanks(start).saturating_sub(1) } else { start }
    }

    /// Whether a key is written as `? key`.
    pub(crate) fn is_explicit(&self, key: Node<'_, 't>) -> bool {
        let start = start_with_properties(key);
        let is_apart = key.span().is_empty() || !self.stream[..start].ends_with('?');
        is_apart && self.stream[..start].trim_end_matches([' ', '\t']).ends_with('?')
    }
}

/// Gives the end of an entry, with its value, or the anchor and tag of one that isn't written.
pub(crate) fn entry_end(entry: &Entry<'_, '_>) -> usize {
    end_with_properties(entry.value)
}

/// Gives the span of a node's anchor and tag, with the text between them.
pub(crate) fn properties_of(node: Node<'_, '_>) -> Option<Span> {
    let spans = [node.anchor_span(), node.tag_span()].into_iter().flatten();
    spans.reduce(|left, right| Span { start: left.start.min(right.start), end: left.end.max(right.end) })
}

/// Gives the start of a node with its anchor and tag.
pub(crate) fn start_with_properties(node: Node<'_, '_>) -> usize {
    properties_of(node).map_or(node.span().start, |found| found.start.min(node.span().start))
}

/// Gives the end of a node, or of its anchor and tag where nothing is written behind them.
pub(crate) fn end_with_properties(node: Node<'_, '_>) -> usize {
    properties_of(node).map_or(node.span().end, |found| found.end.max(node.span().end))
}

/// Counts the bytes of a byte-order mark at the start of a text.
fn byte_order_mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

fn line_end_of(text: &str) -> Option<&'static str> {
    let at = text.find(['\n', '\r'])?;
    Some(if text[at..].starts_with("\r\n") {
        "\r\n"
    } else if text[at..].starts_with('\r') {
        "\r"
    } else {
        "\n"
    })
}

/// Follows a path that ends with an item, all of which must be there.
pub(crate) fn descend<'d, 't>(root: Node<'d, 't>, path: &[PathSegment]) -> Outcome<(Slot<'d, 't>, Node<'d, 't>)> {
    let (mut slot, mut node) = (Slot::Root, root);
    for segment in path {
        let missing = error(EditErrorKind::NoSuchItem, node.span());
        let inside = node.resolved();
        (slot, node) = match segment {
            PathSegment::Key(key) => {
                let entry = inside.entry(key).ok_or(missing)?;
                (Slot::Value { mapping: inside, key: entry.key }, entry.value)
            }
            PathSegment::Index(index) => {
                let item = inside.item(*index).ok_or(missing)?;
                (Slot::Item { sequence: inside }, item)
            }
        };
    }
    Ok((slot, node))
}
