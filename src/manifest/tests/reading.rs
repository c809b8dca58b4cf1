//! Reading: the tree of a text, the places of errors, and every limit.

use portico_manifest::{
    Document, Limits, Node, NodeKind, PathSegment, ReadError, ReadErrorKind, Scalar, ScalarStyle, parse, split,
};
use serde_json::json;

fn read(text: &str) -> Document<'_> {
    try_read(text, &Limits::default()).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn try_read<'t>(text: &'t str, limits: &Limits) -> Result<Document<'t>, ReadError> {
    let documents = split(text);
    parse(text, documents.last().expect("a document"), limits)
}

fn root<'d, 't>(document: &'d Document<'t>) -> Node<'d, 't> {
    document.root().expect("content")
}

#[test]
fn values_are_found_with_their_places() {
    let text = "kind: Service # c\nspec:\n  ports:\n  - name: &n \"a\"\n    port: 0x1bb\n  - {name: *n , port: }\nnote: |\n  one\n  two\n\n# end\n";
    let document = read(text);
    let root = root(&document);
    let at = |path: &[PathSegment]| root.at(path).expect("it is there");
    let key = |name: &str| PathSegment::Key(name.to_owned());
    let written = |node: Node<'_, '_>| node.span().of(text).to_owned();
    let port = at(&[key("spec"), key("ports"), PathSegment::Index(0), key("port")]);
    assert_eq!((port.as_i64(), written(port).as_str()), (Some(443), "0x1bb"));
    let name = at(&[key("spec"), key("ports"), PathSegment::Index(0), key("name")]);
    assert_eq!((name.anchor(), written(name).as_str()), (Some("n"), "\"a\""));
    let alias = at(&[key("spec"), key("ports"), PathSegment::Index(1), key("name")]);
    assert_eq!((alias.kind(), alias.as_str(), written(alias).as_str()), (NodeKind::Alias, Some("a"), "*n"));
    assert_eq!(alias.resolved(), name);
    let nothing = at(&[key("spec"), key("ports"), PathSegment::Index(1), key("port")]);
    assert!(nothing.is_null() && nothing.span().is_empty());
    assert!(text[..nothing.span().start].ends_with("port:"));
    let ports = at(&[key("spec"), key("ports")]);
    assert!(written(ports).starts_with("- name") && written(ports).ends_with("port: }"));
    let note = at(&[key("note")]);
    assert_eq!((note.style(), note.text()), (Some(ScalarStyle::Literal), "one\ntwo\n"));
    assert_eq!(written(note), "|\n  one\n  two");
    assert_eq!(written(root), text.trim_end_matches("\n\n# end\n"));
    assert_eq!(root.get("none"), None);
    assert_eq!(port.get("none"), None);
}

#[test]
fn values_that_are_not_written_follow_their_indicator() {
    let text = "a:\nb: # c\nc:\n-\n- # d\n- e\n";
    let document = read(text);
    let empty: Vec<_> =
        document.nodes().filter(|node| node.span().is_empty()).map(|node| &text[..node.span().start]).collect();
    assert_eq!(empty, ["a:", "a:\nb:", "a:\nb: # c\nc:\n-", "a:\nb: # c\nc:\n-\n-"]);
}

#[test]
fn a_colon_of_a_mapping_around_is_not_taken_for_a_value_that_is_not_written() {
    let places =
        |text: &str| -> Vec<_> { read(text).nodes().map(|node| (node.span().start, node.span().end)).collect() };
    for text in [": ?\r: ", ": ?\n: "] {
        // The first entry's value is `?`, a mapping of nothing to nothing; the second entry is `:`.
        assert_eq!(places(text), [(0, 5), (0, 0), (2, 3), (3, 3), (3, 3), (4, 4), (5, 5)], "{text:?}");
    }
    assert_eq!(places(": ?\r\n: x")[5..], [(5, 5), (7, 8)]);
    // The key is the mapping `? a`, whose own key has no value.
    assert_eq!(places("? ? a\n: b"), [(0, 9), (2, 5), (4, 5), (5, 5), (8, 9)]);
}

#[test]
fn a_value_without_a_colon_is_right_after_its_key() {
    let empty = |text: &str| -> Vec<_> {
        let document = read(text);
        document.nodes().filter(|node| node.span().is_empty()).map(|node| node.span().start).collect()
    };
    assert_eq!(empty("- ? a\n# c\n- b"), [5]);
    assert_eq!(empty("? a\n:b: c"), [3], "`:b` is a key");
    assert_eq!(empty("? a\n: # c\n? b\n"), [5, 13]);
    assert_eq!(empty("{a , b: , c # d\n}"), [2, 7, 11]);
    assert_eq!(empty("?\n- # c\n"), [3, 3]);
}

