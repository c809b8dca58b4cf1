//! Several changes of one document, one after the other or each by itself. Their edits are planned in `plan`.

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
pub struct EditStep {
    /// The path to the value.
    pub path: Vec<PathSegment>,
    /// The action at the path.
    pub action: Action,
}

/// An action at a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// The action of [`merge_exactly`](crate::merge_exactly()).
    Merge {
        /// The data that the value is to contain.
        desired: Value,
        /// The paths at which it is to contain nothing else.
        exact: &'static [&'static [&'static str]],
    },
    /// The action of [`append`](crate::append()).
    Append {
        /// The item that the list gets.
        item: Value,
    },
    /// The action of [`remove`](crate::remove()).
    Remove,
}

/// An action whose data are borrowed.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum BorrowedAction<'c> {
    Merge { desired: &'c Value, exact: &'c [&'c [&'c str]] },
    Append { item: &'c Value },
    Remove,
}

impl Action {
    fn change(&self) -> BorrowedAction<'_> {
        match self {
            Self::Merge { desired, exact } => BorrowedAction::Merge { desired, exact },
            Self::Append { item } => BorrowedAction::Append { item },
            Self::Remove => BorrowedAction::Remove,
        }
    }
}

/// Whether edits make changes of a document, one after the other, and nothing else. Each change comes with its edits.
fn make<'c>(
    document: &Document<'_>,
    before: &Value,
    changes: impl Iterator<Item = (&'c [PathSegment], BorrowedAction<'c>, &'c [Edit])>,
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

impl BorrowedAction<'_> {
    /// Plans the edits that make it, which are proved later.
    fn planned(self, ground: &Ground<'_, '_>, path: &[PathSegment]) -> Outcome<Vec<Edit>> {
        match self {
            Self::Merge { desired, exact } => merge::planned(ground, path, desired, exact),
            Self::Append { item } => append::planned(ground, path, item),
            Self::Remove => remove::planned(ground, path),
        }
    }

    /// Makes the change in data.
    fn make(self, data: &mut Value, path: &[PathSegment]) {
        match self {
            Self::Merge { desired, exact } => merge_data(data, path, desired, &Exact::of(exact)),
            Self::Append { item } => append::append_data(data, path, item),
            Self::Remove => remove::take_out(data, path),
        }
    }
}
