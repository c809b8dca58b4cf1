//! Places in a text: byte spans, and the lines and columns that people and editors use for them.
//! Nothing here knows YAML, except that a byte-order mark is no column and which line ends count.

use memchr::memchr2_iter;

/// A range of bytes in the text of the whole stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The empty span at an offset.
    #[must_use]
    pub const fn empty(offset: usize) -> Self {
        Self { start: offset, end: offset }
    }

    /// Whether it covers no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether the other span lies in it.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The bytes of a text that it covers; nothing when it doesn't lie in that text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// A place in a text, as people and editors name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Bytes before it.
    pub offset: usize,
    /// Its line, from 1. Lines end with `\n`, `\r\n` or a lone `\r`, as in YAML.
    pub line: usize,
    /// Its column, from 1, in Unicode code points. A byte-order mark at the start doesn't count.
    pub column: usize,
}

/// The starts of a text's lines and the number of characters before each, found once: a position is a binary search,
/// however long the line is.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<usize>,
    /// The number of characters that begin before each step of bytes; empty where each byte is one.
    characters: Vec<usize>,
}

/// The bytes from one count of characters to the next.
const STEP: usize = 256;

impl LineIndex {
    /// Finds the lines of a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![byte_order_mark(text)];
        starts.extend(
            memchr2_iter(b'\n', b'\r', bytes)
                .filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'))
                .map(|at| at + 1),
        );
        let mut characters = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            characters.extend(bytes.chunks(STEP).map(|step| {
                let before = count;
                count += characters_in(step);
                before
            }));
        }
        Self { starts, characters }
    }

    /// The position of a byte offset. `text` must be the text the index was made of. An offset
    /// past its end is taken as the end, one inside a character as the start of that character.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let offset = text.floor_char_boundary(offset);
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let start = self.starts[line - 1].min(offset);
        let column = self.characters_before(text, offset) - self.characters_before(text, start);
        Position { offset, line, column: column + 1 }
    }

    /// Counts the characters that begin before an offset.
    fn characters_before(&self, text: &str, offset: usize) -> usize {
        // A step that begins at the text's end has no count.
        let step = (offset / STEP).min(self.characters.len().saturating_sub(1));
        match self.characters.get(step) {
            Some(before) => before + characters_in(&text.as_bytes()[step * STEP..offset]),
            None => offset,
        }
    }
}

/// Counts the characters that begin in a part of a text.
fn characters_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count()
}

/// Counts the bytes of a byte-order mark at the start of a text.
pub(crate) fn byte_order_mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn naive(text: &str, offset: usize) -> (usize, usize) {
        let (mut line, mut column) = (1, 1);
        let mut characters = text.char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            if at + character.len_utf8() > offset {
                break;
            }
            let carriage_return = character == '\r' && characters.peek().is_none_or(|&(_, next)| next != '\n');
            if character == '\n' || carriage_return {
                (line, column) = (line + 1, 1);
            } else if !(at == 0 && character == '\u{feff}') {
                column += 1;
            }
        }
        (line, column)
    }

    proptest! {
        #[test]
        fn positions_are_those_of_counting(text in "\u{feff}?[a-c\u{e9}\u{1f600}\r\n\t ]{0,40}", offset in 0_usize..80) {
            let position = LineIndex::new(&text).position(&text, offset);
            prop_assert_eq!((position.line, position.column), naive(&text, offset));
            prop_assert!(text.is_char_boundary(position.offset));
        }

        #[test]
        fn positions_on_a_long_line_are_those_of_counting(
            parts in prop::collection::vec(("\u{feff}?[a-c\u{e9}\u{1f600}\r\n]{1,3}", 1_usize..300), 0..6),
            at: prop::sample::Index,
        ) {
            let text: String = parts.iter().map(|(part, times)| part.repeat(*times)).collect();
            let offset = at.index(text.len() + 2);
            let position = LineIndex::new(&text).position(&text, offset);
            prop_assert_eq!((position.line, position.column), naive(&text, offset));
        }
    }

    #[test]
    fn positions_where_a_count_of_characters_ends_are_those_of_counting() {
        for text in [format!("{}\u{e9}", "a".repeat(2 * STEP - 2)), "\u{e9}".repeat(STEP), "\u{1f600}a".repeat(STEP)] {
            let lines = LineIndex::new(&text);
            for offset in 0..=text.len() {
                let position = lines.position(&text, offset);
                assert_eq!((position.line, position.column), naive(&text, offset), "{offset}");
            }
        }
    }
}
