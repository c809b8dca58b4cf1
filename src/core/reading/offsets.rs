//! Offsets in an edited text, translated back to the text before the edits.

use portico_edit::Edit;

/// The spans of edits before and after they are made, so that an offset is found by binary search.
pub(crate) struct OffsetsBefore {
    /// The offset in the stream at which the text begins.
    start: usize,
    edits: Vec<Moved>,
}

/// An edit: the range that it replaces, and the range of its replacement in the edited text.
struct Moved {
    before: (usize, usize),
    after: (usize, usize),
}

impl OffsetsBefore {
    /// Takes edits in the order of the text, with offsets in the stream, and the offset there at which the text begins.
    pub(crate) fn new(start: usize, edits: &[Edit]) -> Self {
        let (mut before, mut after) = (start, 0);
        let moved = edits.iter().map(|edit| {
            let new_start = after + edit.span.start.saturating_sub(before);
            before = edit.span.end;
            after = new_start + edit.replacement.len();
            Moved { before: (edit.span.start, edit.span.end), after: (new_start, after) }
        });
        Self { start, edits: moved.collect() }
    }

    /// Gives the stream's offset of one in the edited text; inside a replacement, that of the replaced range's start.
    pub(crate) fn of(&self, offset: usize) -> usize {
        let done = self.edits.partition_point(|edit| edit.after.1 <= offset);
        if let Some(edit) = self.edits.get(done).filter(|edit| edit.after.0 <= offset) {
            return edit.before.0;
        }
        let last = done.checked_sub(1).and_then(|last| self.edits.get(last));
        last.map_or(self.start + offset, |edit| edit.before.1 + (offset - edit.after.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portico_manifest::Span;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_offset_is_that_of_walking_through_the_edits(
            start in 0_usize..5, parts in prop::collection::vec((0_usize..4, 0_usize..4, 0_usize..4), 0..8),
        ) {
            let mut edits = Vec::new();
            // The original offset of each byte of the edited text.
            let mut origins = Vec::new();
            let mut at = start;
            for (kept, removed, added) in parts {
                origins.extend(at..at + kept);
                at += kept;
                origins.extend(std::iter::repeat_n(at, added));
                edits.push(Edit { span: Span { start: at, end: at + removed }, replacement: "x".repeat(added) });
                at += removed;
            }
            origins.extend(at..at + 3);
            let offsets = OffsetsBefore::new(start, &edits);
            for (offset, origin) in origins.into_iter().enumerate() {
                prop_assert_eq!(offsets.of(offset), origin, "{} in {:?}", offset, &edits);
            }
        }
    }
}
