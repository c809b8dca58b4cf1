//! YAML with comments: the form in which values are handed to people.

use portico_manifest::edit::plain_or_quoted;
use serde_json::{Map, Value};

/// A key, its value, and what is said of it in the lines above.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub key: String,
    pub value: Written,
    pub comment: Option<String>,
}

/// A value as it is written.
#[derive(Debug, Clone)]
pub(crate) enum Written {
    Text(String),
    Switch(bool),
    Block(Vec<Field>),
}

impl Field {
    pub(crate) fn text(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self { key: key.into(), value: Written::Text(value.into()), comment: None }
    }

    pub(crate) fn switch(key: impl Into<String>, value: bool) -> Self {
        Self { key: key.into(), value: Written::Switch(value), comment: None }
    }

    pub(crate) fn block(key: impl Into<String>, fields: Vec<Self>) -> Self {
        Self { key: key.into(), value: Written::Block(fields), comment: None }
    }

    pub(crate) fn comment(mut self, comment: impl Into<String>) -> Self {
        self.comment = Some(comment.into());
        self
    }
}

/// The fields as YAML: two spaces a level, each comment on lines of its own.
pub(crate) fn write(fields: &[Field]) -> String {
    let mut text = String::new();
    write_block(fields, 0, &mut text);
    text
}

/// The fields as data.
pub(crate) fn data(fields: &[Field]) -> Value {
    let entries = fields.iter().map(|field| {
        let value = match &field.value {
            Written::Text(text) => Value::String(text.clone()),
            Written::Switch(switch) => Value::Bool(*switch),
            Written::Block(fields) => data(fields),
        };
        (field.key.clone(), value)
    });
    Value::Object(entries.collect::<Map<_, _>>())
}

fn write_block(fields: &[Field], level: usize, text: &mut String) {
    let indentation = "  ".repeat(level);
    for field in fields {
        for line in field.comment.iter().flat_map(|comment| wrapped(comment, 100 - indentation.len())) {
            text.push_str(&format!("{indentation}# {line}\n"));
        }
        let key = plain_or_quoted(&field.key);
        match &field.value {
            Written::Text(value) => text.push_str(&format!("{indentation}{key}: {}\n", plain_or_quoted(value))),
            Written::Switch(switch) => text.push_str(&format!("{indentation}{key}: {switch}\n")),
            Written::Block(fields) if fields.is_empty() => text.push_str(&format!("{indentation}{key}: {{}}\n")),
            Written::Block(fields) => {
                text.push_str(&format!("{indentation}{key}:\n"));
                write_block(fields, level + 1, text);
            }
        }
    }
}

/// Lines of at most `width` characters, broken at spaces.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_stand_above_what_they_are_about() {
        let fields = [
            Field::block("service", vec![Field::text("type", "LoadBalancer"), Field::block("annotations", vec![])]),
            Field::text("passthrough", "true").comment("a text, not a boolean"),
            Field::switch("provision", true),
        ];
        let expected = "service:\n  type: LoadBalancer\n  annotations: {}\n\
                        # a text, not a boolean\npassthrough: \"true\"\nprovision: true\n";
        assert_eq!(write(&fields), expected);
    }
}
