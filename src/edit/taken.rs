//! Edits that may be made together, because each stands apart from all others.

use std::collections::BTreeSet;

use crate::Edit;
use portico_manifest::Span;

/// The spans of edits that are to be made, so that others can be held apart from them.
#[derive(Debug, Default)]
pub struct Taken(BTreeSet<Span>);

impl Taken {
    /// Takes edits, unless one of them overlaps with what was taken before, or stands so close to it that their order
    /// would matter. Edits that are taken together may touch each other.
    pub fn take(&mut self, edits: &[Edit]) -> bool {
        let are_free = edits.iter().all(|edit| self.is_free(edit.span));
        if are_free {
            self.0.extend(edits.iter().map(|edit| edit.span));
        }
        are_free
    }

    fn is_free(&self, span: Span) -> bool {
        let before = self.0.range(..span).next_back();
        let after = self.0.range(span..).next();
        !before.into_iter().chain(after).any(|other| other.start <= span.end && span.start <= other.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_taken_touches_nothing_that_was(spans in prop::collection::vec((0_usize..30, 0_usize..4), 0..12)) {
            let mut taken = Taken::default();
            let mut kept: Vec<Span> = Vec::new();
            for (start, length) in spans {
                let span = Span { start, end: start + length };
                let is_apart = kept.iter().all(|other| other.end < span.start || span.end < other.start);
                prop_assert_eq!(taken.take(&[Edit { span, replacement: String::new() }]), is_apart);
                if is_apart {
                    kept.push(span);
                }
            }
        }
    }
}
