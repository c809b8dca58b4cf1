//! A value of any type that serde can write, as fields, to which comments can be added before they are text.

use super::order::order;
use crate::exposure::commented::{Field, Written};
use serde::ser::{self, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};
use std::fmt;

/// Gives the fields of a type or a map.
///
/// # Panics
///
/// When it is neither, or holds what no object has: a fraction, bytes, a tuple.
pub(super) fn fields_of(value: &impl Serialize) -> Vec<Field> {
    let Ok(Written::Block(fields)) = value.serialize(Tree) else { refused() };
    fields
}

#[cold]
fn refused() -> ! {
    unreachable!("an object holds fields, lists, texts, whole numbers and switches")
}

/// The writer of a value.
struct Tree;

/// The writer of a list's items.
struct Items(Vec<Written>);

/// The writer of a type's fields.
struct Fields {
    of: &'static str,
    fields: Vec<Field>,
}

/// The writer of a map's entries.
struct Entries(Vec<Field>);

/// Nothing: no writing fails. Code that looks for failures is not even compiled then.
#[derive(Debug)]
enum Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl ser::Error for Never {
    fn custom<T: fmt::Display>(_: T) -> Self {
        refused()
    }
}

type Outcome = Result<Written, Never>;
type Refused = Impossible<Written, Never>;

/// Whole numbers.
macro_rules! numbers {
    ($($method:ident $type:ident),+) => {
        $(fn $method(self, value: $type) -> Outcome {
            Ok(Written::Number(value.into()))
        })+
    };
}

/// The kinds of data that no object holds.
macro_rules! refused {
    ($($method:ident($($type:ty),*) -> $given:ty),+ $(,)?) => {
        $(fn $method(self, $(_: $type),*) -> Result<$given, Never> {
            refused()
        })+
    };
}

impl Serializer for Tree {
    type Ok = Written;
    type Error = Never;
    type SerializeMap = Entries;
    type SerializeSeq = Items;
    type SerializeStruct = Fields;
    type SerializeStructVariant = Refused;
    type SerializeTuple = Refused;
    type SerializeTupleStruct = Refused;
    type SerializeTupleVariant = Refused;

    numbers!(serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64);
    numbers!(serialize_u8 u8, serialize_u16 u16, serialize_u32 u32);

    refused! {
        serialize_u64(u64) -> Written,
        serialize_f32(f32) -> Written,
        serialize_f64(f64) -> Written,
        serialize_char(char) -> Written,
        serialize_bytes(&[u8]) -> Written,
        serialize_unit_struct(&'static str) -> Written,
        serialize_unit_variant(&'static str, u32, &'static str) -> Written,
        serialize_tuple(usize) -> Refused,
        serialize_tuple_struct(&'static str, usize) -> Refused,
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Refused,
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Refused,
    }

    fn serialize_bool(self, value: bool) -> Outcome {
        Ok(Written::Switch(value))
    }

    fn serialize_str(self, value: &str) -> Outcome {
        Ok(Written::Text(value.to_owned()))
    }

    fn serialize_unit(self) -> Outcome {
        Ok(Written::Nothing)
    }

    fn serialize_none(self) -> Outcome {
        Ok(Written::Nothing)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Outcome {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Outcome {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Outcome {
        refused()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items, Never> {
        Ok(Items(Vec::new()))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries, Never> {
        Ok(Entries(Vec::new()))
    }

    fn serialize_struct(self, of: &'static str, _: usize) -> Result<Fields, Never> {
        Ok(Fields { of, fields: Vec::new() })
    }
}

impl SerializeSeq for Items {
    type Ok = Written;
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Never> {
        self.0.push(item.serialize(Tree)?);
        Ok(())
    }

    fn end(self) -> Outcome {
        Ok(Written::List(self.0))
    }
}

impl SerializeMap for Entries {
    type Ok = Written;
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Never> {
        let Written::Text(key) = key.serialize(Tree)? else { refused() };
        self.0.push(Field { key, value: Written::Nothing, comment: None });
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        if let Some(field) = self.0.last_mut() {
            field.value = value.serialize(Tree)?;
        }
        Ok(())
    }

    fn end(self) -> Outcome {
        Ok(Written::Block(self.0))
    }
}

impl Fields {
    // Not inlined: each type's writer calls it for each type of field.
    #[inline(never)]
    fn push(&mut self, key: &'static str, value: Written) {
        self.fields.push(Field::new(key, value));
    }
}

impl SerializeStruct for Fields {
    type Ok = Written;
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Never> {
        self.push(key, value.serialize(Tree)?);
        Ok(())
    }

    fn end(mut self) -> Outcome {
        order(self.of, &mut self.fields);
        Ok(Written::Block(self.fields))
    }
}
