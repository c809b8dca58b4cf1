//! The goal of a merge: the value that a plan starts from, the data it is to contain, and the mappings that are exact.
//! Nothing here looks at a document.

use serde_json::{Map, Value};

use portico_manifest::PathSegment;

/// The goal of a plan.
pub(crate) struct Goal<'g> {
    /// The path up to its last item, all of which must be there.
    pub(crate) start: &'g [PathSegment],
    /// The data that the value there is to contain: the desired data, inside the keys that are left of the path.
    pub(crate) desired: Value,
    exact: Vec<Vec<&'g str>>,
}

impl<'g> Goal<'g> {
    pub(crate) fn new(path: &'g [PathSegment], desired: &Value, exact: &[&[&'g str]]) -> Self {
        let items =
            path.iter().rposition(|segment| matches!(segment, PathSegment::Index(_))).map_or(0, |last| last + 1);
        let (start, rest) = path.split_at(items);
        let keys = rest.iter().filter_map(|segment| match segment {
            PathSegment::Key(key) => Some(key.as_str()),
            PathSegment::Index(_) => None,
        });
        let exact = exact.iter().map(|path| keys.clone().chain(path.iter().copied()).collect()).collect();
        let mut desired = desired.clone();
        for key in keys.rev() {
            desired = Value::Object(Map::from_iter([(key.to_owned(), desired)]));
        }
        Self { start, desired, exact }
    }

    pub(crate) fn exact(&self) -> Exact<'_> {
        Exact(self.exact.iter().map(Vec::as_slice).collect())
    }
}

/// The paths of exact mappings, seen from one value.
pub(crate) struct Exact<'e>(Vec<&'e [&'e str]>);

impl<'e> Exact<'e> {
    pub(crate) fn of(paths: &[&'e [&'e str]]) -> Self {
        Self(paths.to_vec())
    }

    /// Whether the value itself is exact, with all that is in it.
    pub(crate) fn is_here(&self) -> bool {
        self.0.iter().any(|path| path.is_empty())
    }

    /// Whether neither the value nor anything in it is exact.
    pub(crate) fn is_nowhere(&self) -> bool {
        self.0.is_empty()
    }

    /// The paths as seen from the value of a key.
    pub(crate) fn within(&self, key: &str) -> Self {
        if self.is_here() {
            return Self(vec![&[]]);
        }
        let inside = |path: &&'e [&'e str]| match path.split_first() {
            Some((first, rest)) if *first == key => Some(rest),
            _ => None,
        };
        Self(self.0.iter().filter_map(inside).collect())
    }
}

/// Gives a value with the desired data merged into it.
pub(crate) fn merged(mut value: Value, desired: &Value, exact: &Exact<'_>) -> Value {
    merge_data(&mut value, &[], desired, exact);
    value
}

/// Merges the desired data into a value at a path.
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
    match value {
        Value::Object(object) => object,
        other => {
            *other = Value::Object(Map::new());
            object(other)
        }
    }
}
