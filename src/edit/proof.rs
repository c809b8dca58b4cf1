//! The proof of edits before they are given out: the document with the edits made is read again, and must hold the
//! wanted data. Nothing here knows how edits are planned.

use serde_json::Value;

use crate::{Edit, apply_within};
use portico_manifest::{Document, Limits, Span, parse, same, split};

/// Turns edits of a stream into those of the document alone.
pub(crate) fn local(edits: &[Edit], bounds: Span) -> Option<Vec<Edit>> {
    let shift = |edit: &Edit| {
        let span =
            Span { start: edit.span.start.checked_sub(bounds.start)?, end: edit.span.end.checked_sub(bounds.start)? };
        Some(Edit { span, replacement: edit.replacement.clone() })
    };
    edits.iter().map(shift).collect()
}

/// Turns edits of the document alone into those of its stream.
pub(crate) fn in_stream(mut edits: Vec<Edit>, bounds: Span) -> Vec<Edit> {
    for Edit { span, .. } in &mut edits {
        *span = Span { start: span.start + bounds.start, end: span.end + bounds.start };
    }
    edits
}

/// Whether the document alone, with the edits applied, is still one document with that data.
pub(crate) fn gives(document: &Document<'_>, edits: &[Edit], wanted: &Value, limits: &Limits) -> bool {
    let text = apply_within(document.stream(), document.raw().span, edits);
    text.is_ok_and(|text| reads_as(&text, wanted, limits))
}

/// Whether a text is one document with that data.
fn reads_as(text: &str, wanted: &Value, limits: &Limits) -> bool {
    let [raw] = split(text)[..] else {
        return false;
    };
    let Ok(document) = parse(text, &raw, limits) else {
        return false;
    };
    document.root().and_then(|root| root.to_data(limits).ok()).is_some_and(|data| same(&data, wanted))
}
