//! An edit does what it says and nothing else, on documents made of every way to write a value.

#[path = "../../manifest/tests/spans/mod.rs"]
mod spans;

use portico_edit::{Edit, EditErrorKind, append, apply, merge, merge_exactly, quote, remove};
use portico_manifest::{Limits, Node, NodeKind, PathSegment, Scalar, parse, split};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use spans::check_spans;

/// A value and how it is written.
#[derive(Debug, Clone)]
enum Written {
    Scalar(&'static str),
    /// A block of text of these lines.
    Literal(&'static str, Vec<&'static str>),
    Flow(&'static str),
    Alias,
    Mapping(Vec<(&'static str, Written, &'static str)>),
    Sequence(Vec<Written>, bool),
    Anchored(&'static str, Box<Written>),
}

fn written() -> impl Strategy<Value = Written> {
    let scalars = vec![
        "1",
        "x",
        "",
        "null",
        "~",
        "yes",
        "\"q\"",
        "'s'",
        "\"two\n    lines\"",
        "plain\n    goes on",
        "é",
        "!!str 5",
        "0x1f",
        "{}",
        "{ }",
        "{\n    }",
        "{ # in\n    }",
        "\n    {}",
        "!!map {}",
        "!!map\n    {}",
        "[]",
        "\"\"",
        "!!null",
        "1.5",
    ];
    let flows = vec![
        "{a: 1, \"b\": {c: }}",
        "[1, {a: x}, [y]]",
        "{a: {}, b: []}",
        "{\n    a: 1, # c\n    b: 2\n    }",
        "[a: b, c]",
        "[{}, a: {}]",
        "{\"a\":1,\"b\":null}",
        "{a, b: , \"c\":}",
        "{a: 'x'}",
        "[\n    x,\n    y,\n    ]",
    ];
    let leaf = prop_oneof![
        4 => prop::sample::select(scalars).prop_map(Written::Scalar),
        2 => prop::sample::select(flows).prop_map(Written::Flow),
        1 => Just(Written::Alias),
        1 => (prop::sample::select(vec!["|", "|-", "|+", ">", ">-", "| # why"]), prop::sample::select(vec![vec!["one"], vec!["one", "", "  two"], vec!["# no comment"], vec!["a: b", ""]]))
            .prop_map(|(header, lines)| Written::Literal(header, lines)),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let keys = prop::sample::select(vec!["a", "b", "c", "\"d\"", "'e'", "yes", "1", "é", "&k f", "<<", "? g"]);
        let comments = prop::sample::select(vec!["", "", "", " # why", "\t# tab"]);
        let entries = prop::collection::vec((keys, inner.clone(), comments), 1..5);
        prop_oneof![
            4 => entries.prop_map(Written::Mapping),
            2 => (prop::collection::vec(inner.clone(), 1..4), any::<bool>()).prop_map(|(items, deep)| Written::Sequence(items, deep)),
            1 => (prop::sample::select(vec!["x", "y"]), inner).prop_map(|(name, value)| Written::Anchored(name, Box::new(value))),
        ]
    })
}

/// Writes a value after its key or dash, with a comment at the end of its first line.
fn write(value: &Written, indent: usize, step: usize, comment: &str, out: &mut String) {
    match value {
        Written::Scalar(text) | Written::Flow(text) => {
            out.push_str(if text.is_empty() { "" } else { " " });
            out.push_str(&text.replace('\n', &format!("\n{}", " ".repeat(indent))));
            if !text.contains('#') {
                out.push_str(comment);
            }
            out.push('\n');
        }
        Written::Alias => {
            out.push_str(" *x");
            out.push_str(comment);
            out.push('\n');
        }
        Written::Literal(header, lines) => {
            out.push(' ');
            out.push_str(header);
            out.push('\n');
            for line in lines {
                out.push_str(&" ".repeat(if line.is_empty() { 0 } else { indent + step }));
                out.push_str(line);
                out.push('\n');
            }
        }
        Written::Anchored(name, value) => {
            out.push_str(" &");
            out.push_str(name);
            write(value, indent, step, comment, out);
        }
        Written::Mapping(entries) => {
            out.push_str(comment);
            out.push('\n');
            write_entries(entries, indent + step, step, false, out);
        }
        Written::Sequence(items, deep) => {
            out.push_str(comment);
            out.push('\n');
            let indent = if *deep { indent + step } else { indent };
            for item in items {
                out.push_str(&" ".repeat(indent));
                out.push('-');
                match item {
                    Written::Mapping(entries) => {
                        out.push(' ');
                        write_entries(entries, indent + 2, step, true, out);
                    }
                    Written::Sequence(items, _) => {
                        write(&Written::Sequence(items.clone(), true), indent, step, "", out);
                    }
                    item => write(item, indent, step, " # item", out),
                }
            }
        }
    }
}

fn write_entries(
    entries: &[(&'static str, Written, &'static str)],
    indent: usize,
    step: usize,
    inline: bool,
    out: &mut String,
) {
    for (at, (key, value, comment)) in entries.iter().enumerate() {
        if at > 0 && at % 2 == 0 {
            out.push_str(&" ".repeat(indent));
            out.push_str("# about what follows\n");
        }
        if at > 0 || !inline {
            out.push_str(&" ".repeat(indent));
        }
        out.push_str(key);
        if key.starts_with('?') {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
        }
        out.push(':');
        write(value, indent, step, comment, out);
        if at == 0 && !inline {
            out.push_str("# a line of its own\n\n");
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Ends {
    crlf: bool,
    last: bool,
}

fn document() -> impl Strategy<Value = String> {
    let ends = (any::<bool>(), any::<bool>()).prop_map(|(crlf, last)| Ends { crlf, last });
    let entries =
        prop::collection::vec((prop::sample::select(vec!["a", "b", "c", "m", "n"]), written(), Just("")), 1..5);
    (entries, prop::sample::select(vec![2_usize, 4, 1]), ends).prop_map(|(entries, step, ends)| {
        let mut text = "# head\nbase: &x {a: 1, b: {c: 2}}\n".to_owned();
        write_entries(&entries, 0, step, false, &mut text);
        if !ends.last {
            text.truncate(text.trim_end_matches('\n').len());
        }
        if ends.crlf { text.replace('\n', "\r\n") } else { text }
    })
}

fn data() -> impl Strategy<Value = Value> {
    let leaf = prop::sample::select(vec![
        json!(null),
        json!(true),
        json!(1),
        json!(1.5),
        json!("x"),
        json!("yes"),
        json!("two\nlines\n"),
        json!("a: b #c"),
        json!(""),
        json!({}),
        json!([]),
        json!("é"),
    ]);
    leaf.prop_recursive(2, 8, 3, |inner| {
        let keys = prop::sample::select(vec!["a", "b", "c", "d", "true", "1", "new", "on"]);
        prop_oneof![
            3 => prop::collection::vec((keys, inner.clone()), 1..4)
                .prop_map(|entries| Value::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())),
            1 => prop::collection::vec(inner, 1..3).prop_map(Value::Array),
        ]
    })
}

fn paths() -> impl Strategy<Value = Vec<PathSegment>> {
    let key = prop::sample::select(vec!["a", "b", "c", "d", "m", "1", "new"])
        .prop_map(|key| PathSegment::Key(key.to_owned()));
    let segment = prop_oneof![4 => key, 1 => (0_usize..3).prop_map(PathSegment::Index)];
    prop::collection::vec(segment, 0..4)
}

/// Gives paths of exact mappings, among them the empty path of all the desired data.
fn exact_paths() -> impl Strategy<Value = Vec<Vec<&'static str>>> {
    let key = prop::sample::select(vec!["a", "b", "c", "d", "1", "new"]);
    prop::collection::vec(prop::collection::vec(key, 0..3), 1..4)
}

/// The data that a merge with exact mappings is to give.
fn wanted(before: Value, desired: &Value, exact: &[&[&str]]) -> Value {
    match desired {
        Value::Object(entries) if !exact.iter().any(|path| path.is_empty()) => {
            let mut object = if let Value::Object(object) = before { object } else { Map::new() };
            for (key, value) in entries {
                let inside = exact.iter().filter(|path| path[0] == key).map(|path| &path[1..]).collect::<Vec<_>>();
                let value = wanted(object.remove(key).unwrap_or_default(), value, &inside);
                object.insert(key.clone(), value);
            }
            Value::Object(object)
        }
        _ => desired.clone(),
    }
}

/// The mappings that are written where they are, with the paths to them.
fn mappings<'d, 't>(node: Node<'d, 't>, path: &[PathSegment], found: &mut Vec<(Vec<PathSegment>, Node<'d, 't>)>) {
    match node.kind() {
        NodeKind::Mapping => {
            found.push((path.to_vec(), node));
            for entry in node.entries().filter(|entry| !entry.merged) {
                let key = PathSegment::Key(entry.key.key_text().into_owned());
                mappings(entry.value, &[path, &[key]].concat(), found);
            }
        }
        NodeKind::Sequence => {
            for (at, item) in node.items().enumerate() {
                mappings(item, &[path, &[PathSegment::Index(at)]].concat(), found);
            }
        }
        NodeKind::Scalar | NodeKind::Alias => {}
    }
}

/// Whether data contain the desired ones, with numbers by value.
fn contains(data: &Value, desired: &Value) -> bool {
    match (data, desired) {
        (Value::Object(data), Value::Object(desired)) => {
            desired.iter().all(|(key, value)| data.get(key).is_some_and(|found| contains(found, value)))
        }
        _ => data == desired,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn editing_never_panics(stream in "(\u{feff}|[a*&!:|>?\\-\\[\\]{},#'\"%@` \t\r\n<~1é]|---|<<|: |- |\\.\\.\\.|\n  ){0,60}") {
        let limits = Limits::default();
        for raw in split(&stream) {
            let Ok(document) = parse(&stream, &raw, &limits) else {
                continue;
            };
            for node in document.nodes() {
                let _ = quote(node);
            }
            let at_a = [PathSegment::Key("a".to_owned())];
            let _ = merge(&document, &at_a, &json!({"b": [1]}), &limits);
            for (path, desired) in [(&at_a[..], json!({"b": {}})), (&[], json!({"a": {"1": 1}})), (&[], json!({}))] {
                if let Ok(edits) = merge_exactly(&document, path, &desired, &[&[]], &limits) {
                    prop_assert!(apply(&stream, &edits).is_ok());
                }
            }
            for path in [&[PathSegment::Index(0)][..], &[at_a[0].clone(), PathSegment::Index(0)], &at_a] {
                if let Ok(edits) = remove(&document, path, &limits) {
                    prop_assert!(apply(&stream, &edits).is_ok());
                }
            }
        }
    }

    #[test]
    fn an_edit_does_what_it_says(text in document(), path in paths(), desired in data(), before in any::<bool>()) {
        let limits = Limits::default();
        let stream = if before { format!("other: 1\n---\n{text}") } else { text };
        if path.is_empty() && !desired.is_object() {
            return Ok(());
        }
        let raws = split(&stream);
        let raw = raws.last().expect("a document");
        let Ok(document) = parse(&stream, raw, &limits) else {
            return Ok(());
        };
        check_spans(&document);
        let edits = match merge(&document, &path, &desired, &limits) {
            Ok(edits) => edits,
            Err(error) => {
                prop_assert_ne!(&error.kind, &EditErrorKind::Unprovable, "{}", stream);
                return Ok(());
            }
        };
        let once = apply(&stream, &edits).expect("edits can be applied");
        prop_assert_eq!(once.ends_with('\n'), stream.ends_with('\n'));
        prop_assert!(!stream.contains("\r\n") || !once.replace("\r\n", "").contains('\n') || before);
        let edited_raws = split(&once);
        prop_assert_eq!(edited_raws.len(), raws.len());
        let edited = parse(&once, edited_raws.last().expect("a document"), &limits).expect("it is YAML");
        let value = edited.root().expect("content").at(&path).expect("the path is there").to_data(&limits).expect("data");
        prop_assert!(contains(&value, &desired), "{}\n{}", value, once);
        prop_assert_eq!(merge(&edited, &path, &desired, &limits).expect("once more"), vec![]);
        for edit in &edits {
            prop_assert!(raw.span.contains(edit.span));
            let gone = edit.span.of(&stream);
            prop_assert!(!gone.contains("# head") && !gone.contains("base: "), "{}", gone);
        }
        for gone in edits.iter().map(|edit| edit.span.of(&stream)).filter(|gone| !gone.contains('\n')) {
            prop_assert!(!gone.contains("# why") && !gone.contains("# item") && !gone.contains("# tab"), "{}", gone);
        }
        // The head of the document stays.
        let same_lines = |line: &&str| line.starts_with("base") || *line == "# head";
        prop_assert_eq!(
            stream.lines().filter(same_lines).count(),
            once.lines().filter(same_lines).count()
        );
    }

    #[test]
    fn an_exact_edit_gives_exactly_what_is_wanted(
        text in document(), path in paths(), desired in data(), exact in exact_paths(), before in any::<bool>(),
    ) {
        let limits = Limits::default();
        let stream = if before { format!("other: 1\n---\n{text}") } else { text };
        if path.is_empty() && !desired.is_object() {
            return Ok(());
        }
        let raws = split(&stream);
        let raw = raws.last().expect("a document");
        let Ok(document) = parse(&stream, raw, &limits) else {
            return Ok(());
        };
        let exact: Vec<&[&str]> = exact.iter().map(Vec::as_slice).collect();
        let edits = match merge_exactly(&document, &path, &desired, &exact, &limits) {
            Ok(edits) => edits,
            Err(error) => {
                prop_assert_ne!(&error.kind, &EditErrorKind::Unprovable, "{}", stream);
                prop_assert!(raw.span.contains(error.span));
                return Ok(());
            }
        };
        let once = apply(&stream, &edits).expect("edits can be applied");
        prop_assert!(once.ends_with('\n') || !stream.ends_with('\n'));
        prop_assert!(!stream.contains("\r\n") || !once.replace("\r\n", "").contains('\n') || before);
        let edited_raws = split(&once);
        prop_assert_eq!(edited_raws.len(), raws.len());
        let edited = parse(&once, edited_raws.last().expect("a document"), &limits).expect("it is YAML");
        let data = |node: Node<'_, '_>| node.to_data(&limits).expect("data");
        let was = document.root().expect("content").at(&path).map(data).unwrap_or_default();
        let is = data(edited.root().expect("content").at(&path).expect("the path is there"));
        prop_assert_eq!(is, wanted(was, &desired, &exact), "{}\n{}", stream, once);
        prop_assert_eq!(merge_exactly(&edited, &path, &desired, &exact, &limits).expect("once more"), vec![]);
        for edit in &edits {
            prop_assert!(raw.span.contains(edit.span));
        }
        // The other entries of the document are not touched.
        let Some(PathSegment::Key(first)) = path.first() else {
            return Ok(());
        };
        for entry in document.root().expect("content").own_entries().filter(|entry| entry.key.key_text() != *first) {
            let text = &stream[entry.key.span().start..entry.value.span().end];
            prop_assert!(once.contains(text), "{}\n{}", text, once);
        }
    }

    #[test]
    fn what_stays_keeps_its_bytes(text in document(), which in any::<prop::sample::Index>(), keep in any::<u8>()) {
        let limits = Limits::default();
        let raw = split(&text)[0];
        let Ok(document) = parse(&text, &raw, &limits) else {
            return Ok(());
        };
        let mut found = Vec::new();
        mappings(document.root().expect("content"), &[], &mut found);
        let (path, mapping) = which.get(&found);
        let Ok(Value::Object(mut desired)) = mapping.to_data(&limits) else {
            return Ok(());
        };
        let mut at = 0;
        desired.retain(|_, _| { at += 1; keep >> (at % 8) & 1 == 1 });
        let (stay, go): (Vec<_>, Vec<_>) = mapping.entries().partition(|entry| desired.contains_key(&*entry.key.key_text()));
        let desired = Value::Object(desired);
        let edits = match merge_exactly(&document, path, &desired, &[&[]], &limits) {
            Ok(edits) => edits,
            Err(error) => {
                prop_assert_ne!(&error.kind, &EditErrorKind::Unprovable, "{}", text);
                return Ok(());
            }
        };
        prop_assert_eq!(edits.is_empty(), go.is_empty());
        let once = apply(&text, &edits).expect("edits can be applied");
        let removed = |edit: &Edit| ["", "{}", " {}"].contains(&&*edit.replacement);
        prop_assert!(edits.iter().all(removed), "{:?}", edits);
        prop_assert!(stay.is_empty() || edits.iter().all(|edit| edit.replacement.is_empty()));
        let outside = |edit: &Edit| stay.iter().all(|entry| {
            edit.span.end <= entry.key.span().start || entry.value.span().end <= edit.span.start
        });
        prop_assert!(edits.iter().all(outside), "{}\n{}", text, once);
        // The head of the document stays.
        for line in text.lines().filter(|line| line.starts_with("base") || *line == "# head") {
            prop_assert!(path.is_empty() || once.contains(line) || path[0] == PathSegment::Key("base".to_owned()));
        }
    }

    #[test]
    fn an_item_is_added_to_a_list_and_nothing_else_is_changed(text in document(), item in data(), which in any::<prop::sample::Index>()) {
        let limits = Limits::default();
        let raw = split(&text)[0];
        let Ok(document) = parse(&text, &raw, &limits) else {
            return Ok(());
        };
        let root = document.root().expect("content");
        let keys: Vec<_> = root.entries().map(|entry| [PathSegment::Key(entry.key.key_text().into_owned())]).collect();
        let path = which.get(&keys);
        let Ok(edits) = append(&document, path, &item, &limits) else {
            return Ok(());
        };
        let once = apply(&text, &edits).expect("edits can be applied");
        let raw = split(&once)[0];
        let edited = parse(&once, &raw, &limits).expect("it is YAML");
        let mut wanted = root.to_data(&limits).expect("data");
        let PathSegment::Key(key) = &path[0] else { return Ok(()) };
        match &mut wanted[key] {
            Value::Array(items) => items.push(item),
            missing => *missing = json!([item]),
        }
        prop_assert_eq!(edited.root().expect("content").to_data(&limits).expect("data"), wanted, "{}", once);
        for comment in ["# head", "# why", "# item", "# tab", "# in"] {
            prop_assert_eq!(once.matches(comment).count(), text.matches(comment).count(), "{}", once);
        }
    }

    #[test]
    fn an_item_is_removed_and_nothing_else_is_changed(text in document(), which in any::<prop::sample::Index>(), index in 0usize..3) {
        let limits = Limits::default();
        let raw = split(&text)[0];
        let Ok(document) = parse(&text, &raw, &limits) else {
            return Ok(());
        };
        let root = document.root().expect("content");
        let entries: Vec<_> = root.own_entries().collect();
        let entry = which.get(&entries);
        let path = [PathSegment::Key(entry.key.key_text().into_owned()), PathSegment::Index(index)];
        let items: Vec<_> = entry.value.items().collect();
        let Ok(edits) = remove(&document, &path, &limits) else {
            prop_assert!(index >= items.len() || text.contains(['&', '?', '!', '*']), "it is refused:\n{}", text);
            return Ok(());
        };
        let once = apply(&text, &edits).expect("edits can be applied");
        let mut at = 0;
        for (place, item) in items.iter().enumerate().filter(|&(place, _)| place != index) {
            let written = item.span().of(&text);
            let found = once[at..].find(written);
            prop_assert!(found.is_some(), "item {} is gone:\n{}\n{}", place, text, once);
            at += found.unwrap_or_default() + written.len();
        }
    }

    #[test]
    fn a_quoted_value_is_the_same_text(text in document()) {
        let limits = Limits::default();
        let raw = split(&text)[0];
        let Ok(document) = parse(&text, &raw, &limits) else {
            return Ok(());
        };
        for (at, node) in document.nodes().enumerate() {
            let Some(edit) = quote(node) else {
                continue;
            };
            let quoted = apply(&text, &[edit]).expect("one edit");
            let raw = split(&quoted)[0];
            let again = parse(&quoted, &raw, &limits).expect("it is still YAML");
            let found = again.nodes().nth(at).expect("the same node");
            prop_assert_eq!(found.scalar(), Some(Scalar::String));
            prop_assert_eq!(found.text(), node.text());
            prop_assert_eq!(again.nodes().count(), document.nodes().count());
        }
    }
}
