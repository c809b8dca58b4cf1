//! A model of changes: it makes them of data, with no code of the editor's.

use super::changes::{Change, What};
use portico_manifest::PathSegment;
use serde_json::{Map, Value};

/// Makes a change of the data.
pub fn apply(data: &mut Value, change: &Change) {
    match &change.what {
        What::Merge { desired, exact } => {
            let exact: Vec<&[String]> = exact.iter().map(Vec::as_slice).collect();
            lay(place(data, &change.path), desired, &exact);
        }
        What::Append(item) => match place(data, &change.path) {
            Value::Array(items) => items.push(item.clone()),
            missing => *missing = Value::Array(vec![item.clone()]),
        },
        What::Remove => {
            let (last, above) = change.path.split_last().expect("something was removed");
            match (place(data, above), last) {
                (Value::Array(items), PathSegment::Index(index)) => drop(items.remove(*index)),
                (Value::Object(entries), PathSegment::Key(key)) => drop(entries.shift_remove(key)),
                (other, _) => panic!("nothing can be removed of {other}"),
            }
        }
    }
}

/// Gives the value at a path, made where it is missing.
fn place<'v>(value: &'v mut Value, path: &[PathSegment]) -> &'v mut Value {
    path.iter().fold(value, |value, segment| match segment {
        PathSegment::Key(key) => mapping(value).entry(key.as_str()).or_insert(Value::Null),
        PathSegment::Index(index) => value.get_mut(*index).expect("the item is there"),
    })
}

fn mapping(value: &mut Value) -> &mut Map<String, Value> {
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    value.as_object_mut().expect("it was made one")
}

/// Lays the desired data over a value, or puts it in the value's place where the path is exact.
fn lay(value: &mut Value, desired: &Value, exact: &[&[String]]) {
    let is_exact = exact.iter().any(|path| path.is_empty());
    match desired {
        Value::Object(entries) if !is_exact => {
            let value = mapping(value);
            for (key, desired) in entries {
                let within: Vec<&[String]> = exact
                    .iter()
                    .filter_map(|path| path.split_first())
                    .filter_map(|(first, rest)| (first == key).then_some(rest))
                    .collect();
                lay(value.entry(key.as_str()).or_insert(Value::Null), desired, &within);
            }
        }
        _ => *value = desired.clone(),
    }
}
