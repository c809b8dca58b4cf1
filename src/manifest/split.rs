//! Finding the documents of a stream without parsing them. Nothing here knows what a value is.

use memchr::{memchr2, memmem};

use crate::Span;
use crate::span::byte_order_mark;

/// One document of a stream, found without parsing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawDocument {
    /// Its place among the documents of the stream, from 0.
    pub index: usize,
    /// All its bytes, its separator included. The spans of all documents tile the stream.
    pub span: Span,
    /// The `---` that opens it: the whole line with its end when nothing or a comment follows
    /// there, only the marker when content follows on the same line.
    pub separator: Option<Span>,
    /// Everything after the separator (and after a byte-order mark at the start of the stream).
    pub content: Span,
}

impl RawDocument {
    /// The text of [`RawDocument::content`].
    #[must_use]
    pub fn text<'t>(&self, stream: &'t str) -> &'t str {
        stream.get(self.content.start..self.content.end).unwrap_or_default()
    }

    /// Whether there is nothing but white space and comments in it.
    #[must_use]
    pub fn is_blank(&self, stream: &str) -> bool {
        let mut rest = self.text(stream);
        loop {
            rest = rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{feff}']);
            if !rest.starts_with('#') {
                return rest.is_empty();
            }
            rest = &rest[line_length(rest)..];
        }
    }

    /// Gives the span for the parser: the content, with the marker when it is on the same line.
    pub(crate) fn parsed_span(&self, stream: &str) -> Span {
        let start = match self.separator {
            Some(marker) if !self.content.is_empty() && !marker.of(stream).ends_with(['\n', '\r']) => marker.start,
            _ => self.content.start,
        };
        Span { start, end: self.content.end }
    }
}

/// Finds the documents of a stream. A `---` at the start of a line always separates when white space or the line's end
/// follows, in a block scalar too: YAML doesn't allow it there as content. A stream without a byte has no document.
#[must_use]
pub fn split(stream: &str) -> Vec<RawDocument> {
    documents(stream).collect()
}

/// Finds documents as `split` does, one after the other: of many small documents a list takes more memory than their
/// text.
pub fn documents(stream: &str) -> impl Iterator<Item = RawDocument> {
    let bytes = stream.as_bytes();
    let start_of_text = byte_order_mark(stream);
    let mut open =
        Some(DocumentStart { start: 0, separator: None, content: start_of_text }).filter(|_| !bytes.is_empty());
    let mut markers = memmem::find_iter(bytes, b"---").filter(move |&at| {
        let opens_line = at == start_of_text || matches!(bytes[at - 1], b'\n' | b'\r');
        opens_line && matches!(bytes.get(at + 3), None | Some(b' ' | b'\t' | b'\n' | b'\r'))
    });
    let mut index = 0;
    std::iter::from_fn(move || {
        let mut opened = open.take()?;
        let end = loop {
            match markers.next() {
                Some(at) if at == start_of_text => opened = DocumentStart::at_marker(stream, at, 0),
                Some(at) => {
                    open = Some(DocumentStart::at_marker(stream, at, at));
                    break at;
                }
                None => break stream.len(),
            }
        };
        index += 1;
        Some(opened.close(index - 1, end))
    })
}

struct DocumentStart {
    start: usize,
    separator: Option<Span>,
    content: usize,
}

impl DocumentStart {
    fn at_marker(stream: &str, marker: usize, start: usize) -> Self {
        let line = &stream[marker..];
        let line = &line[..line_length(line)];
        let following = line["---".len()..].trim_start_matches([' ', '\t']);
        let alone = following.is_empty() || following.starts_with(['#', '\n', '\r']);
        let content = marker + if alone { line.len() } else { "---".len() };
        Self { start, separator: Some(Span { start: marker, end: content }), content }
    }

    fn close(&self, index: usize, end: usize) -> RawDocument {
        RawDocument {
            index,
            span: Span { start: self.start, end },
            separator: self.separator,
            content: Span { start: self.content, end },
        }
    }
}

/// The bytes of the first line of a text, its end included.
fn line_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    match memchr2(b'\n', b'\r', bytes) {
        Some(at) if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') => at + 2,
        Some(at) => at + 1,
        None => bytes.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn contents(stream: &str) -> Vec<&str> {
        split(stream).iter().map(|document| document.text(stream)).collect()
    }

    #[test]
    fn separators_stand_alone_on_a_line() {
        assert!(split("").is_empty());
        assert_eq!(contents("a: 1"), ["a: 1"]);
        assert_eq!(contents("---\na: 1\n---\n"), ["a: 1\n", ""]);
        assert_eq!(contents("# c\n--- # d\na: 1\n---\r\nb: 2"), ["# c\n", "a: 1\n", "b: 2"]);
        assert_eq!(contents("--- {a: 1}\n---x\n ---\n"), [" {a: 1}\n---x\n ---\n"]);
        assert_eq!(contents("\u{feff}---\na: 1"), ["a: 1"]);
        assert_eq!(contents("a: |\n  -----\n  ---\n----\n---"), ["a: |\n  -----\n  ---\n----\n", ""]);
        assert_eq!(contents("a\r---\rb"), ["a\r", "b"]);
    }

    #[test]
    fn blank_documents_hold_only_comments() {
        let blank = |stream: &str| split(stream).iter().all(|document| document.is_blank(stream));
        assert!(blank("---\n# c\n\t \r\n---\n"));
        assert!(blank("\u{feff}# c"));
        assert!(!blank("a"));
        assert!(!blank("# c\n{}"));
    }

    proptest! {
        #[test]
        fn documents_tile_the_stream(stream in "\u{feff}?(---|[a#: \t\r\n-]|\u{e9}){0,40}") {
            let documents = split(&stream);
            let mut at = 0;
            for (index, document) in documents.iter().enumerate() {
                prop_assert_eq!(document.index, index);
                prop_assert_eq!(document.span.start, at);
                prop_assert_eq!(document.span.end, document.content.end);
                prop_assert!(document.span.contains(document.content));
                if let Some(separator) = document.separator {
                    prop_assert_eq!(separator.end, document.content.start);
                    prop_assert!(separator.of(&stream).starts_with("---"));
                }
                at = document.span.end;
            }
            prop_assert_eq!(at, stream.len());
        }
    }
}
