//! The places where the package's types are others than the rules make of the WIT.

use super::syntax::Type;
use Difference::{Absent, Followed, Named, Optional, Typed};

/// One place, and how it differs.
pub struct Exception {
    /// The name of a type of the WIT, or of a field: `rule.documentation`.
    pub item: &'static str,
    pub difference: Difference,
    /// The reason.
    pub because: &'static str,
}

/// How a place differs from what the rules make of it.
pub enum Difference {
    /// It isn't in the package.
    Absent,
    /// It has this name.
    Named(&'static str),
    /// Its type is this one, whose cases need no words.
    Typed(&'static str),
    /// It may be absent, as this sentence tells after the others.
    Optional(&'static str),
    /// A field that the WIT doesn't have comes after it.
    Followed { name: &'static str, type_: &'static str, docs: &'static str },
}

/// Exceptions, looked up by what they are about.
#[derive(Clone, Copy)]
pub struct Exceptions(pub &'static [Exception]);

impl Exceptions {
    /// Gives the differences of an item.
    pub fn of(self, item: &str) -> impl Iterator<Item = &'static Difference> {
        self.0.iter().filter(move |exception| exception.item == item).map(|exception| &exception.difference)
    }

    /// Whether an item is left out.
    pub fn leave_out(self, item: &str) -> bool {
        self.of(item).any(|difference| matches!(difference, Absent))
    }

    /// Gives the name of an item that has another one.
    pub fn name(self, item: &str) -> Option<String> {
        self.of(item).find_map(|difference| if let Named(name) = difference { Some((*name).to_owned()) } else { None })
    }

    /// Gives the type of an item that has another one.
    pub fn type_(self, item: &str) -> Option<Type> {
        let typed = |difference| if let &Typed(type_) = difference { Some(Type::Name(type_.to_owned())) } else { None };
        self.of(item).find_map(typed)
    }
}

/// The reason that types of compositions and of what clusters show are left out.
const OF_CLUSTERS: &str = "composing and observing are for Crossplane's function";

/// Every exception.
pub const EXCEPTIONS: Exceptions = Exceptions(&[
    Exception {
        item: "position.offset",
        difference: Followed {
            name: "utf16Offset",
            type_: "number",
            docs: "In UTF-16 code units, from 0: an index of the JavaScript string.",
        },
        because: "the core counts in bytes, and JavaScript's strings don't: the facade adds it",
    },
    Exception {
        item: "path-segment",
        difference: Typed("string | number"),
        because: "JSON tells a key from an index without a tag",
    },
    Exception { item: "file", difference: Named("OutputFile"), because: "`File` is a type of every page" },
    Exception { item: "paths", difference: Absent, because: "which files are judged is for a host that has files" },
    Exception { item: "wrapper", difference: Absent, because: OF_CLUSTERS },
    Exception { item: "compose-options", difference: Absent, because: OF_CLUSTERS },
    Exception { item: "outstanding", difference: Absent, because: OF_CLUSTERS },
    Exception { item: "composed", difference: Absent, because: OF_CLUSTERS },
    Exception { item: "object-reference", difference: Absent, because: OF_CLUSTERS },
    Exception { item: "progress", difference: Absent, because: OF_CLUSTERS },
    Exception { item: "address-kind", difference: Absent, because: OF_CLUSTERS },
    Exception { item: "address", difference: Absent, because: OF_CLUSTERS },
    Exception { item: "readiness", difference: Absent, because: OF_CLUSTERS },
    Exception { item: "observed", difference: Absent, because: OF_CLUSTERS },
    Exception {
        item: "rule.documentation",
        difference: Optional("On a page it is only in the package's `rules/NAME.md`."),
        because: "a page's module does without these texts, which a site has as pages",
    },
    Exception {
        item: "fact.certainty",
        difference: Typed("\"high\" | \"medium\""),
        because: "the WIT has it as a text, and a union tells a program which there are",
    },
    Exception {
        item: "controller.gateway-api",
        difference: Named("gatewayAPI"),
        because: "the core's JSON writes it as an Exposure's field is written",
    },
]);
