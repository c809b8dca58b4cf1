//! The removal of entries from mappings however they are laid out, and their addition to empty braces: every separator,
//! every place for a comment. The result must be right, not only proved or refused.

use portico_edit::{apply, merge, merge_exactly};
use portico_manifest::{Limits, PathSegment, parse, split};
use proptest::prelude::*;
use serde_json::{Value, json};

const KEYS: [&str; 4] = ["one", "two", "three", "four"];

/// Merges exactly the entries of `m` that are kept, and those added, and gives the result.
fn kept(text: &str, path: &[PathSegment], keep: &[bool], added: bool) -> Result<String, TestCaseError> {
    let limits = Limits::default();
    let read = |text: &str| -> Result<Value, TestCaseError> {
        let document =
            parse(text, &split(text)[0], &limits).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        Ok(document.root().expect("content").to_data(&limits).expect("data"))
    };
    let raw = split(text)[0];
    let Ok(document) = parse(text, &raw, &limits) else {
        return Err(TestCaseError::reject("not YAML"));
    };
    let mapping = document.root().and_then(|root| root.at(path)).expect("the mapping");
    let Value::Object(mut desired) = mapping.to_data(&limits).expect("data") else {
        return Err(TestCaseError::fail("no mapping"));
    };
    desired.retain(|key, _| KEYS.iter().position(|known| known == key).is_some_and(|at| keep[at]));
    if added {
        desired.insert("new".to_owned(), json!("value"));
    }
    let desired = Value::Object(desired);
    let edits = merge_exactly(&document, path, &desired, &[&[]], &limits)
        .map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
    let once = apply(text, &edits).expect("edits can be applied");
    let (before, after) = (read(text)?, read(&once)?);
    let at = |data: &Value| match path {
        [PathSegment::Key(key), PathSegment::Index(index)] => data[key.as_str()][*index].clone(),
        [PathSegment::Key(key)] => data[key.as_str()].clone(),
        _ => data.clone(),
    };
    prop_assert_eq!(at(&after), desired, "{}\n{}", text, once);
    prop_assert_eq!(&before["after"], &after["after"]);
    for (key, keeps) in KEYS.iter().zip(keep) {
        let about = format!("# about {key}");
        let found = once.matches(&about).count();
        if *keeps {
            prop_assert_eq!(found, text.matches(&about).count(), "{}\n{}", text, once);
        } else {
            prop_assert_eq!(found, 0, "{}\n{}", text, once);
        }
    }
    for comment in ["# apart", "# end", "# head"] {
        prop_assert_eq!(once.matches(comment).count(), text.matches(comment).count(), "{}\n{}", text, once);
    }
    Ok(once)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn braces(
        opening in prop::sample::select(vec!["{", "{ ", "{\n  ", "{ # head\n  ", "{\n  # apart\n\n  "]),
        closing in prop::sample::select(vec!["}", " }", ",}", " , }", "\n  }", ",\n  }", " # aside\n  }", "\n  # apart\n  }"]),
        separators in prop::collection::vec(prop::sample::select(vec![
            ",", ", ", " , ", ",\n  ", "\n  , ", "\n  ,\n  ", ", # aside\n  ", " # aside\n  , ", ",\n\n  # apart\n\n  ",
        ]), 4),
        values in prop::collection::vec(prop::sample::select(vec![
            ": 1", ": \"x, }\"", ": [1, {a: 2}]", ": {\n    a: 1,\n    b: 2\n    }", " : x", ": ", "", ": é", ": 'a\n    b'", ": &a 1", ": !!str",
        ]), 4),
        quoted in any::<[bool; 4]>(),
        keep in any::<[bool; 4]>(),
        count in 1_usize..5,
        added in any::<bool>(),
        crlf in any::<bool>(),
    ) {
        let mut text = format!("m: {opening}");
        for at in 0..count {
            let key = if quoted[at] { format!("\"{}\"", KEYS[at]) } else { KEYS[at].to_owned() };
            text.push_str(&key);
            text.push_str(values[at]);
            text.push_str(if at + 1 < count { separators[at] } else { closing });
        }
        text.push_str(" # end\nafter: 1\n");
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        let once = kept(&text, &[PathSegment::Key("m".to_owned())], &keep, added)?;
        prop_assert!(once.contains("} # end"), "{}", once);
    }

    #[test]
    fn blocks(
        item in any::<bool>(),
        opening in prop::sample::select(vec!["\n", " # head\n", "\n  # apart\n\n"]),
        above in prop::collection::vec(prop::sample::select(vec!["", "", "  # about KEY\n", "  # apart\n\n", "\n", " # apart\n", "  # apart\n\n  # about KEY\n  # about KEY\n"]), 4),
        values in prop::collection::vec(prop::sample::select(vec![
            " 1", " x # about KEY", "", " # about KEY", " |\n    text\n    # no comment", " |+\n    text\n\n", " >-\n    text\n\n",
            "\n    a: 1 # about KEY\n    # about KEY", "\n  - 1\n  - 2", " {a: 1,\n    b: 2}", " \"a\n\n    # b\"", " 'a'\n\n    # about KEY", " &a x", " !!null # about KEY",
            " |2+\n    text\n\n",
        ]), 4),
        quoted in any::<[bool; 4]>(),
        keep in any::<[bool; 4]>(),
        count in 1_usize..5,
        added in any::<bool>(),
        crlf in any::<bool>(),
        last in any::<bool>(),
    ) {
        let mut text = if item { "m:\n- ".to_owned() } else { format!("m:{opening}") };
        for at in 0..count {
            if !(item && at == 0) {
                text.push_str(&above[at].replace("KEY", KEYS[at]));
                text.push_str("  ");
            }
            text.push_str(&if quoted[at] { format!("'{}'", KEYS[at]) } else { KEYS[at].to_owned() });
            text.push(':');
            text.push_str(&values[at].replace("KEY", KEYS[at]));
            text.push('\n');
        }
        if !last {
            text.push_str("  # end\nafter: 1\n");
        } else if text.ends_with('\n') {
            text.pop();
        }
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        let key = PathSegment::Key("m".to_owned());
        let path = if item { vec![key, PathSegment::Index(0)] } else { vec![key] };
        let once = kept(&text, &path, &keep, added)?;
        prop_assert!(!crlf || !once.replace("\r\n", "").contains(['\r', '\n']), "{:?}", once);
        prop_assert!(once.lines().all(|line| !line.ends_with("- ")), "{:?}", once);
    }

    #[test]
    fn empty_braces(
        around in prop::sample::select(vec![
            ("", "", ""), ("# head\n", "", ""), ("---", "", ""), ("z: 1\n---", "", ""), ("--- # head\n", "", ""),
            ("m:", "", "m"), ("z: 1\n'm' :", "", "m"), ("m: # head\n ", "", "m"), ("m:\n  # head\n ", "", "m"), ("m:\n\n    ", "\n# apart", "m"),
            ("m:", "\n    # apart\n  # apart\n\n# apart", "m"), ("m:\t", "", "m"), ("&k m:", "", "m"), ("m:", "\nn: {}", "m"), ("m:", "\n          \n# apart\nn: {}", "m"), ("m:", "\n# apart\n\n        # apart", "m"),
            ("m:\n-", "", "m0"), ("m:\n  -", "\n  - {}", "m0"), ("m:\n-\n ", "\n# apart", "m0"), ("m:\n- # head\n ", "", "m0"), ("m:\n-  ", "", "m0"),
            ("z: {a: 1}\nm:\n    -", "", "m0"),
            ("-", "", "0"), ("-", "\n- {}", "0"),
        ]),
        before in prop::sample::select(vec!["", "", "", "!!map ", "&a ", "&a !!map ", "!!map  &a ", "!!map\n    ", "\n    &a "]),
        braces in prop::sample::select(vec!["{}", "{}", "{ }", "{\t}", "{\n  }", "{\n\n  }"]),
        comment in prop::sample::select(vec!["", "", " # why", "\t# why", "   ", " # {}"]),
        entries in prop::sample::select(vec![
            json!({"a": 1}), json!({"a": 1, "b": "x"}), json!({"t": "one\ntwo\n"}), json!({"t": "one\ntwo", "a": "one\ntwo"}),
            json!({"a": {"b": {"c": []}}, "l": [1, {"d": null, "e": "f"}]}), json!({"l": [[1]], "1": "1"}),
        ]),
        exact in any::<bool>(),
        crlf in any::<bool>(),
        last in any::<bool>(),
    ) {
        let (above, below, place) = around;
        let joins = above.is_empty() || above.ends_with(['\n', ' ', '\t']) || before.starts_with('\n');
        let gap = if joins { "" } else { " " };
        let mut text = format!("{above}{gap}{before}{braces}{comment}{below}");
        if !last {
            text.push('\n');
        }
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        let limits = Limits::default();
        let raws = split(&text);
        let raw = raws.last().expect("a document");
        let Ok(document) = parse(&text, raw, &limits) else {
            return Err(TestCaseError::reject("not YAML"));
        };
        let path: Vec<PathSegment> = place.chars().map(|sign| match sign {
            '0' => PathSegment::Index(0),
            key => PathSegment::Key(key.to_string()),
        }).collect();
        let exact: &[&[&str]] = if exact { &[&[]] } else { &[] };
        let edits = merge_exactly(&document, &path, &entries, exact, &limits)
            .map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        let once = apply(&text, &edits).expect("edits can be applied");
        let raws = split(&once);
        let edited = parse(&once, raws.last().expect("a document"), &limits).expect("it is YAML");
        let mapping = edited.root().and_then(|root| root.at(&path)).expect("the mapping");
        let was = document.root().and_then(|root| root.at(&path)).expect("the braces");
        prop_assert!(!mapping.is_flow(), "{}\n{}", text, once);
        prop_assert_eq!(mapping.to_data(&limits).expect("data"), entries.clone(), "{}\n{}", text, once);
        prop_assert_eq!((mapping.tag(), mapping.anchor()), (was.tag(), was.anchor()), "{}\n{}", text, once);
        prop_assert_eq!(merge(&edited, &path, &entries, &limits).expect("once more"), vec![]);
        prop_assert_eq!(once.ends_with('\n'), text.ends_with('\n'));
        prop_assert!(!text.contains('\r') || !once.replace("\r\n", "").contains(['\r', '\n']), "{:?}", once);
        for kept in ["# head", "# apart", "# why", "# {}", "n: {}", "z: "] {
            prop_assert_eq!(once.matches(kept).count(), text.matches(kept).count(), "{}\n{}", text, once);
        }
        // Nothing else goes but the braces and the blanks before them.
        for edit in &edits {
            prop_assert!(edit.span.of(&text).chars().all(|gone| "{} \t\r\n".contains(gone)), "{:?}", edit);
        }
    }
}
