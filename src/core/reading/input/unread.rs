//! Documents that could not be read, and the reasons.

use crate::finding::Document;
use portico_manifest::{ReadError, Span};

/// A document that could not be read, or values that are no mapping.
pub(crate) struct Unread {
    pub why: Why,
    /// The place in the text.
    pub span: Span,
    /// The document that the diagnostic names, if any.
    pub document: Option<Document>,
    /// Whether it holds `{{`, as a template that nobody rendered does.
    pub is_template: bool,
}

/// The reason that a document could not be read.
pub(crate) enum Why {
    /// The reader stopped.
    Stopped(ReadError),
    /// Values that are no mapping, but `a list` or `a single value`.
    NoMapping(&'static str),
}

impl Unread {
    /// Makes one from the error at which the reader stopped.
    pub(super) fn of(error: ReadError, document: Document) -> Self {
        let span = error.span;
        Self { why: Why::Stopped(error), span, document: Some(document), is_template: false }
    }
}
