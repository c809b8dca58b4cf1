//! The reader: it ends, its spans are true, it keeps its limits, and each of its refusals has a place.

use super::spans::check_spans;
use portico_manifest::{Limits, LineIndex, Span, overlay, parse, split};

/// Limits that a short text reaches.
const NARROW: Limits =
    Limits { stream_bytes: 2048, document_bytes: 512, depth: 8, nodes: 64, aliases: 4, expanded_nodes: 64 };

pub fn check(stream: &str) {
    let lines = LineIndex::new(stream);
    for limits in [Limits::default(), NARROW] {
        let mut done = 0;
        let mut documents = Vec::new();
        for raw in split(stream) {
            assert!(raw.span.start >= done && raw.span.contains(raw.content), "documents follow each other");
            done = raw.span.end;
            let _ = raw.is_blank(stream);
            let document = match parse(stream, &raw, &limits) {
                Ok(document) => document,
                Err(error) => {
                    assert!(!error.to_string().is_empty());
                    check_place(stream, &lines, error.span);
                    continue;
                }
            };
            check_spans(&document);
            assert!(document.nodes().count() <= limits.nodes, "more nodes than the limit");
            document.duplicate_keys().for_each(|(again, first)| assert!(first.span() < again.span()));
            for node in document.nodes() {
                check_place(stream, &lines, node.span());
                let _ = (node.key_text(), node.entries().count(), node.get("a"), node.as_i64());
            }
            match document.root().map(|root| root.to_data(&limits)) {
                Some(Ok(data)) => {
                    let again = document.root().expect("content").to_data(&limits).expect("it was data before");
                    assert_eq!(data, again);
                }
                Some(Err(error)) => check_place(stream, &lines, error.span),
                None => {}
            }
            documents.push(document);
        }
        assert!(done <= stream.len());
        if let Ok(laid) = overlay(stream, &documents, &limits) {
            assert!(laid.nodes().count() <= limits.nodes, "more nodes than the limit");
        }
    }
}

fn check_place(stream: &str, lines: &LineIndex, span: Span) {
    assert!(stream.get(span.start..span.end).is_some(), "{span:?} lies between characters of the text");
    let place = lines.position(stream, span.start);
    assert!(place.line >= 1 && place.column >= 1);
}
