//! What could not be read, and why.

use crate::finding::Document;
use portico_manifest::{ReadError, Span};

/// A document that could not be read, or that is not what was asked for.
pub(crate) struct Unread {
    pub why: Why,
    /// Where in the text.
    pub span: Span,
    /// The document, where the place is said of it.
    pub document: Option<Document>,
    /// Whether it holds `{{`, as a template that nobody rendered does.
    pub is_template: bool,
}

/// Why a document could not be read.
pub(crate) enum Why {
    /// The reader stopped.
    Stopped(ReadError),
    /// Values are a mapping, and this is something else.
    NoMapping(&'static str),
}

impl Unread {
    /// What the reader stopped at.
    pub(super) fn of(error: ReadError, document: Document) -> Self {
        let span = error.span;
        Self { why: Why::Stopped(error), span, document: Some(document), is_template: false }
    }
}
