//! What holds for any input: reading never panics and its spans are true.

mod spans;

use portico_manifest::{Limits, parse, split};
use proptest::prelude::*;
use spans::check_spans;

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_never_panics(stream in "(\u{feff}|[a*&!:|>?\\-\\[\\]{},#'\"%@` \t\r\n<~1é]|---|<<|: |- |\\.\\.\\.|\n  ){0,60}") {
        let limits = Limits::default();
        for raw in split(&stream) {
            let _ = raw.is_blank(&stream);
            match parse(&stream, &raw, &limits) {
                Ok(document) => {
                    check_spans(&document);
                    document.duplicate_keys().count();
                    for node in document.nodes() {
                        let _ = (node.to_data(&limits), node.key_text(), node.entries().count(), node.get("a"));
                    }
                }
                Err(error) => {
                    prop_assert!(!error.to_string().is_empty());
                    prop_assert!(error.span.end <= stream.len() && stream.get(error.span.start..error.span.end).is_some());
                }
            }
        }
    }

    #[test]
    fn reading_any_text_never_panics(stream in any::<String>()) {
        for raw in split(&stream) {
            let _ = parse(&stream, &raw, &Limits::default());
        }
    }
}
