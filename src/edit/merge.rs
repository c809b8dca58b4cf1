//! Merging data into a document.

use serde_json::Value;

use crate::steps::{BorrowedAction, alone};
use crate::{Edit, EditError};
use portico_manifest::{Document, Limits, PathSegment};

/// Gives the edits that make the value at `path` contain `desired`: mappings are merged key by key, anything else is
/// replaced, missing keys and the mappings above them are added, and a null becomes a mapping where one is needed. Data
/// that are already so are not touched: merging twice gives the same bytes as merging once.
///
/// Only the changed values' bytes change: comments, quotes, order, indentation, brackets and line
/// ends stay. Empty braces outside of brackets, as in `annotations: {}`, become a block when they get
/// entries. No other value changes: a mapping that is an alias or came by a merge key gets an entry
/// of its own. The edits are tried, and their result read again, before they are given out.
///
/// ```
/// use portico_manifest::{Limits, PathSegment, parse, split};
/// use serde_json::json;
///
/// let stream = "spec:\n    type: ClusterIP # for now\n    ports: [{port: 443}]\n";
/// let limits = Limits::default();
/// let document = parse(stream, &split(stream)[0], &limits)?;
/// let path = [PathSegment::Key("spec".to_owned())];
/// let desired = json!({"type": "LoadBalancer", "externalTrafficPolicy": "Local"});
/// let edits = portico_edit::merge(&document, &path, &desired, &limits).unwrap();
/// assert_eq!(
///     portico_edit::apply(stream, &edits).unwrap(),
///     "spec:\n    type: LoadBalancer # for now\n    ports: [{port: 443}]\n    externalTrafficPolicy: Local\n",
/// );
/// # Ok::<(), portico_manifest::ReadError>(())
/// ```
///
/// # Errors
///
/// When the path leads through something that is no mapping or to an item that isn't there, the
/// document isn't readable as data, or no edit does only what is wanted.
pub fn merge(
    document: &Document<'_>,
    path: &[PathSegment],
    desired: &Value,
    limits: &Limits,
) -> Result<Vec<Edit>, EditError> {
    merge_exactly(document, path, desired, &[], limits)
}

/// Gives the edits of [`merge`], and with them those that take away what is not desired: at each path of `exact` the
/// value becomes exactly what `desired` holds there, all the way down.
///
/// The paths are keys, seen from `desired`; an empty one is the whole of it. Where `desired` holds
/// nothing at such a path, what the document holds stays: to empty a mapping, desire `{}`.
///
/// An entry that goes takes along its lines and the comments that are about it alone:
///
/// - comment lines directly above its key, as far indented as the key, up to the first line that is
///   something else, be it blank;
/// - comments inside its value, and comment lines below it that are indented deeper than its key;
/// - the comment at the end of its line, unless something that stays is written on that line too,
///   as in `{a: 1, b: 2 # both`.
///
/// Every other byte stays: blank lines, comments set apart by them, the entries that stay. A mapping of which nothing
/// would stay becomes `{}`, before the comment of its key's line. An alias that stands for more than is desired is
/// replaced by the desired data.
///
/// ```
/// use portico_manifest::{Limits, parse, split};
/// use serde_json::json;
///
/// let stream = "pods: # who may connect\n  # by its chart\n  app: nginx\n  tier: edge # both\nspaces: {name: nginx}\n";
/// let limits = Limits::default();
/// let document = parse(stream, &split(stream)[0], &limits)?;
/// let desired = json!({"pods": {"controller": "traefik", "tier": "edge"}, "spaces": {}});
/// let exact: &[&[&str]] = &[&["pods"], &["spaces"]];
/// let edits = portico_edit::merge_exactly(&document, &[], &desired, exact, &limits).unwrap();
/// assert_eq!(
///     portico_edit::apply(stream, &edits).unwrap(),
///     "pods: # who may connect\n  tier: edge # both\n  controller: traefik\nspaces: {}\n",
/// );
/// # Ok::<(), portico_manifest::ReadError>(())
/// ```
///
/// # Errors
///
/// As [`merge`]; and when an entry that must go came by a merge key, is written as `? key`, or holds
/// an anchor that an alias elsewhere uses.
pub fn merge_exactly(
    document: &Document<'_>,
    path: &[PathSegment],
    desired: &Value,
    exact: &[&[&str]],
    limits: &Limits,
) -> Result<Vec<Edit>, EditError> {
    alone(document, path, BorrowedAction::Merge { desired, exact }, limits)
}
