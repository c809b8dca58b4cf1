//! The parts of the Exposure's JSON Schema, read for the forms that are made of it.

use serde_json::Value;

/// Follows a part's references and drops null from its choices: an absent field says the same.
pub fn without_null<'schema>(whole: &'schema Value, mut part: &'schema Value) -> Result<&'schema Value, String> {
    loop {
        if let Some(reference) = part["$ref"].as_str() {
            let pointer = reference.strip_prefix('#').ok_or_else(|| format!("{reference} is in another file"))?;
            part = whole.pointer(pointer).ok_or_else(|| format!("there is no {reference}"))?;
        } else if let Some(choices) = part["anyOf"].as_array() {
            let mut choices = choices.iter().filter(|choice| choice["type"] != "null");
            part = match (choices.next(), choices.next()) {
                (Some(only), None) => only,
                _ => {
                    return Err(
                        "the schema gives a value one of several forms, which only a person can tell apart".to_owned()
                    );
                }
            };
        } else {
            return Ok(part);
        }
    }
}

/// Gives the words that a part allows, and the meanings of those that have a description.
pub fn words(part: &Value) -> (Vec<Value>, Vec<String>) {
    if let Some(word) = part.get("const") {
        return (vec![word.clone()], Vec::new());
    }
    if let Some(choices) = part["oneOf"].as_array() {
        let meaning =
            |choice: &Value| Some(format!("`{}`: {}", choice["const"].as_str()?, choice["description"].as_str()?));
        return (
            choices.iter().map(|choice| choice["const"].clone()).collect(),
            choices.iter().filter_map(meaning).collect(),
        );
    }
    let words = part["enum"].as_array().map(Vec::as_slice).unwrap_or_default();
    (words.iter().filter(|word| !word.is_null()).cloned().collect(), Vec::new())
}

/// Describes the default of a part, where it is a text or a number.
pub fn default(part: &Value) -> Option<String> {
    match &part["default"] {
        Value::String(text) => Some(format!("Default: `{text}`.")),
        number @ Value::Number(_) => Some(format!("Default: {number}.")),
        _ => None,
    }
}

/// Gives the type of a part, other than null.
pub fn type_of(part: &Value, has_words: bool) -> Result<String, String> {
    let named = match &part["type"] {
        Value::String(name) => Some(name.as_str()),
        Value::Array(names) => names.iter().filter_map(Value::as_str).find(|&name| name != "null"),
        _ => has_words.then_some("string"),
    };
    named.map(str::to_owned).ok_or_else(|| format!("the schema doesn't say the type of {part}"))
}
