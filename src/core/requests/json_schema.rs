//! A check of documents against the part of JSON Schema that describes Portico's own documents.
//!
//! The meaning of a value, beyond its form, is checked where the value is read.

use crate::finding::Diagnostic;
use crate::reading::LIMITS;
use crate::reading::path::in_sentence;
use crate::rules::{missing_field, unknown_key, value_not_allowed};
use portico_manifest::{Node, PathSegment, Scalar, Span, parse, split};
use portico_text::{choices, nearest};
use serde_json::Value;

/// Reads a schema as data. JSON is YAML: a reader of its own would be thousands of bytes more.
pub(crate) fn read(text: &str) -> Value {
    let document = split(text).first().and_then(|raw| parse(text, raw, &LIMITS).ok());
    document.and_then(|document| document.root()?.to_data(&LIMITS).ok()).unwrap_or_default()
}

/// A diagnostic of something that the schema does not allow, and its place.
pub(crate) struct SchemaFault {
    pub found: Diagnostic,
    pub path: Vec<PathSegment>,
    pub span: Span,
}

/// A comparison of a document with the schema.
pub(crate) struct SchemaCheck<'s> {
    schema: &'s Value,
    /// The document's name in sentences: `an Exposure`.
    what: &'s str,
    faults: Vec<SchemaFault>,
    path: Vec<PathSegment>,
    /// Fields that flags give, as paths below `spec` with dots: they are not missing.
    given: Vec<&'s str>,
}

impl<'s> SchemaCheck<'s> {
    pub(crate) fn new(schema: &'s Value, what: &'s str, given: Vec<&'s str>) -> Self {
        Self { schema, what, faults: Vec::new(), path: Vec::new(), given }
    }

    /// Gives everything that the schema does not allow in a document, in the order of its text.
    pub(crate) fn run(mut self, root: Node<'_, '_>) -> Vec<SchemaFault> {
        self.value(root, self.schema, root.span());
        self.faults
    }

    fn value(&mut self, node: Node<'_, '_>, schema: &'s Value, key: Span) {
        let schema = self.dereferenced(schema);
        let words = allowed_words(schema);
        if !words.is_empty() {
            match node.as_str() {
                Some(text) if words.contains(&text) => {}
                Some(text) => self.fault(node.span(), value_not_allowed::word(&self.name(), text, &words)),
                None => {
                    let expected = choices(words.iter().copied());
                    self.fault(node.span(), value_not_allowed::form(&self.name(), &expected, form_of(node)));
                }
            }
            return;
        }
        match schema.get("type").and_then(expected_type) {
            Some("object") if node.is_mapping() => self.mapping(node, schema, key),
            Some("array") if node.is_sequence() => {
                if let Some(items) = schema.get("items") {
                    for (index, item) in node.items().enumerate() {
                        self.within(PathSegment::Index(index), |check| check.value(item, items, item.span()));
                    }
                }
            }
            Some("integer") if node.as_i64().is_some() => self.range(node, schema),
            Some("string") if node.as_str().is_some() => {}
            Some("boolean") if node.as_bool().is_some() => {}
            None => {}
            Some(expected) => {
                let expected = match expected {
                    "object" => "a mapping",
                    "array" => "a list",
                    "integer" => "a whole number",
                    "boolean" => "true or false",
                    _ => "a string",
                };
                self.fault(node.span(), value_not_allowed::form(&self.name(), expected, form_of(node)));
            }
        }
    }

    fn mapping(&mut self, node: Node<'_, '_>, schema: &'s Value, key: Span) {
        let properties = schema.get("properties").and_then(Value::as_object);
        let others = schema.get("additionalProperties");
        for entry in node.entries() {
            let name = entry.key.key_text().into_owned();
            if let Some(property) = properties.and_then(|properties| properties.get(&name)) {
                if !entry.value.is_null() {
                    self.within(PathSegment::Key(name), |check| check.value(entry.value, property, entry.key.span()));
                }
            } else if others == Some(&Value::Bool(false)) {
                let known = properties.into_iter().flat_map(|properties| properties.keys().map(String::as_str));
                let meant = nearest(&name, known.clone());
                let found = unknown_key::below(self.what, &self.name(), &name, meant, &known.collect::<Vec<_>>());
                self.within(PathSegment::Key(name), |check| check.fault(entry.key.span(), found));
            } else if let Some(property) = others.filter(|others| others.is_object()) {
                self.within(PathSegment::Key(name), |check| check.value(entry.value, property, entry.key.span()));
            }
        }
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        for field in required.filter_map(Value::as_str) {
            if node.get(field).is_none_or(Node::is_null) && !self.is_given(field) {
                let found = missing_field::diagnostic(&self.name_of(field));
                self.fault(first_line(node, key), found);
            }
        }
    }

