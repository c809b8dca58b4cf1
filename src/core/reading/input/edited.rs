//! A text that is an edited document of another input.

use crate::reading::input::Input;
use crate::reading::offsets::OffsetsBefore;
use portico_edit::Edit;
use portico_manifest::{RawDocument, Span};

/// A document before its edits, so that places in the edited text can be named as the user knows them.
pub(crate) struct Edited<'t> {
    /// The input that was edited.
    pub input: &'t Input<'t>,
    /// The document before the edits.
    pub document: RawDocument,
    offsets: OffsetsBefore,
}

impl<'t> Edited<'t> {
    /// Takes a document of an input, and its edits in the order of the text.
    pub(crate) fn new(input: &'t Input<'t>, document: RawDocument, edits: &[Edit]) -> Self {
        Self { input, document, offsets: OffsetsBefore::new(document.span.start, edits) }
    }

    /// Gives the span in the original text of a span in the edited document.
    pub(super) fn before_edits(&self, span: Span) -> Span {
        let offset = |offset| self.offsets.of(offset).min(self.document.span.end);
        Span { start: offset(span.start), end: offset(span.end) }
    }
}
