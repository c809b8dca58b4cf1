//! Merging data into a document: what is wanted, and the edits that are planned for it. Nothing here writes YAML or proves
//! anything.

use serde_json::{Map, Value};

use crate::compose::compose;
use crate::goal::{Exact, Goal};
use crate::ground::Ground;
use crate::plan::{Outcome, Plan, descend};
use crate::proof::{in_stream, local};
use crate::removal::surplus_edits;
use crate::steps::{Change, alone};
use crate::taken::Taken;
use crate::{Edit, EditError, EditErrorKind, apply};
use portico_manifest::{Document, Limits, Node, PathSegment, Span, parse, same, split};

/// The edits that make the value at `path` contain `desired`: mappings are merged key by key,
/// anything else is replaced, missing keys and the mappings above them are added, and a null becomes
/// a mapping where one is needed. What is already so is not touched: merging twice gives the same
/// bytes as merging once.
///
/// Only the changed values' bytes change: comments, quotes, order, indentation, brackets and line
/// ends stay. Empty braces outside of brackets, as in `annotations: {}`, become a block when they get
/// entries. No other value changes: a mapping that is an alias or came by a merge key gets an entry
/// of its own. The edits are tried, and their result read again, before they are given out.
///
/// ```
/// use portico_manifest::{Limits, PathSegment, parse, split};
/// use serde_json::json;
///
/// let stream = "spec:\n    type: ClusterIP # for now\n    ports: [{port: 443}]\n";
/// let limits = Limits::default();
/// let document = parse(stream, &split(stream)[0], &limits)?;
/// let path = [PathSegment::Key("spec".to_owned())];
/// let desired = json!({"type": "LoadBalancer", "externalTrafficPolicy": "Local"});
/// let edits = portico_edit::merge(&document, &path, &desired, &limits).unwrap();
/// assert_eq!(
///     portico_edit::apply(stream, &edits).unwrap(),
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
    merge_exactly(document, path, desired, &[], limits)
}

/// The edits that [`merge`] gives, and with them those that take away what is not desired: at each
/// path of `exact` the value becomes exactly what `desired` holds there, all the way down.
///
/// The paths are keys, seen from `desired`; an empty one is the whole of it. Where `desired` holds
/// nothing at such a path, what the document holds stays: to empty a mapping, desire `{}`.
///
/// An entry that goes takes along its lines and the comments that are about it alone:
///
/// - comment lines directly above its key, as far indented as the key, up to the first line that is
///   something else, be it blank;
/// - comments inside its value, and comment lines below it that are indented deeper than its key;
/// - the comment at the end of its line, unless something that stays is written on that line too,
///   as in `{a: 1, b: 2 # both`.
///
/// Every other byte stays: blank lines, comments set apart by them, the entries that stay. Of a
/// mapping of which nothing would stay, `{}` is left, before the comment of its key's line. An alias
/// that stands for more than is desired is replaced by what is.
///
/// ```
/// use portico_manifest::{Limits, parse, split};
/// use serde_json::json;
///
/// let stream = "pods: # who may connect\n  # by its chart\n  app: nginx\n  tier: edge # both\nspaces: {name: nginx}\n";
/// let limits = Limits::default();
/// let document = parse(stream, &split(stream)[0], &limits)?;
/// let desired = json!({"pods": {"controller": "traefik", "tier": "edge"}, "spaces": {}});
/// let exact: &[&[&str]] = &[&["pods"], &["spaces"]];
/// let edits = portico_edit::merge_exactly(&document, &[], &desired, exact, &limits).unwrap();
/// assert_eq!(
///     portico_edit::apply(stream, &edits).unwrap(),
///     "pods: # who may connect\n  tier: edge # both\n  controller: traefik\nspaces: {}\n",
/// );
/// # Ok::<(), portico_manifest::ReadError>(())
/// ```
///
/// # Errors
///
/// As [`merge`]; and when an entry that must go came by a merge key, is written as `? key`, or holds
/// an anchor that an alias elsewhere uses.
pub fn merge_exactly(
    document: &Document<'_>,
    path: &[PathSegment],
    desired: &Value,
    exact: &[&[&str]],
    limits: &Limits,
) -> Result<Vec<Edit>, EditError> {
    alone(document, path, Change::Merge { desired, exact }, limits)
}

/// The edits of a merge before they are proved.
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

pub(crate) fn merge_data(target: &mut Value, path: &[PathSegment], desired: &Value, exact: &Exact<'_>) {
    match (path.split_first(), desired) {
        (Some((PathSegment::Key(key), rest)), _) => {
            merge_data(object(target).entry(key.as_str()).or_insert(Value::Null), rest, desired, exact);
        }
        (Some((PathSegment::Index(index), rest)), _) => {
            if let Some(item) = target.get_mut(*index) {
                merge_data(item, rest, desired, exact);
            }
        }
        (None, Value::Object(entries)) if !exact.is_here() => {
            let target = object(target);
            for (key, value) in entries {
                let inside = target.entry(key.as_str()).or_insert(Value::Null);
                merge_data(inside, &[], value, &exact.within(key));
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
pub(crate) fn merged(mut value: Value, desired: &Value, exact: &Exact<'_>) -> Value {
    merge_data(&mut value, &[], desired, exact);
    value
}

/// The edits, and those that take away what they leave in exact mappings beyond what is desired.
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
