//! The Exposure's schemas for KCL, made of its JSON Schema.
//!
//! KCL itself refuses a field of an unknown name and a value of another type. What is missing, the words that a field
//! takes and the range of a number are checked by conditions, because those carry the rules' names and words.

use std::collections::BTreeMap;
use std::path::PathBuf;

use portico_text::choices;
use portico_xtask::root;
use serde_json::{Map, Value};

use super::exposure_schema::{default, type_of, without_null, words};

/// The words that KCL keeps for itself: as names they are written with a `$`.
const KEYWORDS: [&str; 33] = [
    "True",
    "False",
    "None",
    "Undefined",
    "import",
    "and",
    "or",
    "in",
    "is",
    "not",
    "as",
    "if",
    "else",
    "elif",
    "for",
    "schema",
    "mixin",
    "protocol",
    "check",
    "assert",
    "all",
    "any",
    "map",
    "filter",
    "lambda",
    "rule",
    "type",
    "str",
    "int",
    "float",
    "bool",
    "final",
    "relaxed",
];

const HEAD: &str = "\"\"\"\nThe Exposure. Made by `cargo xtask generate` of its JSON Schema.\n\"\"\"\n";

/// Gives the module's file.
pub fn file() -> PathBuf {
    root().join("src/kcl/exposure.k")
}

/// Gives the schemas, made from the JSON Schema's text: the Exposure's first, then each that another one names.
pub fn text(schema: &str) -> Result<String, String> {
    let whole: Value = serde_json::from_str(schema).map_err(|error| format!("the schema is no JSON: {error}"))?;
    let title = whole["title"].as_str().ok_or("the schema has no title")?.to_owned();
    let mut module = Module { whole: &whole, named: BTreeMap::new(), written: HEAD.to_owned() };
    module.open(&title, "", &whole)?;
    Ok(module.written)
}

/// The schemas so far.
struct Module<'schema> {
    whole: &'schema Value,
    /// The place of each schema in the Exposure.
    named: BTreeMap<String, String>,
    written: String,
}

/// A schema that another one names, to be written after it.
struct Inner<'schema> {
    name: String,
    place: String,
    part: &'schema Value,
}

impl<'schema> Module<'schema> {
    /// Writes the schema of an object, and then those inside it.
    fn open(&mut self, name: &str, place: &str, part: &'schema Value) -> Result<(), String> {
        if let Some(other) = self.named.insert(name.to_owned(), place.to_owned()) {
            return Err(format!("the schema {name} is used at `{other}` and at `{place}`: a check can name only one"));
        }
        let properties = part["properties"].as_object().ok_or_else(|| format!("{name} has no properties"))?;
        let required: Vec<&str> = part["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let mut inside = Vec::new();
        let (mut attributes, mut fields, mut checks) = (String::new(), String::new(), String::new());
        for (field, given) in properties {
            let place = if place.is_empty() { field.clone() } else { format!("{place}.{field}") };
            let part = without_null(self.whole, given)?;
            let kind = self.kind(&place, given, &mut inside)?;
            let (words, meanings) = words(part);
            let escaped = if KEYWORDS.contains(&field.as_str()) { format!("${field}") } else { field.clone() };
            let is_required = required.contains(&field.as_str());
            if let Some(word) = part["const"].as_str() {
                fields += &format!("    {escaped}: \"{word}\" = \"{word}\"\n");
            } else {
                // A condition says that it is missing: of a required attribute KCL says it first, in its own words.
                fields += &format!("    {escaped}?: {kind}\n");
                checks += &check(&escaped, &place, is_required, &words, part);
            }
            let mut lines: Vec<String> = described(given, part).into_iter().collect();
            lines.extend(meanings);
            lines.extend(default(given));
            let optional = if is_required { "required" } else { "optional" };
            attributes +=
                &format!("    {field}: {kind}, {optional}\n        {}\n", lines.join("\n").replace('\n', "\n        "));
        }
        if part.get("additionalProperties") != Some(&Value::Bool(false)) {
            fields += "    [...str]: any\n";
        }
        let about = described(part, part).unwrap_or_default();
        let text = format!(
            "\nschema {name}:\n    \"\"\"\n    {}\n\n    Attributes\n    ----------\n{attributes}    \"\"\"\n{fields}",
            about.replace('\n', "\n    ")
        );
        if text.matches("\"\"\"").count() != 2 || text.contains(['\\', '\t']) {
            return Err(format!("a description in {name} would end or change KCL's string"));
        }
        self.written += &text;
        if !checks.is_empty() {
            self.written += &format!("\n    check:\n{checks}");
        }
        for Inner { name, place, part } in inside {
            self.open(&name, &place, part)?;
        }
        Ok(())
    }

    /// Gives the type of a value, and collects the schema that it names.
    fn kind(&self, place: &str, given: &'schema Value, inside: &mut Vec<Inner<'schema>>) -> Result<String, String> {
        let part = without_null(self.whole, given)?;
        let (words, _) = words(part);
        Ok(match type_of(part, !words.is_empty())?.as_str() {
            "string" => "str".to_owned(),
            "integer" => "int".to_owned(),
            "boolean" => "bool".to_owned(),
            "array" => format!("[{}]", self.kind(&format!("{place}[]"), &part["items"], inside)?),
            "object" if part["properties"].is_object() => {
                let name = name(self.whole, part).ok_or_else(|| format!("the schema at `{place}` has no name"))?;
                inside.push(Inner { name: name.clone(), place: place.to_owned(), part });
                name
            }
            "object" => format!("{{str:{}}}", self.kind(place, &part["additionalProperties"], inside)?),
            other => return Err(format!("KCL has no type for {other}")),
        })
    }
}

/// Finds the name that the JSON Schema gives a part.
fn name(whole: &Value, part: &Value) -> Option<String> {
    let definitions: &Map<String, Value> = whole["$defs"].as_object()?;
    definitions.iter().find(|(_, definition)| std::ptr::eq(*definition, part)).map(|(name, _)| name.clone())
}

fn described(given: &Value, part: &Value) -> Option<String> {
    given["description"].as_str().or_else(|| part["description"].as_str()).map(str::to_owned)
}

/// Writes the conditions of a field, with the words of the rules.
fn check(field: &str, place: &str, is_required: bool, words: &[Value], part: &Value) -> String {
    let unless_absent = if is_required { String::new() } else { format!("{field} in [None, Undefined] or ") };
    let mut checks = String::new();
    if is_required {
        checks += &format!("        {field} not in [None, Undefined], \"missing-field: `{place}` is missing\"\n");
    }
    if !words.is_empty() {
        let takes = choices(words.iter().filter_map(Value::as_str));
        let words: Vec<String> = words.iter().map(Value::to_string).collect();
        let words = words.join(", ");
        checks += &format!(
            "        {unless_absent}{field} in [{words}], \"value-not-allowed: `{place}` is `${{{field}}}`, but takes {takes}\"\n"
        );
    }
    let bounds = (part["minimum"].as_i64(), part["maximum"].as_i64());
    let (condition, takes) = match bounds {
        (Some(least), Some(most)) => (format!("{least} <= {field} <= {most}"), format!("{least} to {most}")),
        (Some(least), None) => (format!("{field} >= {least}"), format!("{least} or more")),
        (None, Some(most)) => (format!("{field} <= {most}"), format!("{most} or less")),
        (None, None) => return checks,
    };
    checks += &format!(
        "        {unless_absent}{condition}, \"value-not-allowed: `{place}` is ${{{field}}}, but takes {takes}\"\n"
    );
    checks
}

#[cfg(test)]
mod tests {
    use super::text;
    use serde_json::json;

