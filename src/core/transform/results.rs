//! Diagnostics as the `results` of a `ResourceList`, in the form of the KRM functions specification.

use crate::finding::{self, Diagnostic, Edit, Safety};
use crate::reading::LIMITS;
use crate::reading::path::in_sentence;
use portico_manifest::{Node, PathSegment, parse, split};
use serde_json::{Map, Value, json};

/// The tag that names the rule, and by which the results of a former run are told from those of others.
const RULE: &str = "portico.dev/rule";

/// The longest text, in bytes, that is repeated from the list.
const LONGEST: usize = 512;

/// Gives what the results of a list are to be, where they aren't so already.
pub(super) fn wanted(list: Node<'_, '_>, found: &[Diagnostic]) -> Option<Vec<Value>> {
    let present = list.get("results").map(|results| results.to_data(&LIMITS).unwrap_or_default()).unwrap_or_default();
    let present = present.as_array().cloned().unwrap_or_default();
    let is_of_others = |result: &&Value| result["tags"].get(RULE).is_none();
    let mut wanted: Vec<Value> = present.iter().filter(is_of_others).cloned().collect();
    wanted.extend(found.iter().map(|found| result(list, found)));
    (wanted != present).then_some(wanted)
}

fn result(list: Node<'_, '_>, found: &Diagnostic) -> Value {
    let mut result = Map::new();
    result.insert("message".to_owned(), format!("{}. {}", found.message, found.help).into());
    result.insert("severity".to_owned(), found.severity.word().into());
    let (object, below) = object_and_path(list, &found.path);
    if let Some(reference) = object.and_then(|_| reference(found.document.as_ref()?)) {
        result.insert("resourceRef".to_owned(), reference);
    }
    // The place of an object as a whole is its kind, which isn't at fault.
    let is_whole = matches!(below.as_slice(), [] | [PathSegment::Key(_)] if below.iter().all(is_kind));
    if let Some(object) = object.filter(|_| !is_whole) {
        result.insert("field".to_owned(), field(object, &below, found));
    }
    if let Some(file) = object.and_then(file) {
        result.insert("file".to_owned(), file);
    }
    result.insert("tags".to_owned(), json!({RULE: found.rule}));
    Value::Object(result)
}

fn is_kind(segment: &PathSegment) -> bool {
    matches!(segment, PathSegment::Key(key) if key == "kind")
}

/// Gives the object of a list that a path leads into, and the rest of the path.
fn object_and_path<'d, 't>(
    list: Node<'d, 't>,
    path: &[finding::PathSegment],
) -> (Option<Node<'d, 't>>, Vec<PathSegment>) {
    let path: Vec<PathSegment> = path.iter().map(segment).collect();
    let steps = match path.as_slice() {
        [PathSegment::Key(key), PathSegment::Index(_), ..] if key == "items" => 2,
        [PathSegment::Key(key), ..] if key == "functionConfig" => 1,
        _ => return (None, path),
    };
    let (above, below) = path.split_at(steps);
    (list.at(above), below.to_vec())
}

fn segment(segment: &finding::PathSegment) -> PathSegment {
    match segment {
        finding::PathSegment::Key(key) => PathSegment::Key(key.clone()),
        finding::PathSegment::Index(index) => PathSegment::Index(*index as usize),
    }
}

/// Gives the identity of an object; the specification requires all but the namespace.
fn reference(document: &finding::Document) -> Option<Value> {
    let mut reference = json!({
        "apiVersion": document.api_version.as_ref()?,
        "kind": document.kind.as_ref()?,
        "name": document.name.as_deref().unwrap_or_default(),
    });
    if let Some(namespace) = &document.namespace {
        reference["namespace"] = namespace.as_str().into();
    }
    Some(reference)
}

fn field(object: Node<'_, '_>, path: &[PathSegment], found: &Diagnostic) -> Value {
    let mut field = json!({"path": in_sentence(path)});
    if let Some(current) = object.at(path).and_then(scalar) {
        field["currentValue"] = current;
    }
    let safest = |safety| found.fixes.iter().filter(move |fix| fix.safety == safety);
    let mut replacements = safest(Safety::Safe).chain(safest(Safety::Unsafe)).filter_map(|fix| match &*fix.edits {
        [Edit { span, replacement }] if Some(*span) == found.span => Some(replacement),
        _ => None,
    });
    if let Some(proposed) = replacements.next().and_then(|text| read(text)) {
        field["proposedValue"] = proposed;
    }
    field
}

/// Gives the value of a scalar, unless it is long.
fn scalar(node: Node<'_, '_>) -> Option<Value> {
    let node = node.resolved();
    let is_short = node.span().end - node.span().start <= LONGEST;
    (is_short && !node.is_mapping() && !node.is_sequence()).then(|| node.to_data(&LIMITS).ok())?
}

/// Reads a text that takes the place of a scalar.
fn read(text: &str) -> Option<Value> {
    let document = parse(text, split(text).first()?, &LIMITS).ok()?;
    scalar(document.root()?)
}

/// Gives the file that an object was read from, as the orchestrator notes it on the object.
fn file(object: Node<'_, '_>) -> Option<Value> {
    let annotations = object.get("metadata")?.get("annotations")?;
    let noted = |name: &str| {
        let of = |prefix: &str| annotations.get(&format!("{prefix}config.kubernetes.io/{name}"))?.as_str();
        of("internal.").or_else(|| of("")).filter(|text| text.len() <= LONGEST)
    };
    let mut file = json!({"path": noted("path")?});
    if let Some(index) = noted("index").and_then(|index| index.parse::<u32>().ok()) {
        file["index"] = index.into();
    }
    Some(file)
}
