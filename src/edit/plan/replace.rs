//! The replacement of a value by another, in each way that values are written. The choice of the values is in `mod.rs`.

use serde_json::Value;

use super::Plan;
use crate::place::{Slot, properties_of, start_with_properties};
use crate::write::{self, Style};
use crate::{EditErrorKind, Outcome, error};
use portico_manifest::{Node, Scalar, ScalarStyle, Span};

impl<'d, 't> Plan<'_, 'd, 't> {
    pub(crate) fn replace(&mut self, slot: Slot<'d, 't>, node: Node<'d, 't>, wanted: &Value) -> Outcome {
        self.check_unshared(node)?;
        let is_block = match wanted {
            Value::Object(entries) => !entries.is_empty(),
            Value::Array(items) => !items.is_empty(),
            _ => false,
        };
        if slot.is_flow() || (node.is_flow() && is_block) {
            self.replace_in_brackets(slot, node, wanted);
            return Ok(());
        }
        if !is_block {
            self.replace_by_scalar(slot, node, wanted);
            return Ok(());
        }
        if let (Value::Array(items), Slot::Value { mapping, .. }) = (wanted, slot) {
            let indent = self.layout.column(mapping.span().start) + self.layout.list_step;
            return self.replace_by_block_at(slot, node, indent, |style, indent, text| {
                style.compact(&Value::Array(items.clone()), indent, text);
            });
        }
        self.replace_by_block(slot, node, |style, indent, text| {
            style.compact(wanted, indent, text);
        })
    }

    fn replace_in_brackets(&mut self, slot: Slot<'d, 't>, node: Node<'d, 't>, wanted: &Value) {
        let mut text = String::new();
        match (wanted, node.style()) {
            (Value::String(wanted), Some(style)) if !node.span().is_empty() => {
                let style = if node.scalar() == Some(Scalar::String) { style } else { ScalarStyle::DoubleQuoted };
                write::string_like(wanted, style, true, &mut text);
            }
            _ => write::flow(wanted, &mut text),
        }
        if node.span().is_empty() {
            let before = &self.layout.stream[..node.span().start];
            let lead = if before.ends_with(':') {
                " "
            } else if self.layout.lead(slot, node).is_some() || before.ends_with([' ', '[', ',']) {
                ""
            } else if properties_of(node).is_some() {
                " "
            } else {
                ": "
            };
            text.insert_str(0, lead);
        }
        self.put(node, text);
    }

    fn replace_by_scalar(&mut self, slot: Slot<'d, 't>, node: Node<'d, 't>, wanted: &Value) {
        let span = node.span();
        let end = self.layout.line_end(span.end);
        let indent = match slot {
            Slot::Root => 0,
            Slot::Value { mapping, .. } => self.layout.column(mapping.span().start),
            Slot::Item { sequence } => self.layout.column(sequence.span().start),
        };
        let lead = self.layout.lead(slot, node);
        let below = lead.filter(|&lead| !self.layout.same_line(lead, span.start));
        let alone = end == span.end && below.is_none_or(|lead| self.layout.is_last(lead));
        let mut text = String::new();
        match wanted {
            Value::String(wanted) => match node.style() {
                Some(style @ (ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted)) => {
                    write::string_like(wanted, style, false, &mut text);
                }
                _ if alone => {
                    let follows = self.layout.has_line_end(end);
                    self.style(follows).text(wanted, indent, &mut text);
                }
                _ => write::string(wanted, false, &mut text),
            },
            other => write::flow(other, &mut text),
        }
        if span.is_empty() {
            text.insert(0, ' ');
            self.put(node, text);
            return;
        }
        if matches!(node.style(), Some(ScalarStyle::Literal | ScalarStyle::Folded)) {
            let header = &self.layout.stream[span.start..self.layout.line_end(span.start).min(span.end)];
            if let Some(comment) = header.find(" #")
                && !text.contains(['\n', '\r'])
            {
                text.push_str(&header[comment..]);
            }
        }
        match below {
            Some(lead) => {
                // The value stands on lines of its own: they go, and its colon or dash stays.
                self.untag(node);
                self.insert(lead, format!(" {text}"));
                let from = if self.layout.is_last(lead) { lead } else { self.layout.line_end(lead) };
                self.edit(Span { start: from, end }, String::new());
            }
            None => self.put(node, text),
        }
    }

    pub(crate) fn replace_by_block(
        &mut self,
        slot: Slot<'d, 't>,
        node: Node<'d, 't>,
        write: impl FnOnce(Style<'static>, usize, &mut String),
    ) -> Outcome {
        let indent = match slot {
            Slot::Root => self.layout.column(node.span().start),
            Slot::Value { mapping, .. } => self.layout.column(mapping.span().start) + self.layout.step,
            Slot::Item { .. } if !node.span().is_empty() && node.anchor().is_none() => {
                self.layout.column(start_with_properties(node))
            }
            Slot::Item { sequence } => self.layout.column(sequence.span().start) + 2,
        };
        self.replace_by_block_at(slot, node, indent, write)
    }

    /// Puts a block collection in the place of a value. Under a key it comes on lines of its own,
    /// after the comment that the key's line may have; as an item it follows the dash.
    fn replace_by_block_at(
        &mut self,
        slot: Slot<'d, 't>,
        node: Node<'d, 't>,
        indent: usize,
        write: impl FnOnce(Style<'static>, usize, &mut String),
    ) -> Outcome {
        let span = node.span();
        let end = self.layout.line_end(span.end);
        let mut text = String::new();
        let style = self.style(self.layout.has_line_end(end));
        let key = match slot {
            Slot::Value { key, .. } => Some(key),
            Slot::Root | Slot::Item { .. } => None,
        };
        if key.is_none() && node.anchor().is_none() {
            let style = Style { alone: self.layout.is_last(span.end), ..style };
            if span.is_empty() {
                text.push(' ');
            }
            write(style, indent, &mut text);
            self.put(node, text);
            return Ok(());
        }
        let lead = self.layout.lead(slot, node);
        let (Some(lead), false) = (lead, key.is_some_and(|key| self.layout.is_explicit(key))) else {
            return Err(error(EditErrorKind::ComplexKey, key.unwrap_or(node).span()));
        };
        style.new_line(indent, &mut text);
        write(style, indent, &mut text);
        if self.layout.same_line(lead, span.start) {
            let from = self.without_tag(slot, node, lead);
            self.edit(Span { start: from, end: span.end.max(from) }, String::new());
        } else {
            self.untag(node);
            self.edit(Span { start: self.layout.line_end(lead), end }, String::new());
        }
        self.insert(end, text);
        Ok(())
    }

    /// Puts a text in the place of a value, whose tag goes with it.
    fn put(&mut self, node: Node<'d, 't>, text: String) {
        if node.span().is_empty()
            && let Some(tag) = node.tag_span()
        {
            let anchored = node.anchor().is_some();
            let text = if anchored { text } else { text.trim_start().to_owned() };
            self.edit(tag, text);
            return;
        }
        self.untag(node);
        self.edit(node.span(), text);
    }

    /// Gives the offset from which a value goes together with its tag; a tag before an anchor goes by an edit of its
    /// own.
    fn without_tag(&mut self, slot: Slot<'d, 't>, node: Node<'d, 't>, lead: usize) -> usize {
        match (node.tag_span(), node.anchor_span()) {
            (None, _) => lead,
            (Some(_), None) => self.layout.indicator(slot, node).unwrap_or(lead),
            (Some(tag), Some(anchor)) if anchor.end <= tag.start => anchor.end,
            (Some(_), Some(_)) => {
                self.untag(node);
                lead
            }
        }
    }

    fn untag(&mut self, node: Node<'d, 't>) {
        let Some(tag) = node.tag_span() else {
            return;
        };
        let after = &self.layout.stream[tag.end..];
        let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
        let end = tag.end + blanks;
        self.edit(Span { start: tag.start, end }, String::new());
    }
}
