//! Empty braces outside brackets, which become a block mapping when they get entries. Other replacements of values are
//! in `replace.rs`.

use serde_json::Value;

use super::Plan;
use crate::place::{Layout, Slot, properties_of, start_with_properties};
use crate::write::Style;
use portico_manifest::{Node, Span};

/// The place of the entries of a block mapping that was empty braces, and their column.
pub(crate) struct OpenedBraces {
    column: usize,
    /// The start of the text that goes with the braces, where the entries come on the lines below.
    below: Option<usize>,
}

impl<'d, 't> Plan<'_, 'd, 't> {
    /// Puts a block mapping in the place of empty braces. Their anchor, tag and comment stay.
    pub(crate) fn open(&mut self, mapping: Node<'d, 't>, opening: &OpenedBraces, added: &[(&str, Value)]) {
        let OpenedBraces { column, below } = *opening;
        let span = mapping.span();
        let end = self.layout.line_end(span.end);
        let is_last = self.layout.is_last(span.end);
        let alone = (is_last || below.is_some()) && !self.layout.has_loose_lines_below(end, column);
        let style = Style { alone, ..self.style(self.layout.has_line_end(end)) };
        let entries = Value::Object(added.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect());
        let mut text = String::new();
        if let Some(start) = below {
            style.new_line(column, &mut text);
            style.compact(&entries, column, &mut text);
            self.edit(Span { start, end: span.end }, String::new());
            self.insert(end, text);
        } else {
            style.compact(&entries, column, &mut text);
            // Blanks at the end of the line would become a part of a block of text.
            self.edit(Span { start: span.start, end: if is_last { end } else { span.end } }, text);
        }
    }
}

impl<'t> Layout<'t> {
    /// Finds how a mapping can become a block, when it is empty braces outside of brackets. Not with a comment in the
    /// braces, after `? key`, or where tabs make columns uncertain.
    pub(crate) fn opening<'d>(&self, slot: Slot<'d, 't>, mapping: Node<'d, 't>) -> Option<OpenedBraces> {
        let span = mapping.span();
        let inside = span.of(self.stream).strip_prefix('{')?.strip_suffix('}')?;
        if slot.is_flow() || !inside.trim().is_empty() || self.stream[span.end..].starts_with('#') {
            return None;
        }
        let column = self.column(span.start);
        let has_tabs = self.stream[self.line_start(span.start)..span.start].contains('\t');
        let outer = match slot {
            Slot::Root => None,
            Slot::Value { mapping, .. } => Some(self.column(mapping.span().start)),
            Slot::Item { sequence } => Some(self.column(sequence.span().start)),
        };
        let start = start_with_properties(mapping);
        let follows_dash = matches!(slot, Slot::Item { .. }) && start == span.start;
        if self.starts_line(span.start) || follows_dash {
            let is_inside = outer.is_none_or(|outer| column > outer);
            return (is_inside && !has_tabs).then_some(OpenedBraces { column, below: None });
        }
        let lead = match properties_of(mapping) {
            Some(found) => found.end,
            None => self.indicator(slot, mapping)?,
        };
        if !self.same_line(lead, span.start) {
            return None;
        }
        let indent = match slot {
            Slot::Value { key, .. } if self.is_explicit(key) => return None,
            Slot::Value { .. } => outer? + self.step,
            Slot::Item { .. } => outer? + 2,
            Slot::Root if self.starts_line(start) => self.column(start),
            Slot::Root => 0,
        };
        Some(OpenedBraces { column: indent, below: Some(self.before_blanks(lead)) })
    }

    /// Whether the next lines are comments or blanks that reach further than a column: to a block of
    /// text above them they would be its own.
    fn has_loose_lines_below(&self, offset: usize, column: usize) -> bool {
        let mut at = self.next_line(offset);
        while at < self.bounds.end {
            let text = &self.stream[at..self.line_end(at)];
            let rest = text.trim_start_matches([' ', '\t']);
            if !rest.is_empty() && !rest.starts_with('#') {
                return false;
            }
            if text.len() - rest.len() > column {
                return true;
            }
            at = self.next_line(at);
        }
        false
    }
}