#[test]
fn a_question_mark_in_brackets_opens_no_bracket() {
    let document = read("a: [? x : y]\nb: c?d\ne: [? x]\nf:\n  g?h\n");
    assert_eq!(root(&document).get("f").and_then(Node::as_str), Some("g?h"));
}

#[test]
fn keys_read_as_kubernetes_reads_them() {
    let document = read("yes: 1\n0x10: 2\n~: 3\n1e3: 4\n'no': 5\n!!str on: 6\n? [x]\n: 7\n");
    let keys: Vec<_> = root(&document).own_entries().map(|entry| entry.key.key_text()).collect();
    assert_eq!(keys, ["true", "16", "null", "1000", "no", "on", "[x]"]);
    assert_eq!(root(&document).get("16").and_then(Node::as_i64), Some(2));
    assert_eq!(root(&document).get("0x10"), None);
}

#[test]
fn merge_keys_count_where_they_stand() {
    let text =
        "a: &a {x: 1, p: 1}\nb: &b {<<: *a, p: 2, z: 2}\nc: {w: 3, <<: [*b, {x: 9, v: 9}], z: 3}\nd: {x: 4, <<: *a}\n";
    let document = read(text);
    let mapping = root(&document).get("c").expect("c");
    let entries: Vec<_> = mapping
        .entries()
        .map(|entry| (entry.key.key_text().into_owned(), entry.value.as_i64(), entry.merged))
        .collect();
    let expected = [("w", 3, false), ("z", 3, false), ("x", 1, true), ("p", 2, true), ("v", 9, true)];
    let mut sorted = entries.clone();
    sorted.sort();
    let mut wanted = expected.map(|(key, value, merged)| (key.to_owned(), Some(value), merged)).to_vec();
    wanted.sort();
    assert_eq!(sorted, wanted);
    assert!(entries[..2].iter().all(|entry| !entry.2), "own entries first");
    for (key, value, merged) in expected {
        let entry = mapping.entry(key).expect("it is there");
        assert_eq!((entry.value.as_i64(), entry.merged), (Some(value), merged), "{key}");
    }
    assert_eq!(mapping.own_entries().count(), 3);
    let overridden = root(&document).get("d").and_then(|mapping| mapping.entry("x")).expect("x");
    assert_eq!(
        (overridden.value.as_i64(), overridden.merged),
        (Some(1), true),
        "Go's reader overrides what stands before"
    );
}

#[test]
fn duplicate_keys_are_listed_and_the_last_counts() {
    let document = read("a: 1\nb: {c: 1, \"c\": 2}\na: 2\na: 3\n");
    let places: Vec<_> =
        document.duplicate_keys().map(|(later, first)| (later.span().start, first.span().start)).collect();
    assert_eq!(places, [(23, 0), (28, 0), (15, 9)]);
    assert_eq!(root(&document).get("a").and_then(Node::as_i64), Some(3));
    assert_eq!(root(&document).to_data(&Limits::default()), Ok(json!({"b": {"c": 2}, "a": 3})));
}

#[test]
fn numbers_that_json_writes_without_a_point_are_whole() {
    let document = read("[1e3, 1.5, 0.0, -0.0, 18446744073709551615]");
    let data = root(&document).to_data(&Limits::default()).expect("data");
    assert_eq!(data.to_string(), "[1000,1.5,0,-0.0,18446744073709551615]");
    let scalars: Vec<_> = root(&document).items().filter_map(Node::scalar).collect();
    assert_eq!(scalars[0], Scalar::Float(1000.0));
    assert_eq!(scalars[4], Scalar::Unsigned(u64::MAX));
}

#[test]
fn syntax_errors_point_at_what_the_person_wrote() {
    for (text, place, sentence) in [
        ("a: \"open\nb: c", "\"", "the quote that opens here is never closed"),
        ("a: 'open\nb: c", "'", "the quote that opens here is never closed"),
        ("a:\n\tb: c", "\t", "a tab is used as indentation"),
        ("\ta: b", "\t", "a tab is used as indentation"),
        ("a:\n  - b\n  \t- c", "\t", "a tab is used as indentation"),
        ("a: b: c", ":", "a `:` makes a key where none can stand"),
        ("a: [1, 2\nb: c\n", "[", "never closed with `]`"),
        ("a: {b: c\nd: e\n", "{", "never closed with `}`"),
        ("a: {b: c", "{", "never closed with `}`"),
        ("a: {\n  \"b\": 1\n  \"c\": 2\n}", ":", "a comma is missing before this"),
        ("  a: 1\n b: 2", "b", "check the indentation of this line"),
        ("a: [b}", "[", "`[` is closed with `}`"),
        ("a: @b", "@", "a value can't start with `@`: put it in quotes"),
        ("a: \"\\q\"", "", "there is no such escape"),
        ("a: b\n- c", "-", "there is a list item here among keys"),
        ("%YAML 1.2\n", "%", "no `%` directives"),
        ("a: [b?c]", "b?c", "inside brackets Kubernetes can't read"),
        ("a: &b/c d", "&b/c", "the name of an anchor"),
    ] {
        let error = try_read(text, &Limits::default()).expect_err(text);
        assert!(matches!(error.kind, ReadErrorKind::Syntax(_)), "{text:?}: {error:?}");
        assert!(error.to_string().contains(sentence), "{text:?}: {error}");
        assert!(
            place.is_empty() || error.span.of(text) == place,
            "{text:?}: {:?} at {:?}",
            error.to_string(),
            error.span.of(text)
        );
    }
}

