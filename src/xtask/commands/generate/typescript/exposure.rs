//! The Exposure as a type of TypeScript: the object whose JSON is the text of one. The definitions of its schema are
//! written out where they are used, so that it takes one name.
//!
//! An absent field says the same as null, so null isn't among the types.

use serde_json::{Map, Value};

use super::super::exposure_schema::{default, type_of, without_null, words};
use super::syntax::{Declaration, Property, Type};

/// The keywords that the type holds.
const HELD: [&str; 10] = [
    "$ref",
    "additionalProperties",
    "anyOf",
    "const",
    "description",
    "enum",
    "items",
    "oneOf",
    "properties",
    "required",
];

/// The keywords that need no place in the type, or have none in TypeScript.
const PASSED_OVER: [&str; 9] = ["$defs", "$id", "$schema", "default", "format", "maximum", "minimum", "title", "type"];

/// Gives the type, made from the JSON Schema's text.
pub fn declaration(schema: &str) -> Result<Declaration, String> {
    let schema: Value = serde_json::from_str(schema).map_err(|error| format!("the schema is no JSON: {error}"))?;
    let own = schema["description"].as_str().ok_or("the schema has no description")?;
    Ok(Declaration {
        docs: format!("{own}\n\nAs a `Source` its text is JSON: `JSON.stringify(exposure)`."),
        name: "Exposure".to_owned(),
        type_: type_in(&schema, &schema)?,
    })
}

/// Gives the type of a part of the schema.
fn type_in(whole: &Value, given: &Value) -> Result<Type, String> {
    refuse_unknown_keywords(given)?;
    let part = without_null(whole, given)?;
    refuse_unknown_keywords(part)?;
    let (words, _) = words(part);
    if !words.is_empty() {
        let literal = |word: &Value| {
            let word = word.as_str().ok_or_else(|| format!("{word} is a constant that is no text"))?;
            Ok(Type::Literal(word.to_owned()))
        };
        return Ok(Type::Union(words.iter().map(literal).collect::<Result<_, String>>()?));
    }
    let name = type_of(part, false)?;
    let name = match &*name {
        "object" => return object(whole, part),
        "array" => {
            let items = Box::new(type_in(whole, &part["items"])?);
            return Ok(Type::Array { items, readonly: true });
        }
        "integer" | "number" => "number",
        name @ ("boolean" | "string") => name,
        other => return Err(format!("there is no rule for the type {other}")),
    };
    Ok(Type::Name(name.to_owned()))
}

/// Gives the type of an object: one of known properties, or one that maps names to values.
fn object(whole: &Value, part: &Value) -> Result<Type, String> {
    let others = &part["additionalProperties"];
    let Some(properties) = part["properties"].as_object() else {
        return match type_in(whole, others)? {
            Type::Name(name) => Ok(Type::Name(format!("Record<string, {name}>"))),
            _ => Err(format!("there is no rule for a mapping of {others}")),
        };
    };
    if others.is_object() {
        return Err("there is no rule for an object with a type for other properties".to_owned());
    }
    let required = |name: &str| part["required"].as_array().is_some_and(|names| names.iter().any(|it| it == name));
    let properties = properties.iter().map(|(name, property)| {
        let type_ = type_in(whole, property).map_err(|error| format!("{name}: {error}"))?;
        Ok(Property { docs: docs(whole, property)?, name: name.clone(), optional: !required(name), type_ })
    });
    Ok(Type::Object { properties: properties.collect::<Result<_, String>>()?, open: *others != Value::Bool(false) })
}

/// Describes a property, its words and its default.
fn docs(whole: &Value, given: &Value) -> Result<String, String> {
    let part = without_null(whole, given)?;
    let own = given["description"].as_str().or_else(|| part["description"].as_str()).unwrap_or_default();
    let (_, meanings) = words(part);
    let default = default(given).unwrap_or_default();
    if meanings.is_empty() {
        return Ok(format!("{own} {default}").trim().to_owned());
    }
    Ok(format!("{own}\n\n- {}\n\n{default}", meanings.join("\n- ")))
}

fn refuse_unknown_keywords(part: &Value) -> Result<(), String> {
    let keywords = part.as_object().map(Map::keys).ok_or_else(|| format!("{part} is no schema"))?;
    match keywords.into_iter().find(|keyword| !HELD.iter().chain(&PASSED_OVER).any(|known| known == keyword)) {
        Some(unknown) => Err(format!("there is no rule for the keyword {unknown}")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::declaration;

    fn made(schema: &Value) -> Result<String, String> {
        declaration(&schema.to_string())?.written()
    }

    /// Makes the only property of an object.
    fn property(property: &Value) -> Result<String, String> {
        let schema = json!({
            "type": "object",
            "additionalProperties": false,
            "description": "It.",
            "properties": {"it": property},
            "$defs": {"Word": {"oneOf": [
                {"type": "string", "const": "public", "description": "Everybody."},
                {"type": "string", "const": "private"},
            ]}},
        });
        let text = made(&schema)?;
        let start = text.find("{\n").expect("it is an interface") + 2;
        Ok(text[start..text.len() - 3].to_owned())
    }

    #[test]
    fn a_part_of_the_schema_is_a_property() {
        for (schema, typescript) in [
            (json!({"type": "string"}), "  it?: string;"),
            (json!({"type": ["boolean", "null"]}), "  it?: boolean;"),
            (json!({"type": "integer", "minimum": 1, "default": 443}), "  /** Default: 443. */\n  it?: number;"),
            (
                json!({"type": "string", "description": "A.", "default": "b"}),
                "  /** A. Default: `b`. */\n  it?: string;",
            ),
            (json!({"type": "string", "const": "a"}), "  it?: \"a\";"),
            (json!({"enum": ["a", "b", null]}), "  it?: \"a\" | \"b\";"),
            (json!({"type": "array", "items": {"type": "string"}}), "  it?: readonly string[];"),
            (json!({"type": "object", "additionalProperties": {"type": "string"}}), "  it?: Record<string, string>;"),
            (
                json!({"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}),
                "  it?: {\n    a: string;\n    [key: string]: unknown;\n  };",
            ),
            (
                json!({"anyOf": [{"$ref": "#/$defs/Word"}, {"type": "null"}], "description": "Who.", "default": "public"}),
                "  /**\n   * Who.\n   *\n   * - `public`: Everybody.\n   *\n   * Default: `public`.\n   */\n  \
                 it?: \"public\" | \"private\";",
            ),
        ] {
            assert_eq!(property(&schema).as_deref(), Ok(typescript), "{schema}");
        }
    }

    #[test]
    fn a_part_that_has_no_rule_is_refused() {
        for schema in [
            json!({"type": "string", "pattern": "a"}),
            json!({"anyOf": [{"type": "string"}, {"type": "integer"}]}),
            json!({"$ref": "#/$defs/None"}),
            json!({"enum": [1, 2]}),
            json!({"type": "array"}),
            json!({"type": "object"}),
            json!({"type": "object", "properties": {"a-b": {"type": "string"}}}),
        ] {
            assert!(property(&schema).is_err(), "{schema}");
        }
    }
}
