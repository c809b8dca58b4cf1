//! The planning of edits: which values change, and how. `proof.rs` proves the result.

pub(crate) mod append;
mod brackets;
mod lines;
pub(crate) mod merge;
mod open;
pub(crate) mod remove;
mod removal;
mod replace;
mod surplus;

use serde_json::{Map, Value};

use crate::goal::{Exact, Goal, merged};
use crate::ground::Ground;
use crate::place::{Layout, Slot, descend, entry_end, start_with_properties};
use crate::write::{self, Style};
use crate::{Edit, EditError, EditErrorKind, Outcome, error};
use portico_manifest::{Entry, Node, NodeKind, ScalarStyle, Span, same};

pub(crate) struct Plan<'g, 'd, 't> {
    pub(crate) ground: &'g Ground<'d, 't>,
    pub(crate) layout: Layout<'t>,
    edits: Vec<Edit>,
}

impl<'g, 'd, 't> Plan<'g, 'd, 't> {
    pub(crate) fn new(ground: &'g Ground<'d, 't>) -> Self {
        Self { ground, layout: ground.layout.clone(), edits: Vec::new() }
    }

    /// Reads a value as data.
    pub(crate) fn data(&self, node: Node<'d, 't>) -> Outcome<Value> {
        Ok(node.to_data(&self.ground.limits)?)
    }

    /// Gives the edits that add and replace what the goal wants. Surplus entries of an exact mapping are only checked,
    /// so that those that can't be removed are refused here.
    pub(crate) fn edits(mut self, goal: &Goal<'_>) -> Outcome<Vec<Edit>> {
        match self.ground.document.root() {
            None => self.fill(&goal.desired),
            Some(root) => {
                let (slot, node) = descend(root, goal.start)?;
                self.merge(slot, node, &goal.desired, &goal.exact())?;
            }
        }
        Ok(self.edits)
    }

    /// Gives the planned edits.
    pub(crate) fn into_edits(self) -> Vec<Edit> {
        self.edits
    }

    /// Gives an empty document its content, after its comments.
    fn fill(&mut self, desired: &Value) {
        let end = self.layout.bounds.end;
        let before = self.ground.document.raw().content.of(self.layout.stream);
        let open_line = !before.is_empty() && !before.ends_with(['\n', '\r']);
        let mut text = String::new();
        if open_line {
            text.push_str(self.layout.line_end);
        }
        self.style(!open_line).compact(desired, 0, &mut text);
        if !open_line {
            text.push_str(self.layout.line_end);
        }
        self.insert(end, text);
    }

    fn merge(&mut self, slot: Slot<'d, 't>, node: Node<'d, 't>, desired: &Value, exact: &Exact<'_>) -> Outcome {
        let data = self.data(node)?;
        let wanted = merged(data.clone(), desired, exact);
        if same(&data, &wanted) && data.is_object() == wanted.is_object() {
            return Ok(());
        }
        match desired {
            Value::Object(entries) if node.kind() == NodeKind::Mapping => {
                if exact.is_here() {
                    self.check_surplus(slot, node, entries)?;
                }
                self.merge_mapping(slot, node, entries, exact)
            }
            Value::Object(entries) if node.is_mapping() && !(exact.is_here() && has_more(&data, entries)) => {
                self.own_alias(slot, node, entries, exact)
            }
            _ => self.replace(slot, node, &wanted),
        }
    }

    fn merge_mapping(
        &mut self,
        slot: Slot<'d, 't>,
        mapping: Node<'d, 't>,
        desired: &Map<String, Value>,
        exact: &Exact<'_>,
    ) -> Outcome {
        let mut added = Vec::new();
        for (key, value) in desired {
            let within = exact.within(key);
            match mapping.entry(key) {
                None => added.push((key.as_str(), value.clone())),
                Some(Entry { key, value: node, merged: false }) => {
                    self.merge(Slot::Value { mapping, key }, node, value, &within)?;
                }
                Some(Entry { value: node, .. }) => {
                    let data = self.data(node)?;
                    let wanted = merged(data.clone(), value, &within);
                    if !same(&data, &wanted) {
                        if let Some(own) = mapping.own_entries().find(|own| own.key.is_key(key)) {
                            return Err(error(EditErrorKind::ComplexKey, own.key.span()));
                        }
                        added.push((key.as_str(), wanted));
                    }
                }
            }
        }
        if added.is_empty() {
            return Ok(());
        }
        self.check_unshared(mapping)?;
        if let Some(opening) = self.layout.opening(slot, mapping) {
            self.open(mapping, &opening, &added);
        } else if mapping.is_flow() {
            self.add_in_brackets(mapping, &added);
        } else {
            self.add_in_block(mapping, &added)?;
            if exact.is_here() {
                self.remove_comments_below(mapping, desired);
            }
        }
        Ok(())
    }

    fn add_in_brackets(&mut self, mapping: Node<'d, 't>, added: &[(&str, Value)]) {
        let stream = self.layout.stream;
        let span = mapping.span();
        let last = mapping.own_entries().last();
        let mut separator = ", ".to_owned();
        if let Some(last) = last {
            let line = self.layout.line_start(last.key.span().start);
            let indent = &stream[line..last.key.span().start];
            if line > span.start && indent.bytes().all(|byte| byte == b' ' || byte == b'\t') {
                separator = format!(",{}{indent}", self.layout.line_end);
            }
        }
        let mut text = String::new();
        for (at, (key, value)) in added.iter().enumerate() {
            if at > 0 || last.is_some() {
                text.push_str(if last.is_some() { &separator } else { ", " });
            }
            write::flow_entry(key, value, &mut text);
        }
        let braces = span.of(stream).starts_with('{');
        if !braces {
            self.insert(span.start, "{".to_owned());
            text.push('}');
        }
        let end = last.map_or(span.start + 1, |last| entry_end(&last));
        self.insert(end, text);
    }

