//! One list of edits that does what two lists do one after the other. Nothing here knows the meaning of the text.

use std::collections::VecDeque;

use crate::Edit;
use portico_manifest::{Span, sort_by};

/// A part of an edited text.
enum Piece {
    /// These bytes of the text before.
    Kept(Span),
    New(String),
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Self::Kept(span) => span.end - span.start,
            Self::New(text) => text.len(),
        }
    }

    /// Splits it into its first `at` bytes and the rest.
    fn split(self, at: usize) -> Option<(Self, Self)> {
        match self {
            Self::Kept(Span { start, end }) => {
                let middle = start + at;
                Some((Self::Kept(Span { start, end: middle }), Self::Kept(Span { start: middle, end })))
            }
            Self::New(text) => {
                let (left, right) = text.split_at_checked(at)?;
                Some((Self::New(left.to_owned()), Self::New(right.to_owned())))
            }
        }
    }
}

/// Gives the edits of a text of `length` bytes that do what `first` does, then `second` to the result. Nothing when
/// either can't be applied.
#[must_use]
pub fn compose(length: usize, first: &[Edit], second: &[Edit]) -> Option<Vec<Edit>> {
    let whole = VecDeque::from([Piece::Kept(Span { start: 0, end: length })]);
    let pieces = edited(edited(whole, first)?, second)?;
    let mut edits = Vec::new();
    let mut open = Edit { span: Span::empty(0), replacement: String::new() };
    for piece in pieces {
        match piece {
            Piece::New(text) => open.replacement.push_str(&text),
            Piece::Kept(span) if span.is_empty() => {}
            Piece::Kept(span) => {
                open.span.end = span.start;
                let next = Edit { span: Span::empty(span.end), replacement: String::new() };
                edits.push(std::mem::replace(&mut open, next));
            }
        }
    }
    open.span.end = length;
    edits.push(open);
    edits.retain(|edit| !edit.span.is_empty() || !edit.replacement.is_empty());
    Some(edits)
}

fn edited(mut pieces: VecDeque<Piece>, edits: &[Edit]) -> Option<VecDeque<Piece>> {
    let mut ordered: Vec<&Edit> = edits.iter().collect();
    sort_by(&mut ordered, &|left, right| left.span.cmp(&right.span));
    let mut result = VecDeque::new();
    let mut done = 0;
    for edit in ordered {
        result.extend(take(&mut pieces, edit.span.start.checked_sub(done)?)?);
        take(&mut pieces, edit.span.end.checked_sub(edit.span.start)?)?;
        result.push_back(Piece::New(edit.replacement.clone()));
        done = edit.span.end;
    }
    result.extend(pieces);
    Some(result)
}

/// Takes `length` bytes off the front.
fn take(pieces: &mut VecDeque<Piece>, mut length: usize) -> Option<Vec<Piece>> {
    let mut taken = Vec::new();
    while length > 0 {
        let piece = pieces.pop_front()?;
        if piece.len() <= length {
            length -= piece.len();
            taken.push(piece);
        } else {
            let (left, right) = piece.split(length)?;
            taken.push(left);
            pieces.push_front(right);
            length = 0;
        }
    }
    Some(taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apply;
    use proptest::prelude::*;

    /// Edits that don't overlap: places in order, taken two by two.
    fn edits() -> impl Strategy<Value = Vec<(usize, String)>> {
        prop::collection::vec((0_usize..12, "[a-cé]{0,3}"), 0..6)
    }

    fn placed(text: &str, raw: &[(usize, String)]) -> Vec<Edit> {
        let mut places: Vec<usize> = raw.iter().map(|(at, _)| text.floor_char_boundary(*at)).collect();
        places.sort_unstable();
        let spans = places.chunks_exact(2).map(|pair| Span { start: pair[0], end: pair[1] });
        spans.zip(raw).map(|(span, (_, new))| Edit { span, replacement: new.clone() }).collect()
    }

    proptest! {
        #[test]
        fn both_at_once_are_one_after_the_other(text in "[x-zü]{0,10}", first in edits(), second in edits()) {
            let first = placed(&text, &first);
            let once = apply(&text, &first).unwrap();
            let second = placed(&once, &second);
            let twice = apply(&once, &second).unwrap();
            let both = compose(text.len(), &first, &second).unwrap();
            prop_assert_eq!(apply(&text, &both).unwrap(), twice);
        }
    }
}
