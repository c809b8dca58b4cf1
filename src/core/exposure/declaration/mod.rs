//! The declaration of a type that an Exposure is made of. Everything else about the type comes from it: the struct and
//! its `Default`, the JSON Schema, the reader and the writer.
//!
//! A declaration reads like a struct. Its doc comments are the descriptions of the schema. A field's name in JSON stands
//! behind `as` where it differs, and keywords of the schema stand in `#[schema(…)]`. How a field is declared tells what its
//! absence means:
//!
//! | field | where it is absent | where it is written |
//! |---|---|---|
//! | `name: Type = default` | it has the default | always |
//! | `name: Type`, and the type may be absent | it has the type's value for that | where it has another value |
//! | `name: Type`, for every other type | that is a fault | always |
//!
//! An `Option`, a list, a mapping of texts and a struct that derives `Default` may be absent.
//!
//! The schema refuses fields of other names, unless `..others` ends the declaration.

pub(crate) mod part;
#[cfg(feature = "schema")]
pub(crate) mod schema;

/// Declares a struct of fields or an enumeration of words.
macro_rules! declare {
    (
        $(#[doc = $doc:literal])+
        $(#[derive($derived:ident)])?
        pub struct $name:ident {
            $(
                $(#[doc = $field_doc:literal])+
                $(#[schema($($keyword:ident = $value:expr),+)])?
                pub $field:ident $(as $key:literal)?: $type:ty $(= $default:expr)?,
            )+
            $(..$others:ident)?
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            $($(#[doc = $field_doc])+ pub $field: $type,)+
        }

        const _: () = {
            use $crate::exposure::commented::Written;
            use $crate::exposure::declaration::part::{Part, ReadingPlace, field, put};

            declare!(@derive $($derived)? $name { $($field: declare!(@value $type $(, $default)?),)+ });

            impl Part for $name {
                const ABSENT: Option<fn() -> Self> = declare!(@default $(<Self as $derived>::default())?);

                fn read(mut value: serde_json::Value, place: &mut ReadingPlace) -> Self {
                    if !value.is_object() {
                        place.expected("a mapping");
                    }
                    Self {
                        $($field: field(
                            &mut value, declare!(@name $field $($key)?), place, declare!(@default $($default)?),
                        ),)+
                    }
                }

                fn written(&self) -> Written {
                    let mut fields = Vec::new();
                    $(put(&mut fields, declare!(@name $field $($key)?), &self.$field, declare!(@default $($default)?));)+
                    Written::Block(fields)
                }
            }

            #[cfg(feature = "schema")]
            impl schemars::JsonSchema for $name {
                fn schema_name() -> std::borrow::Cow<'static, str> {
                    stringify!($name).into()
                }

                fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                    let mut object = $crate::exposure::declaration::schema::Object::new(generator);
                    $(object.property::<$type>(
                        declare!(@name $field $($key)?), &[$($field_doc),+], declare!(@default $($default)?),
                        &[$($((stringify!($keyword), $value.into())),+)?],
                    );)+
                    object.finish(&[$($doc),+], &[$(stringify!($others))?])
                }
            }

            // The schema of portico.yaml has defaults that hold such types.
            #[cfg(feature = "schema")]
            impl serde::Serialize for $name {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    self.written().data().serialize(serializer)
                }
            }
        };
    };

    (
        $(#[doc = $doc:literal])+
        pub enum $name:ident {
            $(
                $(#[doc = $word_doc:literal])+
                $variant:ident $(as $word:literal)?,
            )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[doc = $word_doc])+ $variant,)+
        }

        const _: () = {
            use $crate::exposure::commented::Written;
            use $crate::exposure::declaration::part::{Part, ReadingPlace};

            impl Part for $name {
                fn read(value: serde_json::Value, place: &mut ReadingPlace) -> Self {
                    match value.as_str() {
                        $(Some(declare!(@name $variant $($word)?)) => Self::$variant,)+
                        _ => {
                            place.expected(concat!("one of", $(" ", declare!(@name $variant $($word)?)),+));
                            [$(Self::$variant),+][0]
                        }
                    }
                }

                fn written(&self) -> Written {
                    let word = match self {
                        $(Self::$variant => declare!(@name $variant $($word)?),)+
                    };
                    Written::Text(word.to_owned())
                }
            }

            #[cfg(feature = "schema")]
            impl schemars::JsonSchema for $name {
                fn schema_name() -> std::borrow::Cow<'static, str> {
                    stringify!($name).into()
                }

                fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                    $crate::exposure::declaration::schema::words(
                        &[$((declare!(@name $variant $($word)?), &[$($word_doc),+])),+], &[$($doc),+],
                    )
                }
            }
        };
    };

    // The name of a field or a variant in JSON.
    (@name $name:ident) => { stringify!($name) };
    (@name $name:ident $in_json:literal) => { $in_json };

    // The function that makes a default, where there is one.
    (@default) => { None };
    (@default $default:expr) => { Some(|| $default) };

    // The value of a field in a struct's `Default`. The compiler refuses a field that has none.
    (@value $type:ty) => { (const { <$type as Part>::ABSENT.expect("a default, or a type that may be absent") })() };
    (@value $type:ty, $default:expr) => { $default };

    // The implementation of `Default`, where it is derived.
    (@derive $name:ident $fields:tt) => {};
    (@derive Default $name:ident $fields:tt) => {
        impl Default for $name {
            fn default() -> Self {
                Self $fields
            }
        }
    };
}
pub(super) use declare;
