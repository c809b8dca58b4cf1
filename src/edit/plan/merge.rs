//! The plan of a merge: the edits for what the goal wants and the document lacks. Nothing here writes YAML or proves
//! anything.

use serde_json::Value;

use super::Plan;
use super::removal::surplus_edits;
use crate::compose::compose;
use crate::goal::{Goal, merged};
use crate::ground::Ground;
use crate::place::descend;
use crate::proof::{in_stream, local};
use crate::taken::Taken;
use crate::{Edit, EditError, EditErrorKind, Outcome, apply};
use portico_manifest::{Document, Node, PathSegment, Span, parse, same, split};

/// Plans the edits of a merge, which are proved later.
pub(crate) fn planned(
    ground: &Ground<'_, '_>,
    path: &[PathSegment],
    desired: &Value,
    exact: &[&[&str]],
) -> Outcome<Vec<Edit>> {
    check_path(ground.document, path)?;
    let goal = Goal::new(path, desired, exact);
    let plan = Plan::new(ground);
    let before = match ground.document.root() {
        Some(root) => plan.data(descend(root, goal.start)?.1)?,
        None => Value::Null,
    };
    if same(&before, &merged(before.clone(), &goal.desired, &goal.exact())) {
        return Ok(Vec::new());
    }
    let edits = plan.edits(&goal)?;
    if exact.is_empty() {
        return Ok(edits);
    }
    let removals = surplus_edits(ground, &goal).unwrap_or_default();
    if removals.is_empty() {
        return Ok(edits);
    }
    let mut taken = Taken::default();
    if taken.take(&removals) && taken.take(&edits) {
        return Ok([edits, removals].concat());
    }
    Ok(without_surplus(ground, &edits, &goal).unwrap_or(edits))
}

/// Refuses a path that leads through anything but mappings and lists, or to an item that doesn't exist. It may end in
/// nothing.
fn check_path(document: &Document<'_>, path: &[PathSegment]) -> Result<(), EditError> {
    let mut node = document.root();
    for segment in path {
        let found = match segment {
            PathSegment::Key(key) => match node {
                None => None,
                Some(mapping) if mapping.is_mapping() => mapping.get(key),
                Some(other) if other.is_null() => None,
                Some(other) => {
                    return Err(EditError { kind: EditErrorKind::NotAMapping, span: other.span() });
                }
            },
            PathSegment::Index(index) => {
                let item = node.and_then(|list| list.item(*index));
                if item.is_none() {
                    let content = document.raw().content;
                    let span = node.map_or(Span::empty(content.end), Node::span);
                    return Err(EditError { kind: EditErrorKind::NoSuchItem, span });
                }
                item
            }
        };
        node = found;
    }
    Ok(())
}

/// Gives the edits, and those that remove the surplus entries which they leave in exact mappings.
fn without_surplus(ground: &Ground<'_, '_>, edits: &[Edit], goal: &Goal<'_>) -> Option<Vec<Edit>> {
    let bounds = ground.layout.bounds;
    let edits = local(edits, bounds)?;
    let text = apply(bounds.of(ground.layout.stream), &edits).ok()?;
    let [raw] = split(&text)[..] else {
        return None;
    };
    let merged = parse(&text, &raw, &ground.limits).ok()?;
    let removals = surplus_edits(&Ground::of(&merged, &ground.limits), goal)?;
    Some(in_stream(compose(bounds.end - bounds.start, &edits, &removals)?, bounds))
}
