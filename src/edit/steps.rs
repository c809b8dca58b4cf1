//! Several changes of one document, one after the other, as one list of edits. How each is made is not known here.

use serde_json::Value;

use crate::append::append;
use crate::compose::compose;
use crate::merge::{local, merge_exactly};
use crate::plan::error;
use crate::remove::remove;
use crate::{Edit, EditError, EditErrorKind, apply, sort};
use portico_manifest::{Document, Limits, PathSegment, Span, parse, split};

/// One change of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Where.
    pub path: Vec<PathSegment>,
    /// What is done there.
    pub action: Action,
}

/// What is done at a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// What [`merge_exactly`] does.
    Merge {
        /// What the value is to contain.
        desired: Value,
        /// Where it is to contain nothing else.
        exact: &'static [&'static [&'static str]],
    },
    /// What [`append`](crate::append()) does.
    Append {
        /// What the list gets.
        item: Value,
    },
    /// What [`remove`](crate::remove()) does.
    Remove,
}

impl Step {
    fn edits(&self, document: &Document<'_>, limits: &Limits) -> Result<Vec<Edit>, EditError> {
        match &self.action {
            Action::Merge { desired, exact } => merge_exactly(document, &self.path, desired, exact, limits),
            Action::Append { item } => append(document, &self.path, item, limits),
            Action::Remove => remove(document, &self.path, limits),
        }
    }
}

/// The edits that make every step, each seen from what those before it made, in the order of the text.
///
/// # Errors
///
/// The first step that can't be made, and why; the place is where it is in the document as it was, as near as that is
/// known.
pub fn in_steps(document: &Document<'_>, steps: &[Step], limits: &Limits) -> Result<Vec<Edit>, (usize, EditError)> {
    let bounds = document.raw().span;
    let before = bounds.of(document.stream());
    let mut edits: Vec<Edit> = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let next = if edits.is_empty() {
            let first = step.edits(document, limits).map_err(|error| (index, error))?;
            local(&first, bounds)
        } else {
            // Places in what came out are none of the document's own.
            let whole = |error: EditError| (index, EditError { span: document.raw().content, ..error });
            let text = apply(before, &edits).unwrap_or_default();
            let raw = split(&text).pop().unwrap_or_else(|| *document.raw());
            let changed = parse(&text, &raw, limits).map_err(|error| whole(error.into()))?;
            let next = step.edits(&changed, limits).map_err(whole)?;
            compose(before.len(), &edits, &next)
        };
        edits = next.ok_or((index, error(EditErrorKind::Unprovable, document.raw().content)))?;
    }
    sort(&mut edits);
    for Edit { span, .. } in &mut edits {
        *span = Span { start: span.start + bounds.start, end: span.end + bounds.start };
    }
    Ok(edits)
}
