//! Data with one value at a path of keys, the shape that most fixes need.

use serde_json::{Map, Value};

/// Makes mappings that hold nothing but a value at a path of keys: less code than `json!` takes at every place.
pub(crate) fn nested(keys: &[&str], value: impl Into<Value>) -> Value {
    below(keys, value.into())
}

#[inline(never)]
fn below(keys: &[&str], value: Value) -> Value {
    keys.iter().rev().fold(value, |value, &key| {
        let mut entry = Map::new();
        entry.insert(key.to_owned(), value);
        Value::Object(entry)
    })
}

#[cfg(test)]
mod tests {
    use super::nested;
    use serde_json::json;

    #[test]
    fn is_what_json_makes() {
        assert_eq!(nested(&["a", "b"], 1), json!({"a": {"b": 1}}));
        assert_eq!(nested(&[], "a"), json!("a"));
    }
}
