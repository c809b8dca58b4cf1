//! Exposures as data: reading them, and writing them as fields.

use super::Exposure;
use super::commented::{Field, Written};
use super::declaration::part::{Part, ReadingPlace};
use serde_json::Value;

/// The reason why data is no Exposure.
#[derive(Debug)]
pub(crate) struct Malformed(pub String);

/// Reads an Exposure.
pub(crate) fn read(data: Value) -> Result<Exposure, Malformed> {
    let mut place = ReadingPlace::default();
    let exposure = Exposure::read(data, &mut place);
    place.fault().map_or(Ok(exposure), |fault| Err(Malformed(fault)))
}

/// Gives the fields of an Exposure to write. Absent fields are left out, and some that have their default.
pub(crate) fn written(exposure: &Exposure) -> Vec<Field> {
    match exposure.written() {
        Written::Block(fields) => fields,
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exposure::commented::data;
    use serde_json::json;

    /// Makes a value with every field that the schema knows, none of them as when it is absent.
    fn full(root: &Value, schema: &Value) -> Value {
        let mut schema = schema;
        loop {
            let reference = schema.get("$ref").and_then(Value::as_str);
            let choice = schema.get("anyOf").map(|choices| &choices[0]);
            match (reference, choice) {
                (Some(reference), _) => schema = root.pointer(reference.trim_start_matches('#')).unwrap(),
                (None, Some(choice)) => schema = choice,
                (None, None) => break,
            }
        }
        if let Some(word) = schema.get("const") {
            return word.clone();
        }
        if let Some(words) = schema.get("oneOf").and_then(Value::as_array) {
            return words.last().unwrap()["const"].clone();
        }
        let first = schema["type"].as_array().map_or(&schema["type"], |types| &types[0]);
        match first.as_str().unwrap() {
            "object" => match schema.get("properties").and_then(Value::as_object) {
                Some(fields) => fields.iter().map(|(name, field)| (name.clone(), full(root, field))).collect(),
                None => json!({"a": "b"}),
            },
            "array" => json!([full(root, &schema["items"])]),
            "string" => json!("another"),
            "integer" => json!(7),
            "boolean" => json!(true),
            other => panic!("{other}"),
        }
    }

    #[test]
    fn every_field_of_the_schema_is_read_and_written() {
        let schema = crate::requests::exposure::schema::data();
        let written = full(schema, schema);
        let exposure = read(written.clone()).unwrap();
        assert_eq!(data(&super::written(&exposure)), written);
    }

    #[test]
    fn absent_fields_are_as_the_schema_says() {
        let least = json!({
            "apiVersion": "a", "kind": "b",
            "spec": {
                "host": "h", "method": "Ingress", "targets": {"gatewayAPI": {"version": "1"}},
                "tls": {"secretName": "s", "caBundle": {"secretName": "c"}},
                "release": {"name": "another"}, "backend": {"port": 1},
            },
        });
        let written = data(&written(&read(least).unwrap()));
        let schema = crate::requests::exposure::schema::data();
        let default = |of: &str, field: &str| schema["$defs"][of]["properties"][field]["default"].clone();
        for (at, of) in [
            ("/metadata", "Metadata"),
            ("/spec", "Spec"),
            ("/spec/targets", "Targets"),
            ("/spec/targets/gatewayAPI", "GatewayApiTarget"),
            ("/spec/tls/caBundle", "CaBundle"),
            ("/spec/release", "Release"),
            ("/spec/backend", "Backend"),
        ] {
            for (field, value) in written.pointer(at).unwrap().as_object().unwrap() {
                let default = default(of, field);
                let given = ["host", "method", "targets", "tls", "caBundle", "release", "backend", "gatewayAPI"];
                let is_given =
                    given.contains(&&**field) || [json!("1"), json!("c"), json!("another"), json!(1)].contains(value);
                assert!(is_given || default == *value, "{of}.{field}: {value}, not {default}");
            }
        }
    }

    #[test]
    fn names_are_in_camel_case() {
        let schema = crate::requests::exposure::schema::data();
        let types = schema["$defs"].as_object().unwrap().values().chain([schema]);
        let names = types.filter_map(|of| of["properties"].as_object()).flat_map(|properties| properties.keys());
        for name in names {
            assert!(
                name.chars().all(|letter| letter.is_ascii_alphabetic()),
                "{name}: give its name in JSON, behind `as`"
            );
        }
    }

    #[test]
    fn says_what_can_not_be_read() {
        let why = |spec: Value| {
            let data = json!({"apiVersion": "a", "kind": "b", "spec": spec});
            read(data).err().map(|Malformed(why)| why)
        };
        assert_eq!(why(json!({"host": "a", "method": "Ingress"})), None);
        assert_eq!(
            why(json!({"host": "a"})).as_deref(),
            Some("spec: method: expected one of LoadBalancer Ingress GatewayAPI")
        );
        let backend = json!({"host": "a", "method": "Ingress", "backend": {"port": "443"}});
        assert_eq!(why(backend).as_deref(), Some("spec: backend: port: expected a whole number up to 65535"));
    }
}
