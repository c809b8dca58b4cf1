//! Removing Exposures from the stream that they were found in: with the whole document where it is an Exposure, else
//! the item alone, so that nothing beside it is removed.

use crate::reading::subject::Subject;
use portico_edit::Edit;

/// Gives the edits that remove the documents that are Exposures, with their separators.
pub(super) fn documents(exposures: &[Subject<'_, '_>]) -> impl Iterator<Item = Edit> {
    let whole = exposures.iter().filter(|exposure| exposure.is_document());
    whole.map(|exposure| Edit { span: exposure.document.raw().span, replacement: String::new() })
}

/// Gives the Exposures that stand inside documents, the last first: removing one doesn't move those before it.
pub(super) fn items<'s, 'd, 't>(exposures: &'s [Subject<'d, 't>]) -> impl Iterator<Item = &'s Subject<'d, 't>> {
    exposures.iter().rev().filter(|exposure| !exposure.is_document())
}