    #[test]
    fn an_object_becomes_a_schema_with_the_rules_words() {
        let schema = json!({
            "title": "Exposure",
            "type": "object",
            "additionalProperties": false,
            "description": "One.",
            "properties": {
                "kind": {"type": "string", "const": "Exposure", "description": "Always."},
                "spec": {"$ref": "#/$defs/Spec", "description": "What is wanted."},
            },
            "required": ["kind", "spec"],
            "$defs": {"Spec": {
                "type": "object",
                "description": "It.",
                "properties": {
                    "rule": {"type": "string", "description": "A rule.", "enum": ["a", "b"]},
                    "port": {"type": ["integer", "null"], "minimum": 1, "maximum": 9, "default": 4},
                    "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                },
                "required": ["rule"],
            }},
        });
        let expected = "\"\"\"\nThe Exposure. Made by `cargo xtask generate` of its JSON Schema.\n\"\"\"\n\nschema Exposure:\n    \"\"\"\n    One.\n\n    \
                        Attributes\n    ----------\n    kind: str, required\n        Always.\n    spec: Spec, required\n        What is wanted.\n    \"\"\"\n    \
                        kind: \"Exposure\" = \"Exposure\"\n    spec?: Spec\n\n    check:\n        spec not in [None, Undefined], \"missing-field: `spec` is missing\"\n\
                        \nschema Spec:\n    \"\"\"\n    It.\n\n    Attributes\n    ----------\n    rule: str, required\n        A rule.\n    port: int, optional\n        \
                        Default: 4.\n    labels: {str:str}, optional\n        \n    \"\"\"\n    $rule?: str\n    port?: int\n    labels?: {str:str}\n    [...str]: any\n\n    \
                        check:\n        $rule not in [None, Undefined], \"missing-field: `spec.rule` is missing\"\n        \
                        $rule in [\"a\", \"b\"], \"value-not-allowed: `spec.rule` is `${$rule}`, but takes a or b\"\n        \
                        port in [None, Undefined] or 1 <= port <= 9, \"value-not-allowed: `spec.port` is ${port}, but takes 1 to 9\"\n";
        assert_eq!(text(&schema.to_string()).as_deref(), Ok(expected));
    }

    #[test]
    fn a_description_that_would_end_the_string_is_refused() {
        for description in ["a \"\"\" b", "a \\ b"] {
            let schema = json!({"title": "A", "description": description, "properties": {}});
            assert!(text(&schema.to_string()).is_err());
        }
    }
}
