//! The JSON Schemas of declared types, for `cargo xtask generate`; no product holds this.

use super::part::Part;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

/// The schema of a struct, made property by property.
pub(crate) struct Object<'g> {
    generator: &'g mut SchemaGenerator,
    properties: Map<String, Value>,
    required: Vec<&'static str>,
}

impl<'g> Object<'g> {
    /// Makes the schema of a struct without fields.
    pub(crate) fn new(generator: &'g mut SchemaGenerator) -> Self {
        Self { generator, properties: Map::new(), required: Vec::new() }
    }

    /// Adds a field with its description, its default, and keywords beside those of its type.
    pub(crate) fn property<T: Part + JsonSchema>(
        &mut self,
        name: &'static str,
        doc: &[&str],
        default: Option<fn() -> T>,
        keywords: &[(&str, Value)],
    ) {
        let mut schema = self.generator.subschema_for::<T>();
        schema.insert("description".to_owned(), description(doc));
        for (keyword, value) in keywords {
            schema.insert((*keyword).to_owned(), value.clone());
        }
        if let Some(default) = default {
            schema.insert("default".to_owned(), default().written().data());
        }
        if default.or(T::ABSENT).is_none() {
            self.required.push(name);
        }
        self.properties.insert(name.to_owned(), schema.to_value());
    }

    /// Gives the schema. It refuses fields of other names, unless `others` may stand there.
    pub(crate) fn finish(self, doc: &[&str], others: &[&str]) -> Schema {
        let mut schema = json_schema!({"type": "object"});
        if others.is_empty() {
            schema.insert("additionalProperties".to_owned(), json!(false));
        }
        schema.insert("properties".to_owned(), Value::Object(self.properties));
        if !self.required.is_empty() {
            schema.insert("required".to_owned(), json!(self.required));
        }
        schema.insert("description".to_owned(), description(doc));
        schema
    }
}

/// Gives the schema of an enumeration of words, each with its description.
pub(crate) fn words(words: &[(&str, &[&str])], doc: &[&str]) -> Schema {
    let word =
        |(word, doc): &(&str, &[&str])| json!({"type": "string", "const": word, "description": description(doc)});
    json_schema!({"oneOf": words.iter().map(word).collect::<Vec<_>>(), "description": description(doc)})
}

/// Joins the lines of a doc comment.
fn description(doc: &[&str]) -> Value {
    doc.iter().map(|line| line.trim()).collect::<Vec<_>>().join("\n").into()
}
