//! Merging data into a document: the edits are planned, then tried and proved. Nothing here writes
//! YAML.

use serde_json::{Map, Value};

use super::plan::Plan;
use super::{Edit, EditError, EditErrorKind, apply};
use crate::data::same;
use crate::{Document, Limits, Node, PathSegment, Span, parse, split};

/// The edits that make the value at `path` contain `desired`: mappings are merged key by key,
/// anything else is replaced, missing keys and the mappings above them are added, and a null becomes
/// a mapping where one is needed. What is already so is not touched: merging twice gives the same
/// bytes as merging once.
///
/// Only the changed values' bytes change: comments, quotes, order, indentation, brackets and line
/// ends stay. No other value changes: a mapping that is an alias or came by a merge key gets an entry
/// of its own. The edits are tried, and their result read again, before they are given out.
///
/// ```
/// use portico_manifest::{Limits, PathSegment, edit, parse, split};
/// use serde_json::json;
///
/// let stream = "spec:\n    type: ClusterIP # for now\n    ports: [{port: 443}]\n";
/// let limits = Limits::default();
/// let document = parse(stream, &split(stream)[0], &limits)?;
/// let path = [PathSegment::Key("spec".to_owned())];
/// let desired = json!({"type": "LoadBalancer", "externalTrafficPolicy": "Local"});
/// let edits = edit::merge(&document, &path, &desired, &limits).unwrap();
/// assert_eq!(
///     edit::apply(stream, &edits).unwrap(),
///     "spec:\n    type: LoadBalancer # for now\n    ports: [{port: 443}]\n    externalTrafficPolicy: Local\n",
/// );
/// # Ok::<(), portico_manifest::ReadError>(())
/// ```
///
/// # Errors
///
/// When the path leads through something that is no mapping or to an item that isn't there, the
/// document isn't readable as data, or no edit does only what is wanted.
pub fn merge(
    document: &Document<'_>,
    path: &[PathSegment],
    desired: &Value,
    limits: &Limits,
) -> Result<Vec<Edit>, EditError> {
    let before = match document.root() {
        Some(root) => root.to_data(limits)?,
        None => Value::Null,
    };
    check_path(document, path)?;
    let mut wanted = before.clone();
    merge_data(&mut wanted, path, desired);
    if same(&before, &wanted) {
        return Ok(Vec::new());
    }
    let edits = Plan::new(document, limits).edits(path, desired)?;
    if gives(document, &edits, &wanted, limits) {
        Ok(edits)
    } else {
        let span = document.root().map_or(document.raw().content, Node::span);
        Err(EditError { kind: EditErrorKind::Unprovable, span })
    }
}

/// A path may end in nothing, but not lead through something else than mappings and lists.
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
                let item = node.and_then(|list| list.items().nth(*index));
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

fn merge_data(target: &mut Value, path: &[PathSegment], desired: &Value) {
    match (path.split_first(), desired) {
        (Some((PathSegment::Key(key), rest)), _) => {
            merge_data(object(target).entry(key.as_str()).or_insert(Value::Null), rest, desired);
        }
        (Some((PathSegment::Index(index), rest)), _) => {
            if let Some(item) = target.get_mut(*index) {
                merge_data(item, rest, desired);
            }
        }
        (None, Value::Object(entries)) => {
            let target = object(target);
            for (key, value) in entries {
                merge_data(target.entry(key.as_str()).or_insert(Value::Null), &[], value);
            }
        }
        (None, _) => *target = desired.clone(),
    }
}

fn object(value: &mut Value) -> &mut Map<String, Value> {
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    match value {
        Value::Object(object) => object,
        _ => unreachable!("it was made an object"),
    }
}

/// What a value becomes when something is merged into it.
pub(super) fn merged(mut value: Value, desired: &Value) -> Value {
    merge_data(&mut value, &[], desired);
    value
}

/// Whether the document alone, with the edits applied, is still one document with that data.
fn gives(document: &Document<'_>, edits: &[Edit], wanted: &Value, limits: &Limits) -> bool {
    let bounds = document.raw().span;
    let local: Option<Vec<Edit>> = edits
        .iter()
        .map(|edit| {
            let span = Span {
                start: edit.span.start.checked_sub(bounds.start)?,
                end: edit.span.end.checked_sub(bounds.start)?,
            };
            Some(Edit { span, replacement: edit.replacement.clone() })
        })
        .collect();
    let Some(text) = local.and_then(|local| apply(bounds.of(document.stream()), &local).ok()) else {
        return false;
    };
    let [raw] = split(&text)[..] else {
        return false;
    };
    let Ok(edited) = parse(&text, &raw, limits) else {
        return false;
    };
    edited.root().and_then(|root| root.to_data(limits).ok()).is_some_and(|data| same(&data, wanted))
}
