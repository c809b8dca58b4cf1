//! Several changes of one document, one after the other or each by itself. How each is made is not known here.

mod alone;
mod waves;

use serde_json::Value;

use crate::goal::{Exact, merge_data};
use crate::ground::Ground;
use crate::plan::{append, merge, remove};
use crate::proof::gives;
use crate::{Edit, Outcome};
use portico_manifest::{Document, Limits, PathSegment, same};

pub(crate) use alone::alone;
pub use alone::each_alone;
pub use waves::in_steps;

/// One change of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Where.
    pub path: Vec<PathSegment>,
    /// What is done there.
    pub action: Action,
}

/// What is done at a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// What [`merge_exactly`](crate::merge_exactly()) does.
    Merge {
        /// What the value is to contain.
        desired: Value,
        /// Where it is to contain nothing else.
        exact: &'static [&'static [&'static str]],
    },
    /// What [`append`](crate::append()) does.
    Append {
        /// What the list gets.
        item: Value,
    },
    /// What [`remove`](crate::remove()) does.
    Remove,
}

/// An action whose data are whoever's asks.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Change<'c> {
    Merge { desired: &'c Value, exact: &'c [&'c [&'c str]] },
    Append { item: &'c Value },
    Remove,
}

impl Action {
    fn change(&self) -> Change<'_> {
        match self {
            Self::Merge { desired, exact } => Change::Merge { desired, exact },
            Self::Append { item } => Change::Append { item },
            Self::Remove => Change::Remove,
        }
    }
}

/// Whether edits make changes of a document, one after the other, and nothing else. Each change comes with its edits.
fn make<'c>(
    document: &Document<'_>,
    before: &Value,
    changes: impl Iterator<Item = (&'c [PathSegment], Change<'c>, &'c [Edit])>,
    limits: &Limits,
) -> bool {
    let mut wanted = before.clone();
    let mut all = Vec::new();
    for (path, change, edits) in changes {
        change.make(&mut wanted, path);
        all.extend_from_slice(edits);
    }
    if all.is_empty() { same(before, &wanted) } else { gives(document, &all, &wanted, limits) }
}

impl Change<'_> {
    /// The edits that make it, before they are proved.
    fn planned(self, ground: &Ground<'_, '_>, path: &[PathSegment]) -> Outcome<Vec<Edit>> {
        match self {
            Self::Merge { desired, exact } => merge::planned(ground, path, desired, exact),
            Self::Append { item } => append::planned(ground, path, item),
            Self::Remove => remove::planned(ground, path),
        }
    }

    /// Makes it of the data.
    fn make(self, data: &mut Value, path: &[PathSegment]) {
        match self {
            Self::Merge { desired, exact } => merge_data(data, path, desired, &Exact::of(exact)),
            Self::Append { item } => append::append_data(data, path, item),
            Self::Remove => remove::take_out(data, path),
        }
    }
}