    fn range(&mut self, node: Node<'_, '_>, schema: &'s Value) {
        let bound = |name: &str| schema.get(name).and_then(Value::as_i64);
        let (least, most) = (bound("minimum"), bound("maximum"));
        let number = node.as_i64().unwrap_or_default();
        if least.is_some_and(|least| number < least) || most.is_some_and(|most| number > most) {
            let found = value_not_allowed::range(&self.name(), number, least, most);
            self.fault(node.span(), found);
        }
    }

    fn is_given(&self, field: &str) -> bool {
        let name = self.name_of(field);
        self.given.iter().any(|given| format!("spec.{given}") == name)
    }

    fn fault(&mut self, span: Span, found: Diagnostic) {
        self.faults.push(SchemaFault { found, path: self.path.clone(), span });
    }

    fn within(&mut self, segment: PathSegment, visit: impl FnOnce(&mut Self)) {
        self.path.push(segment);
        visit(self);
        self.path.pop();
    }

    /// Names the current value in sentences.
    fn name(&self) -> String {
        in_sentence(&self.path)
    }

    /// Names a field of the current value in sentences.
    fn name_of(&self, field: &str) -> String {
        let field = PathSegment::Key(field.to_owned());
        in_sentence(&[&self.path[..], &[field]].concat())
    }

    /// Follows `$ref` and looks through "this or null".
    pub(crate) fn dereferenced(&self, schema: &'s Value) -> &'s Value {
        let mut schema = schema;
        loop {
            if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
                let pointer = reference.trim_start_matches('#');
                match self.schema.pointer(pointer) {
                    Some(target) => schema = target,
                    None => return schema,
                }
            } else if let Some(choice) = schema.get("anyOf").and_then(Value::as_array).and_then(|choices| {
                choices.iter().find(|choice| choice.get("type").and_then(Value::as_str) != Some("null"))
            }) {
                schema = choice;
            } else {
                return schema;
            }
        }
    }
}

/// Gives the type that a schema asks for, where null may stand beside it.
fn expected_type(value: &Value) -> Option<&str> {
    match value {
        Value::String(name) => Some(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).find(|&name| name != "null"),
        _ => None,
    }
}

/// Gives the words of an enumeration, however schemars wrote it: `const`, `enum`, or `oneOf` of these.
pub(crate) fn allowed_words(schema: &Value) -> Vec<&str> {
    if let Some(word) = schema.get("const").and_then(Value::as_str) {
        return vec![word];
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return words.iter().filter_map(Value::as_str).collect();
    }
    let choices = schema.get("oneOf").and_then(Value::as_array);
    choices.into_iter().flatten().flat_map(|choice| allowed_words(choice)).collect()
}

/// Names the form of a value for a sentence.
fn form_of(node: Node<'_, '_>) -> &'static str {
    if node.is_mapping() {
        return "a mapping";
    }
    if node.is_sequence() {
        return "a list";
    }
    match node.scalar() {
        Some(Scalar::Bool(_)) => "a boolean",
        Some(Scalar::Integer(_) | Scalar::Unsigned(_) | Scalar::Float(_)) => "a number",
        Some(Scalar::String) => "a string",
        Some(Scalar::Null) | None => "nothing",
    }
}

/// Gives the place for a diagnostic of a missing field: the mapping's key or, where it has none, its first field's key.
fn first_line(node: Node<'_, '_>, key: Span) -> Span {
    if key != node.span() {
        return key;
    }
    node.entries().next().map_or(key, |entry| entry.key.span())
}
