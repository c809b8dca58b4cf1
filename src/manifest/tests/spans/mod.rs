//! Checks of the spans of any document.

use portico_manifest::{Document, Entry, Node, NodeKind, ScalarStyle, Span};

pub fn check_spans(document: &Document<'_>) {
    let content = document.raw().content;
    let mut end = 0;
    for node in document.nodes() {
        let span = node.span();
        assert!(content.contains(span), "{node:?} lies in its document");
        let written = span.of(document.stream());
        assert!(!written.starts_with([' ', '\n', '#']), "{written:?}");
        match node.kind() {
            NodeKind::Scalar => match node.style() {
                Some(ScalarStyle::DoubleQuoted) => {
                    assert!(written.starts_with('"') && written.ends_with('"') && written.len() > 1);
                }
                Some(ScalarStyle::SingleQuoted) => {
                    assert!(written.starts_with('\'') && written.ends_with('\'') && written.len() > 1);
                }
                Some(ScalarStyle::Literal) => assert!(written.starts_with('|')),
                Some(ScalarStyle::Folded) => assert!(written.starts_with('>')),
                _ if written.contains(['\n', '\r']) => {}
                _ => assert_eq!(written, node.text()),
            },
            NodeKind::Alias => assert!(written.starts_with('*')),
            NodeKind::Mapping | NodeKind::Sequence => {
                let inside = |child: Node<'_, '_>| {
                    assert!(span.contains(child.span()), "{child:?} in {node:?}");
                };
                let mut done = span.start;
                let mut in_turn = |child: Node<'_, '_>| {
                    inside(child);
                    assert!(done <= child.span().start, "{child:?} follows what is before it in {node:?}");
                    done = child.span().end;
                };
                if node.kind() == NodeKind::Sequence {
                    node.items().for_each(in_turn);
                } else {
                    node.own_entries().for_each(|Entry { key, value, .. }| {
                        in_turn(key);
                        in_turn(value);
                        let between = Span { start: key.span().end, end: value.span().start };
                        let has_colon = between.of(document.stream()).contains(':');
                        assert!(has_colon || value.span().is_empty(), "a colon between {key:?} and {value:?}");
                    });
                }
            }
        }
        assert!(span.start >= end, "in the order of the text");
        end = span.start;
    }
}