#[test]
fn other_errors_are_told_apart() {
    let kind = |text: &str| try_read(text, &Limits::default()).expect_err(text).kind;
    assert_eq!(kind("a: *none"), ReadErrorKind::UnknownAnchor { anchor: "none".to_owned() });
    assert_eq!(kind("a: &a [*a]"), ReadErrorKind::RecursiveAlias { anchor: "a".to_owned() });
    assert_eq!(kind("a: 1\n...\nb: 2"), ReadErrorKind::SecondDocument);
    let data = |text: &str| root(&read(text)).to_data(&Limits::default()).expect_err(text).kind;
    assert_eq!(data("<<: 1"), ReadErrorKind::MergeNotAMapping);
    assert_eq!(data("~: 1"), ReadErrorKind::UnsupportedKey);
    assert_eq!(data("a: .inf"), ReadErrorKind::UnsupportedNumber);
    assert_eq!(data("a: !!int x"), ReadErrorKind::TagMismatch { tag: "!!int".to_owned() });
}

#[test]
fn limits_hold() {
    let limits =
        Limits { stream_bytes: 10_000, document_bytes: 5_000, depth: 10, nodes: 100, aliases: 5, expanded_nodes: 50 };
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    let kind = |text: &str| try_read(text, &limits).expect_err("over a limit").kind;
    assert_eq!(kind(&" ".repeat(10_001)), ReadErrorKind::StreamTooLarge { limit: 10_000 });
    assert_eq!(kind(&" ".repeat(5_001)), ReadErrorKind::DocumentTooLarge { limit: 5_000 });
    assert_eq!(kind(&nested(11)), ReadErrorKind::TooDeep { limit: 10 });
    assert_eq!(kind(&"- ".repeat(11)), ReadErrorKind::TooDeep { limit: 10 });
    assert_eq!(kind(&format!("{}{}", "- ".repeat(6), nested(6))), ReadErrorKind::TooDeep { limit: 10 });
    assert_eq!(kind(&"- a\n".repeat(100)), ReadErrorKind::TooManyNodes { limit: 100 });
    assert_eq!(kind(&format!("- &a x\n{}", "- *a\n".repeat(6))), ReadErrorKind::TooManyAliases { limit: 5 });
    let bomb = "a: &a [1,2,3,4,5,6,7,8,9]\nb: &b [*a,*a]\nc: [*b, *b]\n";
    assert_eq!(kind(bomb), ReadErrorKind::ExpansionTooLarge { limit: 50 });
    let tower = "a: &a [[[[1]]]]\nb: &b [[[[*a]]]]\nc: [[[*b]]]\n";
    assert_eq!(kind(tower), ReadErrorKind::TooDeep { limit: 10 });
    let fine = read(bomb);
    assert_eq!(
        root(&fine).to_data(&limits).expect_err("over the limit").kind,
        ReadErrorKind::ExpansionTooLarge { limit: 50 }
    );
}

#[test]
fn hostile_documents_end_soon() {
    let bomb = (1..60).fold("a0: &a0 {x: 1}\n".to_owned(), |text, at| {
        let before = at - 1;
        text + &format!("a{at}: &a{at} {{<<: [*a{before}, *a{before}], k{at}: [*a{before}]}}\n")
    });
    for text in [
        bomb,
        "[".repeat(1_000_000),
        "- ".repeat(500_000),
        "{a: ".repeat(300_000),
        "? ".repeat(300_000),
        "&a ".repeat(100_000),
        "a: \"".to_owned() + &"\\".repeat(1_000_001),
        "- |\n".repeat(100_000),
        "a: !".to_owned() + &"x".repeat(1_000_000),
    ] {
        let _ = try_read(&text, &Limits::default())
            .map(|document| document.root().map(|root| root.to_data(&Limits::default())));
    }
}
