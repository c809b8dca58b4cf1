//! What a declared type is made of: how each kind of value is read from data and written.
//!
//! By hand, because derived readers and writers take several times the space. Fields of unknown names are left alone
//! here: the schema has refused them.

use crate::exposure::commented::{Field, Written};
use crate::facts::gateway_api::Channel;
use serde_json::Value;
use std::collections::BTreeMap;

/// A type of which an Exposure is made.
pub(crate) trait Part: Sized + PartialEq {
    /// Makes the value of a field that is absent, where the type has one.
    const ABSENT: Option<fn() -> Self> = None;

    /// Reads it from a value. Where that fails, `place` gets a fault, and the result is of no use.
    fn read(value: Value, place: &mut ReadingPlace) -> Self;

    /// Gives the value to write.
    fn written(&self) -> Written;
}

/// The names of the fields that lead to a value, and the first fault that was found.
#[derive(Default)]
pub(crate) struct ReadingPlace {
    names: Vec<&'static str>,
    fault: Option<String>,
}

impl ReadingPlace {
    /// Notes that the value here is none of what is expected.
    pub(crate) fn expected(&mut self, what: &str) {
        let names: String = self.names.iter().flat_map(|name| [name, ": "]).collect();
        self.fault.get_or_insert(format!("{names}expected {what}"));
    }

    /// Gives the first fault that was found.
    pub(crate) fn fault(self) -> Option<String> {
        self.fault
    }
}

/// Reads the field of a name; where it is absent, gives its default, or the type's value for that.
#[inline(never)]
pub(crate) fn field<T: Part>(
    fields: &mut Value,
    name: &'static str,
    place: &mut ReadingPlace,
    default: Option<fn() -> T>,
) -> T {
    let value = taken(fields, name, place);
    let read = match (value, default.or(T::ABSENT)) {
        (None, Some(absent)) => absent(),
        (value, _) => T::read(value.unwrap_or_default(), place),
    };
    place.names.pop();
    read
}

/// Takes the field of a name out of the others, and adds the name to the place.
#[inline(never)]
fn taken(fields: &mut Value, name: &'static str, place: &mut ReadingPlace) -> Option<Value> {
    place.names.push(name);
    fields.get_mut(name).map(Value::take)
}

/// Adds a field to those that are written, unless it has no default and is as if it were absent.
pub(crate) fn put<T: Part>(fields: &mut Vec<Field>, name: &'static str, value: &T, default: Option<fn() -> T>) {
    let is_left_out = default.is_none() && T::ABSENT.is_some_and(|absent| absent() == *value);
    if !is_left_out {
        fields.push(Field::new(name, value.written()));
    }
}

impl Part for String {
    fn read(value: Value, place: &mut ReadingPlace) -> Self {
        if let Value::String(text) = value {
            return text;
        }
        place.expected("a string");
        Self::new()
    }

    fn written(&self) -> Written {
        Written::Text(self.clone())
    }
}

impl Part for bool {
    fn read(value: Value, place: &mut ReadingPlace) -> Self {
        value.as_bool().unwrap_or_else(|| {
            place.expected("true or false");
            false
        })
    }

    fn written(&self) -> Written {
        Written::Switch(*self)
    }
}

/// Reads a whole number that fits the type.
fn number<T: TryFrom<u64> + Default>(value: &Value, place: &mut ReadingPlace, expected: &str) -> T {
    value.as_u64().and_then(|number| T::try_from(number).ok()).unwrap_or_else(|| {
        place.expected(expected);
        T::default()
    })
}

impl Part for u16 {
    fn read(value: Value, place: &mut ReadingPlace) -> Self {
        number(&value, place, "a whole number up to 65535")
    }

    fn written(&self) -> Written {
        Written::Number((*self).into())
    }
}

impl Part for u32 {
    fn read(value: Value, place: &mut ReadingPlace) -> Self {
        number(&value, place, "a whole number up to 4294967295")
    }

    fn written(&self) -> Written {
        Written::Number((*self).into())
    }
}

impl<T: Part> Part for Option<T> {
    const ABSENT: Option<fn() -> Self> = Some(|| None);

    fn read(value: Value, place: &mut ReadingPlace) -> Self {
        Some(T::read(value, place))
    }

    fn written(&self) -> Written {
        self.as_ref().map_or(Written::Nothing, T::written)
    }
}

impl<T: Part> Part for Vec<T> {
    const ABSENT: Option<fn() -> Self> = Some(Self::new);

    fn read(value: Value, place: &mut ReadingPlace) -> Self {
        if let Value::Array(items) = value {
            return items.into_iter().map(|item| T::read(item, place)).collect();
        }
        place.expected("a list");
        Self::new()
    }

    fn written(&self) -> Written {
        Written::List(self.iter().map(Part::written).collect())
    }
}

impl Part for BTreeMap<String, String> {
    const ABSENT: Option<fn() -> Self> = Some(Self::new);

    fn read(value: Value, place: &mut ReadingPlace) -> Self {
        if let Value::Object(fields) = value {
            // One by one: collecting them takes a kilobyte more on a page.
            let mut read = Self::new();
            for (key, value) in fields {
                read.insert(key, String::read(value, place));
            }
            return read;
        }
        place.expected("a mapping");
        Self::new()
    }

    fn written(&self) -> Written {
        Written::Block(self.iter().map(|(key, value)| Field::text(key, value)).collect())
    }
}

impl Part for Channel {
    fn read(value: Value, place: &mut ReadingPlace) -> Self {
        let known = Self::ALL.into_iter().find(|channel| value.as_str() == Some(channel.name()));
        known.unwrap_or_else(|| {
            place.expected(&format!("one of {}", Self::ALL.map(Self::name).join(" ")));
            Self::Standard
        })
    }

    fn written(&self) -> Written {
        Written::Text(self.name().to_owned())
    }
}
