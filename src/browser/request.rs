//! Requests of JavaScript, read into the core's own types: objects under the names of the WIT, in camel case.
//!
//! Read by hand, because it is half of what a derived reader takes on the page, and because the core's types need no
//! reader anywhere else. A field that may be absent may be `null` too. A function refuses arguments of unknown names,
//! so that no misspelt option is ignored. In results that come back as arguments, unknown names are left alone.

use std::fmt;

use portico_core::Source;
use portico_core::finding::{Diagnostic, Document, Edit, Fix, PathSegment, Position, Safety, Severity, Span};
use portico_core::report::Format;
use portico_core::requests::FieldOverride;
use portico_core::transform::Envelope;
use portico_core::validate::{Options, Recognized, Report, Summary};
use serde_json::{Map, Value};

/// Why a request is malformed.
#[derive(Debug)]
pub struct Malformed(String);

impl Malformed {
    /// Adds the name of the field that holds the fault.
    #[inline(never)]
    fn inside(self, field: &str) -> Self {
        Self(format!("{field}: {}", self.0))
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Malformed {}

/// An object that was sent, read field by field.
pub struct Fields {
    left: Map<String, Value>,
    taken: Vec<&'static str>,
}

impl Fields {
    /// Reads the arguments of a function.
    pub fn parse(request: &str) -> Result<Self, Malformed> {
        serde_json::from_str(request).map_err(|error| Malformed(error.to_string())).and_then(Self::of)
    }

    /// Takes the field of a name.
    pub fn take<T: Read>(&mut self, name: &'static str) -> Result<T, Malformed> {
        T::read(self.value(name)).map_err(|malformed| malformed.inside(name))
    }

    /// Takes the value of a field, which is null where there is none.
    #[inline(never)]
    fn value(&mut self, name: &'static str) -> Value {
        self.taken.push(name);
        self.left.remove(name).unwrap_or_default()
    }

    /// Refuses fields that were not taken.
    #[inline(never)]
    pub fn end(self) -> Result<(), Malformed> {
        match self.left.keys().next() {
            Some(unknown) => expected(&format!("{}, not {unknown}", self.taken.join(", "))),
            None => Ok(()),
        }
    }

    /// Takes the options of a validation.
    pub fn options(&mut self) -> Result<Options, Malformed> {
        Ok(Options {
            configuration: self.take("configuration")?,
            overrides: self.take::<Option<_>>("overrides")?.unwrap_or_default(),
            exposure: self.take("exposure")?,
            values: self.take::<Option<_>>("values")?.unwrap_or_default(),
            previous: self.take::<Option<_>>("previous")?.unwrap_or_default(),
        })
    }

    fn of(value: Value) -> Result<Self, Malformed> {
        match value {
            Value::Object(left) => Ok(Self { left, taken: Vec::new() }),
            _ => expected("an object"),
        }
    }
}

/// A type that is read from a request.
pub trait Read: Sized {
    /// Reads it from a value, which is null where there is none.
    fn read(value: Value) -> Result<Self, Malformed>;
}

fn expected<T>(what: &str) -> Result<T, Malformed> {
    Err(Malformed(format!("expected {what}")))
}

impl Read for String {
    fn read(value: Value) -> Result<Self, Malformed> {
        match value {
            Value::String(text) => Ok(text),
            _ => expected("a string"),
        }
    }
}

impl Read for bool {
    fn read(value: Value) -> Result<Self, Malformed> {
        value.as_bool().map_or_else(|| expected("a boolean"), Ok)
    }
}

impl Read for u32 {
    fn read(value: Value) -> Result<Self, Malformed> {
        let number = value.as_u64().and_then(|number| Self::try_from(number).ok());
        number.map_or_else(|| expected("a whole number"), Ok)
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: Value) -> Result<Self, Malformed> {
        if value.is_null() { Ok(None) } else { T::read(value).map(Some) }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: Value) -> Result<Self, Malformed> {
        match value {
            Value::Array(items) => items.into_iter().map(T::read).collect(),
            _ => expected("a list"),
        }
    }
}

/// Reads an object into a type whose fields have these names.
macro_rules! object {
    ($type:ident: $($field:ident $name:literal),+ $(; no $absent:ident)?) => {
        impl Read for $type {
            fn read(value: Value) -> Result<Self, Malformed> {
                let mut fields = Fields::of(value)?;
                Ok(Self { $($field: fields.take($name)?,)+ $($absent: Vec::new())? })
            }
        }
    };
}

/// Reads a word into a type whose variants have these names.
macro_rules! word {
    ($type:ident: $($variant:ident $name:literal),+) => {
        impl Read for $type {
            fn read(value: Value) -> Result<Self, Malformed> {
                match value.as_str() {
                    $(Some($name) => Ok(Self::$variant),)+
                    _ => expected(concat!("one of", $(" ", $name),+)),
                }
            }
        }
    };
}

object!(Source: name "name", text "text");
object!(FieldOverride: field "field", value "value", origin "origin");
object!(Report: diagnostics "diagnostics", summary "summary");
object!(Summary:
    errors "errors", warnings "warnings", infos "infos", suppressed "suppressed", recognized "recognized", ignored "ignored",
    unreadable "unreadable", targets "targets");
object!(Recognized: kind "kind", count "count");
object!(Diagnostic:
    rule "rule", severity "severity", message "message", why "why", help "help", source "source",
    document "document", path "path", span "span", fixes "fixes", references "references";
    no proposed);
object!(Document:
    index "index", template "template", api_version "apiVersion", kind "kind", namespace "namespace", name "name");
object!(Span: start "start", end "end");
object!(Position: offset "offset", line "line", column "column");
object!(Fix: title "title", safety "safety", edits "edits");
object!(Edit: span "span", replacement "replacement");

word!(Severity: Error "error", Warning "warning", Info "info");
word!(Safety: Safe "safe", Unsafe "unsafe");
word!(Envelope: Stream "stream", ResourceList "resource-list");

impl Read for PathSegment {
    fn read(value: Value) -> Result<Self, Malformed> {
        if value.is_string() { String::read(value).map(Self::Key) } else { u32::read(value).map(Self::Index) }
    }
}

/// `"json"` and its like, or `{"human": {…}}`.
impl Read for Format {
    fn read(value: Value) -> Result<Self, Malformed> {
        match value.as_str() {
            Some("json") => return Ok(Self::Json),
            Some("sarif") => return Ok(Self::Sarif),
            Some("junit") => return Ok(Self::Junit),
            Some("github") => return Ok(Self::Github),
            _ => {}
        }
        let mut human: Fields = Fields::of(value)?.take("human")?;
        let format = Self::Human {
            color: human.take::<Option<_>>("color")?.unwrap_or_default(),
            summary: human.take::<Option<_>>("summary")?.unwrap_or_default(),
        };
        human.end()?;
        Ok(format)
    }
}

impl Read for Fields {
    fn read(value: Value) -> Result<Self, Malformed> {
        Self::of(value)
    }
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, Fields, Format, Report, Source};
    use serde_json::json;

    #[test]
    fn reads_what_the_core_writes() {
        let written = json!({
            "rule": "a-rule", "severity": "warning", "message": "m", "why": "w", "help": "h", "source": "s",
            "document": {"index": 1, "apiVersion": "v1"},
            "path": ["key", 2],
            "span": {"start": {"offset": 1, "line": 2, "column": 3}, "end": {"offset": 4, "line": 5, "column": 6}},
            "fixes": [{"title": "t", "safety": "unsafe", "edits": []}],
            "references": ["page"],
        });
        let mut fields = Fields::parse(&json!({"diagnostic": written, "utf16Offset": 1}).to_string()).unwrap();
        let read: Diagnostic = fields.take("diagnostic").unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), written);
    }

    #[test]
    fn says_what_a_request_lacks() {
        let why = |request: &str| {
            let read = Fields::parse(request).and_then(|mut fields| fields.take::<Vec<Source>>("sources"));
            read.err().map(|malformed| malformed.to_string())
        };
        assert_eq!(why(r#"{"sources": []}"#), None);
        assert_eq!(why("{}").as_deref(), Some("sources: expected a list"));
        assert_eq!(why(r#"{"sources": [{"name": "a"}]}"#).as_deref(), Some("sources: text: expected a string"));
        assert_eq!(why("[]").as_deref(), Some("expected an object"));
        assert!(why("{").is_some());

        let mut fields = Fields::parse(r#"{"report": {"diagnostics": [], "summary": {"errors": -1}}}"#).unwrap();
        let malformed = fields.take::<Report>("report").unwrap_err();
        assert_eq!(malformed.to_string(), "report: summary: errors: expected a whole number");
    }

    #[test]
    fn an_option_of_another_name_was_passed_over_in_silence() {
        let why = |request: &str| {
            let mut fields = Fields::parse(request).unwrap();
            fields.options().unwrap();
            fields.end().err().map(|malformed| malformed.to_string())
        };
        assert_eq!(why(r#"{"overrides": [], "configuration": null}"#), None);
        let names = "configuration, overrides, exposure, values, previous";
        assert_eq!(why(r#"{"gatewayAPI": "1.5"}"#), Some(format!("expected {names}, not gatewayAPI")));

        let mut fields = Fields::parse(r#"{"format": {"human": {"colour": true}}}"#).unwrap();
        let malformed = fields.take::<Format>("format").unwrap_err();
        assert_eq!(malformed.to_string(), "format: expected color, summary, not colour");
    }
}
