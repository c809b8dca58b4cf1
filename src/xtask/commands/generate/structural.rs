//! The Exposure's schema in the form that Kubernetes calls structural, which resource definitions take and Crossplane's
//! XRDs: one type for each value, no reference, nothing closed. Nothing is required, because a composition may give any
//! field that a composite leaves out.

use std::path::PathBuf;

use portico_xtask::root;
use serde_json::{Map, Value};

use super::exposure_schema::{default, type_of, without_null, words};

/// Gives the path of the schema that `portico schema --structural` prints.
pub fn file() -> PathBuf {
    root().join("src/core/requests/exposure/structural.json")
}

/// Gives the schema of a composite's `spec.exposure`, made from the JSON Schema's text. A field may be null there, which
/// unsets it.
pub fn text(schema: &str) -> Result<String, String> {
    let schema: Value = serde_json::from_str(schema).map_err(|error| format!("the schema is no JSON: {error}"))?;
    let spec = schema["properties"].get("spec").ok_or("the schema doesn't say what the Exposure's spec is")?;
    let mut form = structural(&schema, spec)?;
    allow_null(&mut form);
    Ok(format!("{form:#}\n"))
}

/// Lets every field be null, at every depth. An API server takes null for no field with an `enum`, even where null is
/// among the words: they become a pattern.
fn allow_null(form: &mut Value) {
    let fields = form.get_mut("properties").and_then(Value::as_object_mut);
    for field in fields.into_iter().flat_map(Map::values_mut) {
        allow_null(field);
        field["nullable"] = true.into();
        let words = field.as_object_mut().and_then(|field| field.remove("enum"));
        if let Some(words) = words.as_ref().and_then(Value::as_array) {
            let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
            field["pattern"] = format!("^({})$", words.join("|")).into();
        }
    }
}

/// Reduces a part of the schema to the few keywords that a structural schema may use.
pub fn structural(whole: &Value, given: &Value) -> Result<Value, String> {
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

    use super::structural;

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
    fn a_composite_may_unset_any_field() {
        let spec = json!({"type": "object", "properties": {
            "tls": {"type": "object", "properties": {"key": {"type": "string"}}},
            "cloud": {"type": "string", "enum": ["aws", "gcp"]},
        }, "required": ["cloud"]});
        let text = super::text(&json!({"properties": {"spec": spec}}).to_string()).expect("it can be said");
        let key = json!({"type": "string", "nullable": true});
        let expected = json!({"type": "object", "properties": {
            "tls": {"type": "object", "properties": {"key": key}, "nullable": true},
            "cloud": {"type": "string", "nullable": true, "pattern": "^(aws|gcp)$"},
        }});
        assert_eq!(serde_json::from_str::<Value>(&text).expect("it is JSON"), expected);
        assert!(super::text("{}").is_err());
    }

    #[test]
    fn what_cannot_be_said_is_refused() {
        let either = json!({"anyOf": [{"type": "string"}, {"type": "integer"}]});
        assert!(structural(&either, &either).is_err());
        let unknown = json!({"$ref": "#/$defs/None"});
        assert!(structural(&unknown, &unknown).is_err());
    }
}
