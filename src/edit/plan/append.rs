//! The plan of adding an item to a list. A missing or empty list is left to the plan of a merge.

use serde_json::{Value, json};

use super::{Plan, ends_in_open_text, merge};
use crate::goal::{Exact, merge_data};
use crate::ground::Ground;
use crate::place::{Slot, descend, start_with_properties};
use crate::{Edit, EditErrorKind, Outcome, error, write};
use portico_manifest::{Node, NodeKind, PathSegment};

/// Plans the edits, which are proved later.
pub(crate) fn planned(ground: &Ground<'_, '_>, path: &[PathSegment], item: &Value) -> Outcome<Vec<Edit>> {
    let list = ground.document.root().and_then(|root| descend(root, path).ok());
    let Some((slot, list)) = list.filter(|(_, list)| !list.is_null()) else {
        return merge::planned(ground, path, &json!([item]), &[]);
    };
    if list.resolved().kind() != NodeKind::Sequence {
        return Err(error(EditErrorKind::NotAList, list.span()));
    }
    if list.items().next().is_none() {
        return merge::planned(ground, path, &json!([item]), &[]);
    }
    let mut plan = Plan::new(ground);
    plan.append(slot, list, item)?;
    Ok(plan.into_edits())
}

/// Adds the item to the list at a path of data, which is made if need be.
pub(crate) fn append_data(data: &mut Value, path: &[PathSegment], item: &Value) {
    let list = path.iter().try_fold(&mut *data, |value, segment| match segment {
        PathSegment::Key(key) => value.get_mut(key),
        PathSegment::Index(index) => value.get_mut(*index),
    });
    match list {
        Some(Value::Array(items)) if !items.is_empty() => items.push(item.clone()),
        _ => merge_data(data, path, &json!([item]), &Exact::of(&[])),
    }
}

impl<'d, 't> Plan<'_, 'd, 't> {
    fn append(&mut self, slot: Slot<'d, 't>, list: Node<'d, 't>, item: &Value) -> Outcome {
        if list.kind() == NodeKind::Alias {
            let mut items = self.data(list)?;
            if let Value::Array(items) = &mut items {
                items.push(item.clone());
            }
            return self.replace(slot, list, &items);
        }
        self.check_unshared(list)?;
        let Some(last) = list.items().last() else {
            return Err(error(EditErrorKind::Unprovable, list.span()));
        };
        let mut text = String::new();
        if list.is_flow() {
            let start = start_with_properties(last);
            let line = self.layout.line_start(start);
            text.push(',');
            if line > list.span().start && self.layout.starts_line(start) {
                text.push_str(self.layout.line_end);
                text.push_str(&self.layout.stream[line..start]);
            } else {
                text.push(' ');
            }
            write::flow(item, &mut text);
            self.insert(last.span().end.max(start), text);
            return Ok(());
        }
        let end = self.layout.line_end(list.span().end);
        let line_follows = self.layout.has_line_end(end);
        if !line_follows && ends_in_open_text(list) {
            // A line end after this text would become a part of it.
            return Err(error(EditErrorKind::Unprovable, last.span()));
        }
        let column = self.layout.column(list.span().start);
        let style = self.style(line_follows);
        style.new_line(column, &mut text);
        text.push('-');
        style.item(item, column, &mut text);
        self.insert(end, text);
        Ok(())
    }
}
