//! YAML with comments, the form in which values are handed to people.

use portico_edit::plain_or_quoted;
use portico_small::Decimal;
use portico_text::Comment;
use serde_json::{Map, Value};

/// A key, its value, and the comment in the lines above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    pub key: String,
    pub value: Written,
    pub comment: Option<Comment>,
}

/// A value as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Written {
    Text(String),
    Number(i64),
    Switch(bool),
    /// Null, which removes a default of the chart.
    Nothing,
    Block(Vec<Field>),
    List(Vec<Self>),
}

impl Field {
    // Not inlined: every output's fields are made by these two, at very many places.
    #[inline(never)]
    pub(crate) fn new(key: &str, value: Written) -> Self {
        Self { key: key.to_owned(), value, comment: None }
    }

    #[inline(never)]
    pub(crate) fn text(key: &str, value: &str) -> Self {
        Self::new(key, Written::Text(value.to_owned()))
    }

    pub(crate) fn switch(key: &str, value: bool) -> Self {
        Self::new(key, Written::Switch(value))
    }

    pub(crate) fn block(key: &str, fields: Vec<Self>) -> Self {
        Self::new(key, Written::Block(fields))
    }

    pub(crate) fn comment(mut self, comment: impl Into<Comment>) -> Self {
        self.comment = Some(comment.into());
        self
    }
}

/// Writes fields as YAML: two spaces a level, each comment on lines of its own.
pub(crate) fn write(fields: &[Field]) -> String {
    let mut text = String::new();
    write_block(fields, 0, &mut text);
    text
}

/// Writes a list as YAML, at a document's root.
pub(crate) fn write_list(items: &[Written]) -> String {
    let mut text = String::new();
    write_items(items, 0, &mut text);
    text
}

/// Writes a sentence as the lines of a comment.
pub(crate) fn write_comment(comment: &Comment, level: usize, text: &mut String) {
    let indentation = "  ".repeat(level);
    for line in comment.lines(100usize.saturating_sub(indentation.len())) {
        text.push_str(&format!("{indentation}# {line}\n"));
    }
}

/// Gives the fields as data.
pub(crate) fn data(fields: &[Field]) -> Value {
    let entries = fields.iter().map(|field| (field.key.clone(), field.value.data()));
    Value::Object(entries.collect::<Map<_, _>>())
}

/// Writes a number that is no whole one of 64 bits.
fn fraction(number: &serde_json::Number) -> String {
    let float = number.as_f64().unwrap_or_default();
    format!("{}{}", if float < 0.0 { "-" } else { "" }, Decimal::of(float).plain())
}

impl Written {
    /// Gives data as a value to write. A fraction becomes its text.
    pub(crate) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Nothing,
            Value::Bool(switch) => Self::Switch(*switch),
            Value::Number(number) => number.as_i64().map_or_else(|| Self::Text(fraction(number)), Self::Number),
            Value::String(text) => Self::Text(text.clone()),
            Value::Array(items) => Self::List(items.iter().map(Self::of).collect()),
            Value::Object(entries) => {
                Self::Block(entries.iter().map(|(key, value)| Field::new(key, Self::of(value))).collect())
            }
        }
    }

    /// Gives the value as data.
    pub(super) fn data(&self) -> Value {
        match self {
            Self::Text(text) => Value::String(text.clone()),
            Self::Number(number) => Value::from(*number),
            Self::Switch(switch) => Value::Bool(*switch),
            Self::Nothing => Value::Null,
            Self::Block(fields) => data(fields),
            Self::List(items) => items.iter().map(Self::data).collect(),
        }
    }

    /// Gives the value as it stands on the line of its key; none where it takes lines of its own.
    fn inline(&self) -> Option<String> {
        Some(match self {
            Self::Text(text) => plain_or_quoted(text),
            Self::Number(number) => number.to_string(),
            Self::Switch(switch) => switch.to_string(),
            Self::Nothing => "null".to_owned(),
            Self::Block(fields) if fields.is_empty() => "{}".to_owned(),
            Self::List(items) if items.is_empty() => "[]".to_owned(),
            Self::Block(_) | Self::List(_) => return None,
        })
    }
}

fn write_block(fields: &[Field], level: usize, text: &mut String) {
    for field in fields {
        if let Some(comment) = &field.comment {
            write_comment(comment, level, text);
        }
        text.push_str(&"  ".repeat(level));
        write_entry(field, level, text);
    }
}

fn write_entry(field: &Field, level: usize, text: &mut String) {
    let key = plain_or_quoted(&field.key);
    match (&field.value, field.value.inline()) {
        (_, Some(value)) => text.push_str(&format!("{key}: {value}\n")),
        (Written::List(items), None) => {
            text.push_str(&format!("{key}:\n"));
            write_items(items, level + 1, text);
        }
        (Written::Block(fields), None) => {
            text.push_str(&format!("{key}:\n"));
            write_block(fields, level + 1, text);
        }
        (_, None) => {}
    }
}

fn write_items(items: &[Written], level: usize, text: &mut String) {
    for item in items {
        let mut written = String::new();
        match (item, item.inline()) {
            (_, Some(value)) => written.push_str(&format!("{value}\n")),
            (Written::Block(fields), None) => write_block(fields, level + 1, &mut written),
            (Written::List(items), None) => write_items(items, level + 1, &mut written),
            (_, None) => {}
        }
        let indentation = "  ".repeat(level);
        let lines = written.trim_start_matches(' ');
        text.push_str(&format!("{indentation}- {lines}"));
    }
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

    #[test]
    fn what_is_written_reads_as_the_data_that_was_meant() {
        let fields = [
            Field::new(
                "listeners",
                Written::List(vec![
                    Written::Block(vec![
                        Field::text("name", "tls").comment("the first key of an item"),
                        Field::new("port", Written::Number(443)),
                        Field::block("tls", vec![Field::text("mode", "Passthrough")]),
                    ]),
                    Written::Block(vec![Field::new(
                        "kinds",
                        Written::List(vec![Written::List(vec![Written::Text("yes".to_owned())])]),
                    )]),
                ]),
            ),
            Field::new("nothing", Written::List(Vec::new())),
            Field::new("component", Written::Nothing),
        ];
        let text = write(&fields);
        let limits = portico_manifest::Limits::STANDARD;
        let document = portico_manifest::parse(&text, &portico_manifest::split(&text)[0], &limits).unwrap();
        assert_eq!(document.root().unwrap().to_data(&limits).unwrap(), data(&fields), "{text}");
    }
}
