//! Changing Kubernetes YAML without loss: a change is a list of edits of the text that leave every other byte alone.
//!
//! Edits and their application are defined here; the files beside this one work out the edits of a change, on the tree
//! that [`portico_manifest`] reads. It is a crate of its own because it is compiled for size: little is edited, and
//! much is read.

mod write; // data as YAML
mod quote; // a text as a scalar
mod place; // where something stands, and how the text around it is laid out
mod block_texts; // blocks of text that take line ends as their own
mod ground; // what all changes of one document stand on
mod goal; // what is wanted where, and what data become by it
mod taken; // edits that don't touch each other
mod compose; // edits after edits, as one list
mod proof; // that edits make what is wanted, and nothing else
mod plan; // the edits that a change takes
mod steps; // changes, planned and proved
mod append;
mod merge;
mod remove;

use std::fmt;

use portico_manifest::{ReadError, ReadErrorKind, Span, sort_by};

pub use append::append;
pub use compose::compose;
pub use merge::{merge, merge_exactly};
pub use quote::quote;
pub use remove::remove;
pub use steps::{Action, EditStep, each_alone, in_steps};
pub use taken::Taken;

/// One change: the bytes of `span` become `replacement`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go; empty for an insertion.
    pub span: Span,
    /// The text in their place.
    pub replacement: String,
}

/// Applies edits to a text. Insertions at one place keep their order.
///
/// ```
/// use portico_edit::{Edit, apply};
/// use portico_manifest::Span;
///
/// let edits = [Edit { span: Span { start: 0, end: 1 }, replacement: "key".to_owned() }];
/// assert_eq!(apply("a: 1", &edits).unwrap(), "key: 1");
/// ```
///
/// # Errors
///
/// When two edits overlap, or one lies outside the text or inside a character.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, OverlappingEdits> {
    apply_within(text, Span { start: 0, end: text.len() }, edits)
}

/// Makes edits to a range of a text, such as a document of a stream, and gives the range alone. The edits have offsets in
/// the whole text.
///
/// # Errors
///
/// When two edits overlap, or one lies outside the range or inside a character.
pub fn apply_within(text: &str, range: Span, edits: &[Edit]) -> Result<String, OverlappingEdits> {
    let mut ordered = edits.to_vec();
    sort(&mut ordered);
    let grown: usize = edits.iter().map(|edit| edit.replacement.len()).sum();
    let mut result = String::with_capacity(range.end.saturating_sub(range.start) + grown);
    let mut done = range.start;
    for edit in ordered {
        let refused = OverlappingEdits { span: edit.span };
        if edit.span.start > edit.span.end || edit.span.end > range.end || !text.is_char_boundary(edit.span.end) {
            return Err(refused);
        }
        result.push_str(text.get(done..edit.span.start).ok_or(refused)?);
        result.push_str(&edit.replacement);
        done = edit.span.end;
    }
    result.push_str(text.get(done..range.end).unwrap_or_default());
    Ok(result)
}

/// Puts edits in the order of the text. Insertions at one place keep their order.
pub fn sort(edits: &mut [Edit]) {
    sort_by(edits, &|left, right| left.span.cmp(&right.span));
}

/// Writes a text as a scalar of block style: plain where readers of YAML 1.1 and of 1.2 read a string, else in double
/// quotes.
#[must_use]
pub fn plain_or_quoted(text: &str) -> String {
    let mut written = String::new();
    write::string(text, false, &mut written);
    written
}

/// Writes a text in double quotes, with escapes for characters that can't be seen.
#[must_use]
pub fn double_quoted(text: &str) -> String {
    let mut written = String::new();
    write::double_quoted(text, &mut written);
    written
}

/// Edits that can't be applied together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverlappingEdits {
    /// The edit that overlaps one before it, or doesn't lie between characters of the text.
    pub span: Span,
}

impl fmt::Display for OverlappingEdits {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Span { start, end } = self.span;
        write!(formatter, "the edit of bytes {start} to {end} overlaps another or lies outside the text")
    }
}

impl std::error::Error for OverlappingEdits {}

/// A change that can't be made without altering something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditError {
    /// The reason.
    pub kind: EditErrorKind,
    /// The place in the way, in the stream's text.
    pub span: Span,
}

/// The reason that a change can't be made.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum EditErrorKind {
    /// The value has an anchor, lies in one that has, or holds one, and an alias uses it elsewhere.
    AnchoredElsewhere {
        /// The anchor's name, without `&`.
        anchor: String,
    },
    /// The path leads through a value that is no mapping.
    NotAMapping,
    /// An item is to be added to something that is no list.
    NotAList,
    /// The path leads to an item that isn't there.
    NoSuchItem,
    /// The place is written in a way that isn't edited: `? key`, or a key before the `<<` that
    /// overrides it.
    ComplexKey,
    /// An entry that must go came by a merge key (`<<`), together with others or for others too.
    ByMergeKey {
        /// The entry's key.
        key: String,
    },
    /// The document can't be read as data.
    Unreadable(ReadErrorKind),
    /// The edits were tried, and the data they gave was not the data wanted.
    Unprovable,
}

/// The result of a change, or why it can't be made.
type Outcome<T = ()> = Result<T, EditError>;

fn error(kind: EditErrorKind, span: Span) -> EditError {
    EditError { kind, span }
}

impl From<ReadError> for EditError {
    fn from(error: ReadError) -> Self {
        Self { kind: EditErrorKind::Unreadable(error.kind), span: error.span }
    }
}

impl fmt::Display for EditError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(formatter)
    }
}

impl fmt::Display for EditErrorKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AnchoredElsewhere { anchor } => write!(
                formatter,
                "a change here would change every `*{anchor}` too: write the value out at one of the places"
            ),
            Self::NotAMapping => {
                formatter.write_str("a mapping is needed here to set a key in it: replace this value with one")
            }
            Self::NotAList => {
                formatter.write_str("a list is needed here to add an item to it: replace this value with one")
            }
            Self::NoSuchItem => formatter.write_str("there is no such item here: add it to the list first"),
            Self::ComplexKey => {
                formatter.write_str("the way this key is written can't be edited: write it as `key: value`, once")
            }
            Self::ByMergeKey { key } => write!(
                formatter,
                "`{key}` must go, but `<<` brings it from here: write out the entries that are wanted, without `<<`"
            ),
            Self::Unreadable(kind) => write!(formatter, "the document can't be edited: {kind}"),
            Self::Unprovable => {
                formatter.write_str("no edit was found that changes only this: write the value in plain block style")
            }
        }
    }
}

impl std::error::Error for EditError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, replacement: &str) -> Edit {
        Edit { span: Span { start, end }, replacement: replacement.to_owned() }
    }

    #[test]
    fn edits_are_applied_from_any_order() {
        let edits = [edit(3, 4, "2"), edit(1, 1, "x"), edit(0, 1, "b"), edit(1, 1, "y"), edit(4, 4, "!")];
        assert_eq!(apply("a: 1", &edits).unwrap(), "bxy: 2!");
        assert_eq!(apply("", &[]).unwrap(), "");
    }

    #[test]
    fn edits_that_overlap_or_miss_are_refused() {
        assert!(apply("abc", &[edit(0, 2, ""), edit(1, 3, "")]).is_err());
        assert!(apply("abc", &[edit(2, 4, "")]).is_err());
        assert!(apply("é", &[edit(1, 1, "")]).is_err());
        assert!(apply("abc", &[Edit { span: Span { start: 2, end: 1 }, replacement: String::new() }]).is_err());
    }
}
