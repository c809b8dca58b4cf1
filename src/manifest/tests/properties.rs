//! Properties of any input: reading never panics and its spans are true.

mod spans;

use portico_manifest::{Limits, overlay, parse, same, split};
use proptest::prelude::*;
use serde_json::Value;
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
    fn overlaid_data_is_the_data_merged_as_helm_does(
        files in prop::collection::vec("([ab]: (1|~|\\[1, \\{a: 2\\}\\]|\\{a: 1, b: \\{a: x\\}\\}|&x \\{b: 2, c: \\{a: 3\\}\\}|\\*x|\n  [abc]: (2|~|\\{a: 3\\})\n  <<: \\{b: 4\\}\n  [abc]:\n    [ab]: 5)\n){1,4}", 1..4),
    ) {
        let limits = Limits::default();
        let stream = files.join("---\n");
        let documents: Vec<_> = split(&stream).iter().filter_map(|raw| parse(&stream, raw, &limits).ok()).collect();
        let data = documents.iter().map(|document| document.root().map_or(Ok(Value::Null), |root| root.to_data(&limits)));
        let Ok(data) = data.collect::<Result<Vec<_>, _>>() else { return Ok(()) };
        let wanted = data.into_iter().reduce(merged);
        let laid = overlay(&stream, &documents, &limits).expect("it is small");
        let root = laid.root().map(|root| root.to_data(&limits).expect("each could be read"));
        prop_assert!(match (&wanted, &root) {
            (Some(wanted), Some(root)) => same(wanted, root),
            (wanted, root) => wanted == root,
        }, "{:?} {:?}", wanted, root);
        for node in laid.nodes() {
            let file = documents.iter().any(|document| document.raw().span.contains(node.span()));
            prop_assert!(file && node.places().end <= laid.nodes().count());
        }
    }

    #[test]
    fn reading_any_text_never_panics(stream in any::<String>()) {
        for raw in split(&stream) {
            let _ = parse(&stream, &raw, &Limits::default());
        }
    }
}

/// Merges as Helm does a file of values into those before it.
fn merged(below: Value, above: Value) -> Value {
    match (below, above) {
        (Value::Object(mut below), Value::Object(above)) => {
            for (key, value) in above {
                let value = match below.remove(&key) {
                    Some(before) => merged(before, value),
                    None => value,
                };
                below.insert(key, value);
            }
            Value::Object(below)
        }
        (_, above) => above,
    }
}
