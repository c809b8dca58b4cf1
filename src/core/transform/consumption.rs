//! How an Exposure leaves the stream that it was found in: with its document where it is the document, else as the item
//! that it is, so that nothing beside it goes.

use crate::reading::subject::Subject;
use portico_edit::Edit;

/// The edits that remove the documents that are Exposures, with what separates them.
pub(super) fn documents(exposures: &[Subject<'_, '_>]) -> impl Iterator<Item = Edit> {
    let whole = exposures.iter().filter(|exposure| exposure.is_document());
    whole.map(|exposure| Edit { span: exposure.document.raw().span, replacement: String::new() })
}

/// The Exposures that stand inside documents, the last first: the places of the others hold while these are removed.
pub(super) fn items<'s, 'd, 't>(exposures: &'s [Subject<'d, 't>]) -> impl Iterator<Item = &'s Subject<'d, 't>> {
    exposures.iter().rev().filter(|exposure| !exposure.is_document())
}
