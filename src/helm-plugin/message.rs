//! The message that Helm sends: one JSON object, whose arguments are alike for every kind of plugin.

use portico_command::UsageError;
use serde_json::{Map, Value};

/// A message's fields.
pub struct Message(Map<String, Value>);

impl Message {
    /// Reads a message.
    pub fn read(bytes: &[u8]) -> Result<Self, UsageError> {
        match serde_json::from_slice(bytes) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            Ok(_) => Err(unreadable("it is not a JSON object")),
            Err(error) => Err(unreadable(&error.to_string())),
        }
    }

    /// Takes the value of a field, which is null where there is none.
    pub fn take(&mut self, name: &str) -> Value {
        self.0.get_mut(name).map(Value::take).unwrap_or_default()
    }

    /// Takes the arguments that the user gave behind the command, or with `--post-renderer-args`.
    pub fn arguments(&mut self) -> Result<Vec<String>, UsageError> {
        let arguments = match self.take("extraArgs") {
            Value::Null => Some(Vec::new()),
            Value::Array(items) => items.into_iter().map(text).collect(),
            _ => None,
        };
        arguments.ok_or_else(|| unreadable("its `extraArgs` are not a list of strings"))
    }
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// Refuses a message of another form.
pub fn unreadable(why: &str) -> UsageError {
    UsageError::new(
        format!("what Helm sent can't be read: {why}"),
        "this module is for Helm 4.0 to 4.3: look for a newer Portico, or use the plugin that runs the program",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_a_list_of_strings_or_absent() {
        let arguments = |message: &str| Message::read(message.as_bytes()).and_then(|mut message| message.arguments());
        assert_eq!(arguments(r#"{"extraArgs": ["a", ""]}"#), Ok(vec!["a".to_owned(), String::new()]));
        assert_eq!(arguments(r#"{"extraArgs": null, "more": 1}"#), Ok(vec![]));
        assert_eq!(arguments("{}"), Ok(vec![]));
        for wrong in [r#"{"extraArgs": [1]}"#, r#"{"extraArgs": "a"}"#, "[]", "null", "", "{", "\u{0}"] {
            let refusal = arguments(wrong).expect_err(wrong);
            assert!(refusal.message.starts_with("what Helm sent can't be read: "), "{refusal}");
        }
        assert!(Message::read(b"\xff").is_err());
        assert!(Message::read("[".repeat(100_000).as_bytes()).is_err());
    }
}
