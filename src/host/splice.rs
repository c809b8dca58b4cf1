//! A text with the component's edits made to it: its untouched bytes are never copied.

use crate::HostError;
use crate::types::Edit;
use std::fmt;
use std::io;

/// A text and edits that are known to fit it.
#[derive(Debug, Clone, Copy)]
pub struct Spliced<'text> {
    text: &'text str,
    edits: &'text [Edit],
}

impl<'text> Spliced<'text> {
    /// Checks that the edits are in the order of the text, do not overlap, and begin and end between characters.
    ///
    /// # Errors
    ///
    /// [`HostError::Edit`], for the first that doesn't fit.
    pub fn new(text: &'text str, edits: &'text [Edit]) -> Result<Self, HostError> {
        let mut done = 0;
        for edit in edits {
            let (start, end) = range(edit);
            if start < done || text.get(start..end).is_none() {
                return Err(HostError::Edit { start: edit.span.start.offset, end: edit.span.end.offset });
            }
            done = end;
        }
        Ok(Self { text, edits })
    }

    /// Writes the text with the edits made.
    ///
    /// # Errors
    ///
    /// When `output` can't be written.
    pub fn write_to(&self, output: &mut impl io::Write) -> io::Result<()> {
        self.pieces().try_for_each(|piece| output.write_all(piece.as_bytes()))
    }

    /// Gives the untouched parts of the text and the replacements between them, in order.
    pub fn pieces(&self) -> impl Iterator<Item = &'text str> {
        let Self { text, edits } = *self;
        let done = edits.last().map_or(0, |edit| range(edit).1);
        let starts = std::iter::once(0).chain(edits.iter().map(|edit| range(edit).1));
        edits
            .iter()
            .zip(starts)
            .flat_map(move |(edit, start)| [&text[start..range(edit).0], edit.replacement.as_str()])
            .chain(std::iter::once(&text[done..]))
    }
}

impl fmt::Display for Spliced<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces().try_for_each(|piece| formatter.write_str(piece))
    }
}

/// Gives the text with the edits made.
///
/// # Errors
///
/// [`HostError::Edit`], for the first edit that doesn't fit.
pub fn splice(text: &str, edits: &[Edit]) -> Result<String, HostError> {
    Ok(Spliced::new(text, edits)?.pieces().collect())
}

fn range(edit: &Edit) -> (usize, usize) {
    let place = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
    (place(edit.span.start.offset), place(edit.span.end.offset))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Position, Span};

    fn edit(start: u32, end: u32, replacement: &str) -> Edit {
        let position = |offset| Position { offset, line: 1, column: 1 };
        Edit { span: Span { start: position(start), end: position(end) }, replacement: replacement.to_owned() }
    }

    #[test]
    fn pieces_come_in_order() {
        let edits = [edit(0, 0, "<"), edit(1, 3, "é"), edit(3, 3, "!"), edit(5, 5, ">")];
        assert_eq!(splice("abcde", &edits).expect("they fit"), "<aé!de>");
        assert_eq!(splice("abcde", &[]).expect("they fit"), "abcde");
    }

    #[test]
    fn edits_that_do_not_fit_are_refused() {
        for edits in [
            vec![edit(2, 3, ""), edit(1, 1, "")],
            vec![edit(0, 3, ""), edit(2, 4, "")],
            vec![edit(0, 9, "")],
            vec![edit(3, 2, "")],
            vec![edit(u32::MAX, u32::MAX, "")],
        ] {
            assert!(matches!(splice("abcde", &edits), Err(HostError::Edit { .. })), "{edits:?}");
        }
        assert!(matches!(splice("é", &[edit(1, 2, "")]), Err(HostError::Edit { start: 1, end: 2 })));
    }

    #[test]
    fn writing_and_displaying_agree() {
        let edits = [edit(1, 2, "xyz")];
        let spliced = Spliced::new("abc", &edits).expect("they fit");
        let mut written = Vec::new();
        spliced.write_to(&mut written).expect("memory can be written");
        assert_eq!(written, spliced.to_string().into_bytes());
    }
}
