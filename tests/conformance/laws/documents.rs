//! A stream before and after an Exposure, document by document.

use portico_manifest::{Limits, RawDocument, parse, split};
use serde_json::Value;

/// The parts of each kind of object that an Exposure may change, as JSON pointers.
const CHANGED: [(&str, &[&str]); 5] = [
    ("Service", &["/metadata/annotations", "/spec/type", "/spec/ports"]),
    ("Ingress", &["/metadata/annotations", "/spec/ingressClassName", "/spec/rules"]),
    ("Gateway", &["/spec/gatewayClassName", "/spec/infrastructure", "/spec/listeners"]),
    ("TLSRoute", &["/apiVersion", "/spec/hostnames", "/spec/parentRefs"]),
    ("NetworkPolicy", &["/spec/ingress"]),
];

/// The beginning of the documents that Portico adds.
const ADDED: &str = "# Added by Portico.";

/// Says which law about single documents is broken, or gives how many documents were changed and how many added.
pub fn compare(before: &str, after: &str, is_consumed: impl Fn(&str) -> bool) -> Result<(usize, usize), String> {
    let came_in = texts(before).filter(|text| !is_consumed(text));
    let (added, came_out): (Vec<_>, Vec<_>) =
        texts(after).partition(|text| text.contains(ADDED) && !before.contains(ADDED));
    let came_in: Vec<_> = came_in.collect();
    if came_in.len() != came_out.len() {
        return Err(format!("{} documents came in and {} came out", came_in.len(), came_out.len()));
    }
    let mut changed = 0;
    for (old, new) in came_in.iter().zip(&came_out) {
        if old != new {
            changed += 1;
            compare_changed(old, new)?;
        }
    }
    Ok((changed, added.len()))
}

/// Gives the documents in order, without their separators.
fn texts(stream: &str) -> impl Iterator<Item = &str> {
    split(stream).into_iter().map(|raw: RawDocument| &stream[raw.content.start..raw.content.end])
}

fn compare_changed(old: &str, new: &str) -> Result<(), String> {
    let (mut was, mut is) = (data(old)?, data(new)?);
    for comment in old.lines().filter_map(|line| line.split_once("#kept")).map(|(_, comment)| comment) {
        if !new.contains(comment) {
            return Err(format!("the comment {comment:?} is gone:\n{old}\n{new}"));
        }
    }
    let has_bare_ends = |text: &str| text.replace("\r\n", "").contains('\n');
    if old.contains("\r\n") && !has_bare_ends(old) && has_bare_ends(new) {
        return Err(format!("line ends are mixed:\n{new:?}"));
    }
    compare_objects(&mut was, &mut is)
}

/// Takes the items out of an array or a list of objects, which is empty afterwards.
fn take_items(value: &mut Value) -> Vec<Value> {
    let is_list = ["List", "ResourceList"].iter().any(|kind| value["kind"] == *kind);
    let items = if is_list { value.get_mut("items") } else { Some(value) };
    items.and_then(Value::as_array_mut).map(std::mem::take).unwrap_or_default()
}

fn compare_objects(was: &mut Value, is: &mut Value) -> Result<(), String> {
    let (mut old_items, mut new_items) = (take_items(was), take_items(is));
    if old_items.len() != new_items.len() {
        return Err(format!("items came or went:\n{was}\n{is}"));
    }
    for (was, is) in old_items.iter_mut().zip(&mut new_items) {
        compare_objects(was, is)?;
    }
    let kind = was["kind"].as_str().unwrap_or_default();
    let changed = CHANGED.iter().find(|(of, _)| *of == kind).map_or(&[][..], |(_, paths)| paths);
    for path in changed {
        let (old, new) = (take(was, path), take(is, path));
        for (key, value) in old.as_object().into_iter().flatten() {
            // The Exposure may set another value here; the key must stay.
            if new.get(key).is_none() {
                return Err(format!("{path} lost {key}: {value}"));
            }
        }
    }
    if was == is { Ok(()) } else { Err(format!("more than the exposure changed:\n{was}\n{is}")) }
}

/// Takes a value out of its mapping, which goes too when nothing else is in it.
fn take(object: &mut Value, path: &str) -> Value {
    let (parent, key) = path.rsplit_once('/').unwrap_or_default();
    let taken = object.pointer_mut(parent).and_then(Value::as_object_mut).and_then(|parent| parent.remove(key));
    taken.unwrap_or_default()
}

fn data(text: &str) -> Result<Value, String> {
    let limits = Limits::default();
    let raw = split(text).pop().ok_or("a changed document is empty")?;
    let document = parse(text, &raw, &limits).map_err(|error| format!("{error}:\n{text}"))?;
    let root = document.root().ok_or("a changed document is empty")?;
    root.to_data(&limits).map_err(|error| error.to_string())
}