    fn add_in_block(&mut self, mapping: Node<'d, 't>, added: &[(&str, Value)]) -> Outcome {
        let indent = self.layout.column(mapping.span().start);
        let end = self.layout.line_end(mapping.span().end);
        let Some(last) = mapping.own_entries().last() else {
            return Err(error(EditErrorKind::Unprovable, mapping.span()));
        };
        let line_follows = self.layout.has_line_end(end);
        let mut text = String::new();
        if !line_follows && ends_in_open_text(last.value) {
            // A line end after this text would become a part of it: the new entries come before.
            if self.layout.is_explicit(last.key) || last.key.is_merge_key() {
                return Err(error(EditErrorKind::ComplexKey, last.key.span()));
            }
            for (key, value) in added {
                self.style(true).entry(key, value, indent, &mut text);
                self.style(true).new_line(indent, &mut text);
            }
            let key = start_with_properties(last.key);
            let mut start = key;
            if self.layout.starts_line(key) {
                // Nor do they come between it and its comments.
                let before = mapping.own_entries().take_while(|entry| entry.key != last.key).last();
                let bound = before.map_or(0, |before| entry_end(&before));
                start = self.layout.comments_above(key, bound) + (key - self.layout.line_start(key));
            }
            self.insert(start, text);
            return Ok(());
        }
        let style = self.style(line_follows);
        for (at, (key, value)) in added.iter().enumerate() {
            style.new_line(indent, &mut text);
            self.style(line_follows || at + 1 < added.len()).entry(key, value, indent, &mut text);
        }
        self.insert(end, text);
        Ok(())
    }

    /// Gives a place that is an alias to a mapping a mapping of its own.
    fn own_alias(
        &mut self,
        slot: Slot<'d, 't>,
        alias: Node<'d, 't>,
        desired: &Map<String, Value>,
        exact: &Exact<'_>,
    ) -> Outcome {
        self.check_unshared(alias)?;
        let mut own = Map::new();
        for (key, value) in desired {
            let data = match alias.get(key) {
                Some(node) => Some(self.data(node)?),
                None => None,
            };
            let wanted = merged(data.clone().unwrap_or(Value::Null), value, &exact.within(key));
            if data.is_none_or(|data| !same(&data, &wanted)) {
                own.insert(key.clone(), wanted);
            }
        }
        let name = alias.span().of(self.layout.stream);
        if slot.is_flow() {
            let mut text = format!("{{<<: {name}");
            for (key, value) in &own {
                text.push_str(", ");
                write::flow_entry(key, value, &mut text);
            }
            text.push('}');
            self.edit(alias.span(), text);
            return Ok(());
        }
        self.replace_by_block(slot, alias, |style, indent, text| {
            text.push_str("<<: ");
            text.push_str(name);
            for (key, value) in &own {
                style.new_line(indent, text);
                style.entry(key, value, indent, text);
            }
        })
    }

    /// Refuses to touch a value that an alias somewhere else stands for, or depends on.
    pub(crate) fn check_unshared(&self, node: Node<'d, 't>) -> Outcome {
        let found = match self.ground.shared.around(node) {
            None if node.kind() != NodeKind::Alias => self.ground.shared.within(&[node.places()]),
            around => around,
        };
        found.map_or(Ok(()), |target| Err(anchored_elsewhere(target)))
    }

    pub(crate) fn style(&self, line_follows: bool) -> Style<'static> {
        Style {
            line_end: self.layout.line_end,
            step: self.layout.step,
            list_step: self.layout.list_step,
            line_follows,
            alone: true,
        }
    }

    pub(crate) fn insert(&mut self, at: usize, text: String) {
        self.edit(Span::empty(at), text);
    }

    pub(crate) fn edit(&mut self, span: Span, replacement: String) {
        if !(span.is_empty() && replacement.is_empty()) {
            self.edits.push(Edit { span, replacement });
        }
    }
}

/// Whether data have keys beyond these.
fn has_more(data: &Value, desired: &Map<String, Value>) -> bool {
    data.as_object().is_some_and(|data| data.keys().any(|key| !desired.contains_key(key)))
}

/// Refuses to change a value that an alias stands for.
pub(crate) fn anchored_elsewhere(target: Node<'_, '_>) -> EditError {
    let span = target.anchor_span().unwrap_or(target.span());
    let anchor = target.anchor().unwrap_or_default().to_owned();
    error(EditErrorKind::AnchoredElsewhere { anchor }, span)
}

/// Whether the last thing in a value is a block of text that would take a line end as its own.
pub(crate) fn ends_in_open_text(value: Node<'_, '_>) -> bool {
    let last = value.places().end.checked_sub(1).and_then(|last| value.document().node(last));
    last.is_some_and(|node| matches!(node.style(), Some(ScalarStyle::Literal | ScalarStyle::Folded)))
}
