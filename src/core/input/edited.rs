//! A text that edits made of a document of another input.

use crate::input::Input;
use portico_manifest::{RawDocument, Span};

/// The document that was edited, so that places in what came of it can be named as the user knows them.
pub(crate) struct Edited<'t> {
    /// The input that was edited.
    pub input: &'t Input<'t>,
    /// The edited document's place in it.
    pub document: RawDocument,
    /// The edits, in the order of the text.
    pub edits: &'t [portico_edit::Edit],
}

impl Edited<'_> {
    /// The place in the original text of one in the edited document.
    pub(super) fn before_edits(&self, span: Span) -> Span {
        Span { start: self.offset_before_edits(span.start), end: self.offset_before_edits(span.end) }
    }

    fn offset_before_edits(&self, offset: usize) -> usize {
        let mut before = self.document.span.start;
        let mut after = 0;
        for edit in self.edits {
            let untouched = edit.span.start - before;
            if offset < after + untouched {
                break;
            }
            before = edit.span.end;
            after += untouched + edit.replacement.len();
            if offset < after {
                return edit.span.start;
            }
        }
        (before + (offset - after)).min(self.document.span.end)
    }
}
