//! The types of the tables: what a field takes, and in which releases of the Gateway API.

use super::form::Form;
use crate::facts::gateway_api::{Bundle, Channel};
use crate::facts::version::Version;

/// A field of an object.
pub(super) struct Field {
    pub name: &'static str,
    pub need: Need,
    /// The releases of the Gateway API that have it in this form; fields of built-in kinds have `Always`.
    pub when: Releases,
    pub shape: Shape,
}

/// Whether a field must be there, and which values count as absent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// Must be there. In built-in kinds an empty string counts as absent.
    Required,
    /// May be absent.
    Optional,
    /// May be absent; an empty string or a zero counts as absent.
    OrEmpty,
}

/// The type and the bounds of a value.
pub(super) enum Shape {
    /// Any value.
    Anything,
    Text(Form),
    /// One of these words.
    Word(&'static [&'static str]),
    Bool,
    /// A whole number from the first to the second.
    Integer(i64, i64),
    /// A port's number or name; a zero and an empty string are passed over where they count as absent.
    PortOrName {
        zero: bool,
    },
    List {
        item: &'static Shape,
        least: usize,
        most: usize,
    },
    /// Strings by keys, at most as many as the number.
    Map(Form, Form, usize),
    Object(&'static [Field]),
}

/// The releases of the Gateway API, by their minor version, that have a field in the given form.
#[derive(Clone, Copy)]
pub(super) enum Releases {
    Always,
    Since(u16),
    Before(u16),
    /// In the experimental channel alone.
    ExperimentalSince(u16),
}

impl Releases {
    pub(super) fn holds(self, Bundle { version, channel }: Bundle) -> bool {
        match self {
            Self::Always => true,
            Self::Since(minor) => version >= Version(1, minor),
            Self::Before(minor) => version < Version(1, minor),
            Self::ExperimentalSince(minor) => version >= Version(1, minor) && channel == Channel::Experimental,
        }
    }
}

/// The bound of a list that has none.
pub(super) const UNBOUNDED: usize = usize::MAX;

/// Makes a list of any length.
pub(super) const fn list(item: &'static Shape) -> Shape {
    Shape::List { item, least: 0, most: UNBOUNDED }
}

/// Makes a field that may be absent.
pub(super) const fn optional(name: &'static str, shape: Shape) -> Field {
    Field { name, need: Need::Optional, when: Releases::Always, shape }
}

/// Makes a field that may be absent or empty.
pub(super) const fn or_empty(name: &'static str, shape: Shape) -> Field {
    Field { name, need: Need::OrEmpty, when: Releases::Always, shape }
}

/// Makes a field that must be there.
pub(super) const fn required(name: &'static str, shape: Shape) -> Field {
    Field { name, need: Need::Required, when: Releases::Always, shape }
}

/// Limits a field to some releases of the Gateway API.
pub(super) const fn only(when: Releases, field: Field) -> Field {
    Field { when, ..field }
}
