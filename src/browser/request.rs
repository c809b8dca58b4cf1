//! Requests of JavaScript, read into the core's own types: objects under the names of the WIT, in camel case.
//!
//! Read by hand, because it is half of what a derived reader takes on the page, and because the core's types need no
//! reader anywhere else. A field that may be absent may be `null` too. A function refuses arguments of unknown names,
//! so that no misspelt option is ignored.

use std::fmt;

use portico_core::Source;
use portico_core::report::Format;
use portico_core::requests::FieldOverride;
use portico_core::transform::Envelope;
use portico_core::{render, validate};
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
pub struct RequestObject {
    left: Map<String, Value>,
    taken: Vec<&'static str>,
}

impl RequestObject {
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

    /// Takes the field of a name, or gives its type's default where it is absent.
    pub fn take_or_default<T: Read + Default>(&mut self, name: &'static str) -> Result<T, Malformed> {
        Ok(self.take::<Option<T>>(name)?.unwrap_or_default())
    }

    /// Takes the options of a rendering.
    pub fn render_options(&mut self) -> Result<render::Options, Malformed> {
        Ok(render::Options {
            overrides: self.take_or_default("overrides")?,
            command: self.take_or_default("command")?,
            report_formats: self.take_or_default("reportFormats")?,
        })
    }

    /// Takes the options of a validation.
    pub fn validate_options(&mut self) -> Result<validate::Options, Malformed> {
        Ok(validate::Options {
            configuration: self.take("configuration")?,
            overrides: self.take_or_default("overrides")?,
            exposure: self.take("exposure")?,
            values: self.take_or_default("values")?,
            previous: self.take_or_default("previous")?,
            report_formats: self.take_or_default("reportFormats")?,
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
    ($type:ident: $($field:ident $name:literal),+) => {
        impl Read for $type {
            fn read(value: Value) -> Result<Self, Malformed> {
                let mut fields = RequestObject::of(value)?;
                Ok(Self { $($field: fields.take($name)?),+ })
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

word!(Envelope: Stream "stream", ResourceList "resource-list");

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
        let mut human: RequestObject = RequestObject::of(value)?.take("human")?;
        let format = Self::Human { color: human.take_or_default("color")?, summary: human.take_or_default("summary")? };
        human.end()?;
        Ok(format)
    }
}

impl Read for RequestObject {
    fn read(value: Value) -> Result<Self, Malformed> {
        Self::of(value)
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, RequestObject, Source};

    #[test]
    fn says_what_a_request_lacks() {
        let why = |request: &str| {
            let read = RequestObject::parse(request).and_then(|mut fields| fields.take::<Vec<Source>>("sources"));
            read.err().map(|malformed| malformed.to_string())
        };
        assert_eq!(why(r#"{"sources": []}"#), None);
        assert_eq!(why("{}").as_deref(), Some("sources: expected a list"));
        assert_eq!(why(r#"{"sources": [{"name": "a"}]}"#).as_deref(), Some("sources: text: expected a string"));
        assert_eq!(why("[]").as_deref(), Some("expected an object"));
        assert!(why("{").is_some());
    }

    #[test]
    fn an_option_of_another_name_was_passed_over_in_silence() {
        let why = |request: &str| {
            let mut fields = RequestObject::parse(request).unwrap();
            fields.validate_options().unwrap();
            fields.end().err().map(|malformed| malformed.to_string())
        };
        assert_eq!(why(r#"{"overrides": [], "configuration": null}"#), None);
        let names = "configuration, overrides, exposure, values, previous, reportFormats";
        assert_eq!(why(r#"{"gatewayAPI": "1.5"}"#), Some(format!("expected {names}, not gatewayAPI")));

        let mut fields = RequestObject::parse(r#"{"format": {"human": {"colour": true}}}"#).unwrap();
        let malformed = fields.take::<Format>("format").unwrap_err();
        assert_eq!(malformed.to_string(), "format: expected color, summary, not colour");
    }
}
