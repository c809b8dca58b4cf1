//! The input of the Crossplane function as a CustomResourceDefinition, made of the Exposure's JSON Schema.
//!
//! None of its fields is required, because the composite may give any of them, and Crossplane never checks an input
//! against it: it tells people and editors which fields there are. The function itself checks inputs, by the same JSON
//! Schema.

use std::path::PathBuf;

use portico_xtask::root;
use serde_json::{Map, Value, json};

use super::exposure_schema::{default, type_of, without_null, words};

/// Gives the definition's path.
pub fn file() -> PathBuf {
    root().join("src/function/package/input/portico.dev_exposures.yaml")
}

/// Gives the definition, made from the JSON Schema's text.
pub fn text(schema: &str) -> Result<String, String> {
    let schema: Value = serde_json::from_str(schema).map_err(|error| format!("the schema is no JSON: {error}"))?;
    let (group, version) = schema["properties"]["apiVersion"]["const"]
        .as_str()
        .and_then(|api_version| api_version.split_once('/'))
        .ok_or("the schema doesn't say the apiVersion")?;
    let kind = schema["properties"]["kind"]["const"].as_str().ok_or("the schema doesn't say the kind")?;
    let singular = kind.to_lowercase();
    let plural = format!("{singular}s");

    let mut form = structural(&schema, &schema)?;
    // Kubernetes knows what metadata is, and allows no other word about it.
    form["properties"]["metadata"] = json!({"type": "object"});
    let definition = json!({
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": format!("{plural}.{group}")},
        "spec": {
            "group": group,
            "names": {
                "categories": ["crossplane"],
                "kind": kind,
                "listKind": format!("{kind}List"),
                "plural": plural,
                "singular": singular,
            },
            "scope": "Namespaced",
            "versions": [{
                "name": version,
                "served": true,
                "storage": true,
                "schema": {"openAPIV3Schema": form},
            }],
        },
    });
    let yaml = serde_yaml::to_string(&definition).map_err(|error| error.to_string())?;
    Ok(format!("# Made by `cargo xtask generate` of the Exposure's JSON Schema.\n{yaml}"))
}

/// Reduces a part of the schema to the few keywords that a structural schema may use.
fn structural(whole: &Value, given: &Value) -> Result<Value, String> {
    let part = without_null(whole, given)?;
    let (words, meanings) = words(part);
    let mut form = Map::new();
    if let Some(text) = description(given, part, &meanings) {
        form.insert("description".to_owned(), text.into());
    }
    form.insert("type".to_owned(), type_of(part, !words.is_empty())?.into());
    if !words.is_empty() {
        form.insert("enum".to_owned(), words.into());
    }
    for bound in ["minimum", "maximum", "pattern", "minLength", "maxLength"] {
        if let Some(value) = part.get(bound) {
            form.insert(bound.to_owned(), value.clone());
        }
    }
    if let Some(items) = part.get("items") {
        form.insert("items".to_owned(), structural(whole, items)?);
    }
    if let Some(properties) = part["properties"].as_object() {
        let forms = properties.iter().map(|(name, property)| Ok((name.clone(), structural(whole, property)?)));
        form.insert("properties".to_owned(), Value::Object(forms.collect::<Result<_, String>>()?));
    }
    if let Some(values) = part.get("additionalProperties").filter(|values| values.is_object()) {
        form.insert("additionalProperties".to_owned(), structural(whole, values)?);
    }
    Ok(Value::Object(form))
}

/// Describes a field, its words and its default: a default of the schema's own would be written into the input.
fn description(given: &Value, part: &Value, meanings: &[String]) -> Option<String> {
    let own = given["description"].as_str().or_else(|| part["description"].as_str());
    let lines: Vec<String> =
        own.map(str::to_owned).into_iter().chain(meanings.iter().cloned()).chain(default(given)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{structural, text};

    fn made(schema: &Value) -> Value {
        structural(schema, schema).expect("it can be said in a structural schema")
    }

    #[test]
    fn references_are_written_out_and_nothing_is_required() {
        let schema = json!({
            "type": "object",
            "additionalProperties": false,
            "required": ["tls"],
            "properties": {"tls": {"anyOf": [{"$ref": "#/$defs/Tls"}, {"type": "null"}], "description": "Own."}},
            "$defs": {"Tls": {
                "type": "object",
                "description": "Any.",
                "properties": {"port": {"type": ["integer", "null"], "format": "uint16", "minimum": 1, "default": 443}},
                "required": ["port"],
            }},
        });
        let port = json!({"description": "Default: 443.", "type": "integer", "minimum": 1});
        let tls = json!({"description": "Own.", "type": "object", "properties": {"port": port}});
        assert_eq!(made(&schema), json!({"type": "object", "properties": {"tls": tls}}));
    }

    #[test]
    fn words_and_their_meanings_are_kept() {
        let choices = json!([
            {"type": "string", "const": "public", "description": "Everybody."},
            {"type": "string", "const": "private", "description": "Some."},
        ]);
        let schema = json!({"oneOf": choices, "description": "Who.", "default": "public"});
        let description = "Who.\n`public`: Everybody.\n`private`: Some.\nDefault: `public`.";
        assert_eq!(made(&schema), json!({"description": description, "type": "string", "enum": ["public", "private"]}));
        let clouds = json!({"type": ["string", "null"], "enum": ["aws", null]});
        assert_eq!(made(&clouds), json!({"type": "string", "enum": ["aws"]}));
    }

    #[test]
    fn what_cannot_be_said_is_refused() {
        let either = json!({"anyOf": [{"type": "string"}, {"type": "integer"}]});
        assert!(structural(&either, &either).is_err());
        let unknown = json!({"$ref": "#/$defs/None"});
        assert!(structural(&unknown, &unknown).is_err());
        assert!(text("{}").is_err());
    }
}
