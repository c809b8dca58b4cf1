//! A text that edits made of a document of another input.

use crate::reading::input::Input;
use crate::reading::offsets::OffsetsBefore;
use portico_edit::Edit;
use portico_manifest::{RawDocument, Span};

/// The document that was edited, so that places in what came of it can be named as the user knows them.
pub(crate) struct Edited<'t> {
    /// The input that was edited.
    pub input: &'t Input<'t>,
    /// The edited document's place in it.
    pub document: RawDocument,
    offsets: OffsetsBefore,
}

impl<'t> Edited<'t> {
    /// What edits, which are in the order of the text, make of a document.
    pub(crate) fn new(input: &'t Input<'t>, document: RawDocument, edits: &[Edit]) -> Self {
        Self { input, document, offsets: OffsetsBefore::new(document.span.start, edits) }
    }

    /// The place in the original text of one in the edited document.
    pub(super) fn before_edits(&self, span: Span) -> Span {
        let offset = |offset| self.offsets.of(offset).min(self.document.span.end);
        Span { start: offset(span.start), end: offset(span.end) }
    }
}
