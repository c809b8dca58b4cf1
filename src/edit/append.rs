//! Adding an item to a list.

use serde_json::Value;

use crate::steps::{BorrowedAction, alone};
use crate::{Edit, EditError};
use portico_manifest::{Document, Limits, PathSegment};

/// Gives the edits that add an item at the end of the list at `path`. A list that is missing or empty is made.
///
/// As with [`merge`](crate::merge()), every other byte stays, and the result is proved before it is given out. An item
/// that is there already is added once more.
///
/// ```
/// use portico_manifest::{Limits, PathSegment, parse, split};
/// use serde_json::json;
///
/// let stream = "ingress:\n  - ports: [{port: 8443}] # of the pods\n";
/// let limits = Limits::default();
/// let document = parse(stream, &split(stream)[0], &limits)?;
/// let path = [PathSegment::Key("ingress".to_owned())];
/// let edits = portico_edit::append(&document, &path, &json!({"ports": []}), &limits).unwrap();
/// assert_eq!(
///     portico_edit::apply(stream, &edits).unwrap(),
///     "ingress:\n  - ports: [{port: 8443}] # of the pods\n  - ports: []\n",
/// );
/// # Ok::<(), portico_manifest::ReadError>(())
/// ```
///
/// # Errors
///
/// As [`merge`](crate::merge()); and when something else than a list is there.
pub fn append(
    document: &Document<'_>,
    path: &[PathSegment],
    item: &Value,
    limits: &Limits,
) -> Result<Vec<Edit>, EditError> {
    alone(document, path, BorrowedAction::Append { item }, limits)
}
