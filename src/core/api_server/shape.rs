//! The tables' words: what a field takes, and in which release of the Gateway API.

use super::form::Form;
use crate::facts::gateway_api::Channel;
use crate::facts::version::Version;

/// A field of an object.
pub(super) struct Field {
    pub name: &'static str,
    pub need: Need,
    /// The releases of the Gateway API that have it in this form; what is built in has it always.
    pub when: When,
    pub shape: Shape,
}

/// Whether a field must be there, and what stands for nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// It must be there. In what is built in, an empty string is as good as absent.
    Required,
    /// Absent or right.
    Optional,
    /// As before, and an empty string or a zero counts as absent.
    OrEmpty,
}

/// What a value must be.
pub(super) enum Shape {
    /// It isn't looked into.
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
    /// Strings by strings, as many as the number.
    Map(Form, Form, usize),
    Object(&'static [Field]),
}

/// Which releases of the Gateway API have a field in the form beside it, by their minor version.
#[derive(Clone, Copy)]
pub(super) enum When {
    Always,
    Since(u16),
    Before(u16),
    /// In the experimental channel alone.
    ExperimentalSince(u16),
}

impl When {
    pub(super) fn holds(self, (version, channel): (Version, Channel)) -> bool {
        match self {
            Self::Always => true,
            Self::Since(minor) => version >= Version(1, minor),
            Self::Before(minor) => version < Version(1, minor),
            Self::ExperimentalSince(minor) => version >= Version(1, minor) && channel == Channel::Experimental,
        }
    }
}

/// More items than any list may have.
pub(super) const UNBOUNDED: usize = usize::MAX;

/// A list of any length.
pub(super) const fn list(item: &'static Shape) -> Shape {
    Shape::List { item, least: 0, most: UNBOUNDED }
}

/// A field that may be absent.
pub(super) const fn optional(name: &'static str, shape: Shape) -> Field {
    Field { name, need: Need::Optional, when: When::Always, shape }
}

/// A field that may be absent or empty.
pub(super) const fn or_empty(name: &'static str, shape: Shape) -> Field {
    Field { name, need: Need::OrEmpty, when: When::Always, shape }
}

/// A field that must be there.
pub(super) const fn required(name: &'static str, shape: Shape) -> Field {
    Field { name, need: Need::Required, when: When::Always, shape }
}

/// A field in the form that some releases of the Gateway API have.
pub(super) const fn only(when: When, field: Field) -> Field {
    Field { when, ..field }
}
