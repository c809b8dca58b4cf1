//! Removing one item of a list, or one entry of a mapping, by its path.

use crate::steps::{BorrowedAction, alone};
use crate::{Edit, EditError};
use portico_manifest::{Document, Limits, PathSegment};

/// Gives the edits that remove the item or the entry at `path`, with its lines and the comments that are about it
/// alone, as [`merge_exactly`](crate::merge_exactly()) defines them. Of an emptied collection `[]` or `{}` is left.
///
/// As with [`merge`](crate::merge()), every other byte stays, and the result is proved before it is given out.
///
/// ```
/// use portico_manifest::{Limits, PathSegment, parse, split};
///
/// let stream = "items:\n# goes\n- a: 1\n# stays\n- b: 2\n";
/// let limits = Limits::default();
/// let document = parse(stream, &split(stream)[0], &limits)?;
/// let path = [PathSegment::Key("items".to_owned()), PathSegment::Index(0)];
/// let edits = portico_edit::remove(&document, &path, &limits).unwrap();
/// assert_eq!(portico_edit::apply(stream, &edits).unwrap(), "items:\n# stays\n- b: 2\n");
/// # Ok::<(), portico_manifest::ReadError>(())
/// ```
///
/// # Errors
///
/// When nothing is at the path, an alias elsewhere uses it or a value around it, it came by a merge key or is written
/// as `? key`, the document isn't readable as data, or no edit removes only this.
pub fn remove(document: &Document<'_>, path: &[PathSegment], limits: &Limits) -> Result<Vec<Edit>, EditError> {
    alone(document, path, BorrowedAction::Remove, limits)
}
