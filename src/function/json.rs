//! Objects as the protocol has them, and as JSON. Nothing here knows their meaning.

use crate::protocol::v1::Resource;
use prost_types::value::Kind;
use prost_types::{ListValue, Struct, Value};
use serde_json::{Map, Number};

/// The largest number below which every whole one is exact: the protocol has no other numbers than floating ones.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Converts an object to JSON.
#[must_use]
pub fn of_struct(object: &Struct) -> serde_json::Value {
    object.fields.iter().map(|(key, value)| (key.clone(), of_value(value))).collect::<Map<_, _>>().into()
}

/// Converts a value to JSON. A number that JSON can't hold, such as NaN, becomes null.
#[must_use]
pub fn of_value(value: &Value) -> serde_json::Value {
    match &value.kind {
        None | Some(Kind::NullValue(_)) => serde_json::Value::Null,
        Some(Kind::NumberValue(number)) => of_number(*number),
        Some(Kind::StringValue(text)) => text.as_str().into(),
        Some(Kind::BoolValue(flag)) => (*flag).into(),
        Some(Kind::StructValue(object)) => of_struct(object),
        Some(Kind::ListValue(list)) => list.values.iter().map(of_value).collect(),
    }
}

/// Converts a number. A whole one stays whole: Kubernetes takes no `3.0` for a count.
#[allow(clippy::cast_possible_truncation, reason = "it is whole, and small enough")]
fn of_number(number: f64) -> serde_json::Value {
    if number.fract() == 0.0 && number.abs() <= EXACT {
        (number as i64).into()
    } else {
        Number::from_f64(number).map_or(serde_json::Value::Null, Into::into)
    }
}

/// Converts JSON to an object.
#[must_use]
pub fn to_struct(object: &Map<String, serde_json::Value>) -> Struct {
    Struct { fields: object.iter().map(|(key, value)| (key.clone(), to_value(value))).collect() }
}

fn to_value(value: &serde_json::Value) -> Value {
    let kind = match value {
        serde_json::Value::Null => Kind::NullValue(0),
        serde_json::Value::Bool(flag) => Kind::BoolValue(*flag),
        serde_json::Value::Number(number) => Kind::NumberValue(number.as_f64().unwrap_or(f64::NAN)),
        serde_json::Value::String(text) => Kind::StringValue(text.clone()),
        serde_json::Value::Array(values) => {
            Kind::ListValue(ListValue { values: values.iter().map(to_value).collect() })
        }
        serde_json::Value::Object(object) => Kind::StructValue(to_struct(object)),
    };
    Value { kind: Some(kind) }
}

/// Converts a resource's object to JSON, if there is one.
#[must_use]
pub fn of_resource(resource: &Resource) -> Option<serde_json::Value> {
    resource.resource.as_ref().map(of_struct)
}

/// Writes a value as JSON that is YAML too: JSON allows characters in a string that a YAML text can't hold.
#[must_use]
pub fn written(value: &serde_json::Value) -> String {
    let json = value.to_string();
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        if matches!(character, '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}') {
            text.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            text.push(character);
        }
    }
    text
}

/// Gives a resource's `kind`, if it has one.
#[must_use]
pub fn kind_of(resource: &Resource) -> Option<&str> {
    text(resource.resource.as_ref()?, "kind")
}

/// Gives a resource's `metadata.name`, if it has one.
#[must_use]
pub fn name_of(resource: &Resource) -> Option<&str> {
    match &resource.resource.as_ref()?.fields.get("metadata")?.kind {
        Some(Kind::StructValue(metadata)) => text(metadata, "name"),
        _ => None,
    }
}

/// Gives the text of a field, unless it is empty.
fn text<'o>(object: &'o Struct, key: &str) -> Option<&'o str> {
    match &object.fields.get(key)?.kind {
        Some(Kind::StringValue(text)) if !text.is_empty() => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{of_struct, of_value, to_struct};
    use prost_types::Value;
    use prost_types::value::Kind;
    use serde_json::json;

    #[test]
    fn there_and_back_is_the_same() {
        let object = json!({"a": null, "b": [true, 1, -2, 0.5, 1e300, "x"], "c": {"d": {}, "e": []}});
        let map = object.as_object().expect("it is one");
        assert_eq!(of_struct(&to_struct(map)), object);
    }

    #[test]
    fn numbers_are_whole_where_they_are_and_null_where_there_is_none() {
        for (number, expected) in [
            (3.0, json!(3)),
            (-0.0, json!(0)),
            (0.1, json!(0.1)),
            (9_007_199_254_740_992.0, json!(9_007_199_254_740_992_i64)),
            (1e16, json!(1e16)),
            (f64::NAN, json!(null)),
            (f64::INFINITY, json!(null)),
        ] {
            assert_eq!(of_value(&Value { kind: Some(Kind::NumberValue(number)) }), expected, "{number}");
        }
    }
}
