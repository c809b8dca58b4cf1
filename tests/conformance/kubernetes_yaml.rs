//! Portico reads YAML as Kubernetes does: every text here is given to Portico and, by the oracle in
//! `tests/tools/kubernetes-yaml`, to `sigs.k8s.io/yaml`, and the data must be equal.
//!
//! Where the two differ on purpose, [`exception`] names it with the reason.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use portico_manifest::{Limits, ReadError, parse, split};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

/// Scalars whose meaning is easy to get wrong.
#[rustfmt::skip]
const SCALARS: &[&str] = &[
    // Booleans of YAML 1.1, in the three cases it knows and in those it doesn't.
    "y", "Y", "yes", "Yes", "YES", "yES", "n", "N", "no", "No", "NO", "nO", "true", "True", "TRUE",
    "tRUE", "false", "False", "FALSE", "fALSE", "on", "On", "ON", "oN", "off", "Off", "OFF", "oFF",
    "t", "f", "T", "F", "o", "O", "yess", "nope", "one",
    // Nulls.
    "", "~", "null", "Null", "NULL", "nULL", "~~", "nil", "none", "None",
    // Whole numbers in every base, with signs and underscores, and scalars that only look like them.
    "0", "-0", "+0", "00", "1", "+1", "-1", "007", "0777", "-0777", "08", "09", "0o17", "0O17",
    "-0o17", "0o8", "0o", "0b11", "0B11", "-0b11", "0b2", "0b", "0b+1", "0b-1", "0b--1", "0x1f",
    "0X1F", "-0x1f", "+0x1f", "0x", "0xg", "0x_1f", "0_x1f", "_1", "1_", "1__0", "1_000", "-1_000",
    "+_1", "-_", "_", "0_7", "0_", "1,000", "1 000", "12ab", "0x1f.8", "0x1p4",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
    "18446744073709551615", "18446744073709551616", "+18446744073709551615",
    "99999999999999999999999999", "0xffffffffffffffff", "0x10000000000000000",
    "0777777777777777777777", "01777777777777777777777", "07777777777777777777777777",
    "0b111111111111111111111111111111111111111111111111111111111111111111",
    // Other numbers.
    "1.5", "-1.5", "+1.5", ".5", "-.5", "+.5", "5.", "-5.", ".", "..", "...x", "1.2.3", "0.1",
    "1e3", "1E3", "1e+3", "1e-3", "1e", "1e+", "e3", ".e3", "1.e3", ".5e3", "1_0.5_0", ".5_0",
    "._5", "1e1_0", "1e400", "-1e400", "1e-400", ".5e400", "0.1e-3", "-0.0", "0.0", "1e20", "1e21",
    "123456789.5", "3.14159265358979", "0.00001", "1e5", "1e6", "1.0", "100000000000.0",
    "9223372036854775808.0", "1e19", "18446744073709551616.0", "2.5e-8", ".inf", ".Inf", ".INF",
    ".iNF", "+.inf", "-.inf", "-.INF", "+.nan", ".nan", ".NaN", ".NAN", ".Nan", "inf", "nan",
    "Infinity", "-inf", "NaN",
    // Times, which stay strings, and numbers in base 60, which stay strings too.
    "1:30", "12:30:45", "-1:30", "2001-01-01", "2001-1-1", "2001-13-01", "2001-02-30",
    "2001-12-14t21:59:43.10-05:00", "2001-12-14T21:59:43Z", "2001-12-14 21:59:43.10",
    "2001-12-14 21:59:43.10 -5", "20010101", "2001-01", "2001-",
    // Versions, quantities, addresses.
    "v1", "1.34", "1.20", "1.2.3-rc.1", "100m", "1Gi", "0.5", "10.0.0.0/8", "127.0.0.1", "::1",
    "80/tcp", "8080:80", "1-2", "+", "-", "--", "-a", "+a", "-.", "+.", "1+1",
    // Characters that are indicators elsewhere.
    "=", "<<", "<", "a=b", "a:b", "a#b", "-1-", "?a", ":a", "a?", "a'b", "a\"b", "http://x/y?z=1",
    "a, b", "a]b", "\\n", "a\\tb", "$x", "(a)", "é", "日本", "\u{1f600}", "\u{a0}", "a\u{a0}b",
];

const TAGS: &[&str] = &[
    "!!str",
    "!!int",
    "!!bool",
    "!!float",
    "!!null",
    "!!binary",
    "!!merge",
    "!!timestamp",
    "!!other",
    "!local",
    "!",
    "!<tag:yaml.org,2002:int>",
];

/// Documents about everything but scalars.
#[rustfmt::skip]
const DOCUMENTS: &[&str] = &[
    "", "# only a comment\n", "\n\n", "a", "a: 1\nb: 2", "a:\n  b:\n    c: d\n",
    "- a\n- - b\n  - c\n-\n", "a:\n- b\n- c\nd: e\n", "{a: 1, \"b\": [1, 2, {c: }], 'd'}",
    "{\"a\":1,\"b\":[true,null,\"x\"]}", "[a: b, c: d]", "? a\n: b\n? c\n", "? - a\n: b\n",
    "? {a: b}\n: c\n", "[]: x", "a: !!seq [1]\nb: !!map {c: 1}",
    // Duplicate keys: the last counts.
    "a: 1\na: 2", "a: 1\nb: 3\na: {x: 1}\n", "{a: 1, a: 2}", "yes: 1\ntrue: 2", "1: a\n0x1: b",
    "a: {x: 1}\na: {y: 2}",
    // Anchors and aliases.
    "a: &x 1\nb: *x", "a: &x {k: v}\nb: *x\nc: [*x, *x]", "a: &x\nb: *x", "a: &x 1\nb: &x 2\nc: *x",
    "a: &a [*a]", "a: *none", "&a a: *a", "&k key: v\nother: *k", "a: &k key\nb: {*k : v}",
    "- &a x\n- *a\n- *a", "a: &x !!str 5\nb: *x", "a: !!str &x 5\nb: *x", "&top\na: 1\n",
    "a: &a\n  k: v\nb: *a\n",
    // Merge keys: their place among the keys counts.
    "a: &a {x: 1, y: 2}\nb: {<<: *a, x: 3}", "a: &a {x: 1, y: 2}\nb: {x: 3, <<: *a}",
    "a: &a {x: 1}\nb: &b {x: 2, y: 2}\nc: {<<: [*a, *b], z: 3}",
    "a: &a {x: 1}\nb: {<<: *a, <<: {x: 5}}",
    "a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: *b, z: 3}", "<<: {a: 1}\nb: 2",
    "<<: [{a: 1}, {a: 2, b: 3}]", "<<: 1", "<<: null", "<<:", "<<: [1]", "<<: []", "<<: {}",
    "a: &a [{x: 1}]\nb: {<<: *a}", "\"<<\": {a: 1}", "'<<': 1", "a: &a 1\nb: {<<: *a}",
    "!!merge x: {a: 1}", "!!merge <<: {a: 1}", "! <<: {a: 1}", "!!str <<: {a: 1}", "? <<\n: {a: 1}",
    "a: &m <<\nb: {*m : {c: 1}}", "<<: {<<: {a: 1}, b: 2}\nc: 3",
    "a: &a {x: {p: 1}}\nb: {<<: *a, x: {q: 2}}",
    // Block scalars.
    "a: |\n  x\n  y\n", "a: |\n  x", "a: >\n  x\n  y\n\n  z\n", "a: |-\n  x\n", "a: |+\n  x\n\n\n",
    "a: |+\n  x\n\nb: 1", "a: |2\n    x\n", "a: >-\n  x\n    y\n  z\n", "a: |\n\n  x\n",
    "a: |\nb: 1", "a: >\n\n\nb: 1", "a: | # c\n  x\n", "- |\n  x\n- >\n  y\n",
    "a: |\n  x\n   \n  y\n", "a: |\n  x\n    \n", "a: |+\n",
    "a: |\n  # no comment\n  x\n# comment\n", "|\n  x\n", "a: >+\n  x\n\n", "a: |-\n  x\n\n\n",
    "a: |\n  tab\there\n", "a: !!int |\n  5\n", "a: !!str |\n  5\n", "a: |\n  é\n  日本\n",
    "a: >\n  x\n\n\n  y\n   more\n  z", "a: |1\n x\n", "a: |\n    deep\n    er\nb: c",
    "a: >\n  folded # no comment\n  text\n",
    // Line ends.
    "a: 1\r\nb: 2\r\n", "a: |\r\n  x\r\n  y\r\n", "a: \"x\r\n  y\"\r\n", "a: x\r\n  y\r\n",
    "a: >-\r\n  x\r\n\r\n  y\r\n", "a: 1\rb: 2\r", "a: 'x\r\n\r\n  y'",
    // Plain and quoted scalars of several lines, escapes.
    "a: x\n  y\n\n  z\n", "a: \"x\n  y\n\n  z\"", "a: 'x\n  y'", "a: 'it''s'",
    "a: \"\\x41\\u00e9\\U0001F600\\n\\t\\\"\\\\\\/\\e\\0\"", "a: \"x\\\n  y\"",
    "a: \"\\ud83d\\ude00\"", "a: \"\"", "a: ''", "a: \"  x  \"", "a: \" \n \"", "a: \"\\z\"",
    "\"a\": b", "'a b': c", "\"a\" : b", "a: 'x' # c", "a: x # c\nb: y#c\n", "a: [x, # c\n  y]\n",
    "a: {x: 1, # c\n  y: 2,\n}\n", "a:\n  # c\n  b: 1\n",
    // Errors.
    "a: b: c", "a: [1, 2", "a: {b", "a: \"x", "a: 'x", "a: @x", "a: `x", "a: %x", "a: b\n c: d",
    "a\nb: c", "\ta: b", "a:\n\tb: c", "a: - b", "- a\nb: c", "a: b\n- c", "a: ]", "a: }",
    "a: \"x\" y", "a: &", "a: *", "a: !!int x", "a: |x\n  y", "a: \"\\x4\"", "%YAML", "a: &x &y 1",
    "a: 'x'y", "a: [1 2]: 3",
    // Binary.
    "a: !!binary aGVsbG8=", "a: !!binary \"aGVs\\nbG8=\"", "a: !!binary x", "a: !!binary /w==",
    "!!binary aGVsbG8=: b", "a: !!binary |\n  aGVs\n  bG8=\n", "a: !!binary aGVsbG9=",
    "a: !!binary ''", "a: !!binary a===",
    // Tabs as white space, where they are allowed.
    "a:\tb", "a: b\t", "a: b\t# c", "-\ta", "a: [\tb,\tc ]", "a:\n  b: c\n\t\nd: e", "a: x\ty",
    "\u{feff}a: b", "a: \u{feff}b", "a: b\n...\n", "a: b\n... # c\n", "--- a\n", "--- {a: b}\n",
    "--- |\n  x\n", "---\na: b\n", "--- # c\na: b\n", "--- !!map\na: b\n", "--- &a\nb: c\n",
];

/// Gives the reason why the two may differ on a document; nothing where they must agree.
fn exception(document: &str, ours: &Result<Value, ReadError>, theirs: &Answer) -> Option<&'static str> {
    match (ours, &theirs.data) {
        (Err(_), Ok(theirs)) if reads_only_the_start(document, theirs) => {
            Some("Kubernetes's reader stops where the first value ends; the rest is an error here")
        }
        (Ok(_), Err(_)) if starts_with_its_end(document) => {
            Some("an end marker before any content ends nothing, and is left aside")
        }
        (Err(_), Ok(_)) if document.contains("&e_?") => {
            Some("the name of an anchor ends with white space; Kubernetes ends it at `?` as well")
        }
        (Ok(_), Err(_)) if document.contains("\\/") || document.contains("\\ud83d") => {
            Some("JSON's escapes are read in YAML too: Kubernetes has a JSON reader for them")
        }
        (Ok(_), Err(_)) if document.contains("!!timestamp") => {
            Some("a timestamp is a string, so that its form doesn't matter")
        }
        (Err(_), Ok(_)) if document.contains("{?") || document.contains("[?") => {
            Some("a `?` that no space follows is a key there and a text in YAML 1.2: refused")
        }
        (Err(_), Ok(_)) if document.contains("[-,") => {
            Some("YAML 1.2 has no `-` alone in brackets; 1.1 takes it for a string")
        }
        _ => None,
    }
}

fn starts_with_its_end(document: &str) -> bool {
    let mut lines = document.lines().map(str::trim_start);
    lines.find(|line| !line.is_empty() && !line.starts_with('#')).is_some_and(|line| line.starts_with("..."))
}

fn reads_only_the_start(document: &str, theirs: &Value) -> bool {
    document.char_indices().any(|(at, _)| read(&document[..at]).is_ok_and(|start| same(&start, theirs)))
}

#[derive(Debug)]
struct Answer {
    data: Result<Value, String>,
    strict: bool,
}

/// Asks the oracle about each document; nothing when it isn't there.
fn ask(documents: &[String]) -> Option<Vec<Answer>> {
    let program = match portico_xtask::tool("kubernetes-yaml") {
        Ok(program) => program,
        Err(missing) => {
            portico_xtask::skip(missing);
            return None;
        }
    };
    let mut oracle =
        Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the oracle starts");
    let question = serde_json::to_vec(documents).expect("texts are JSON");
    let mut input = oracle.stdin.take().expect("standard input is piped");
    let writer = std::thread::spawn(move || input.write_all(&question));
    let output = oracle.wait_with_output().expect("the oracle ends");
    writer.join().expect("no panic").expect("the oracle reads all");
    let answers: Vec<Value> = serde_json::from_slice(&output.stdout).expect("the oracle answers in JSON");
    assert_eq!(answers.len(), documents.len());
    let answers = answers.iter().map(|answer| Answer {
        data: match answer.get("json").and_then(Value::as_str) {
            Some(json) => Ok(serde_json::from_str(json).expect("the oracle gives JSON")),
            None => Err(answer["error"].to_string()),
        },
        strict: answer.get("strictError").is_none(),
    });
    Some(answers.collect())
}

fn read(text: &str) -> Result<Value, ReadError> {
    let limits = Limits::default();
    let documents = split(text);
    let Some(first) = documents.iter().find(|document| !document.is_blank(text)) else {
        return Ok(Value::Null);
    };
    let document = parse(text, first, &limits)?;
    document.root().map_or(Ok(Value::Null), |root| root.to_data(&limits))
}

/// Whether data is equal: numbers by their value, in the precision of a JSON reader.
fn same(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| same(ours, theirs))
        }
        (Value::Object(ours), Value::Object(theirs)) => {
            ours.len() == theirs.len()
                && ours.iter().all(|(key, value)| theirs.get(key).is_some_and(|other| same(value, other)))
        }
        (Value::Number(ours), Value::Number(theirs)) if ours.is_f64() || theirs.is_f64() => {
            let (ours, theirs) = (ours.as_f64().unwrap_or_default(), theirs.as_f64().unwrap_or_default());
            (ours - theirs).abs() <= ours.abs() * 1e-15
        }
        _ => ours == theirs,
    }
}

fn compare(mut documents: Vec<String>) {
    documents.sort_by(|left, right| left.len().cmp(&right.len()).then_with(|| left.cmp(right)));
    documents.dedup();
    let Some(answers) = ask(&documents) else {
        return;
    };
    let mut differences = Vec::new();
    for (document, theirs) in documents.iter().zip(&answers) {
        let ours = read(document);
        let agree = match (&ours, &theirs.data) {
            (Ok(ours), Ok(theirs)) => same(ours, theirs),
            (Err(_), Err(_)) => true,
            _ => false,
        };
        if !agree && exception(document, &ours, theirs).is_none() {
            differences.push((document, ours, theirs));
        }
    }
    let mut report = String::new();
    for (document, ours, theirs) in differences.iter().take(40) {
        let _ = writeln!(report, "{document:?}\n  Kubernetes: {:?}\n  Portico:    {ours:?}", theirs.data);
    }
    assert!(differences.is_empty(), "{} of {} differ:\n{report}", differences.len(), documents.len());
}

/// Makes so many values of a strategy, the same in every run.
fn generate(strategy: &impl Strategy<Value = String>, count: usize) -> Vec<String> {
    let mut runner = TestRunner::deterministic();
    (0..count).map(|_| strategy.new_tree(&mut runner).expect("nothing is filtered").current()).collect()
}

#[test]
fn scalars_mean_what_kubernetes_reads() {
    let mut documents = Vec::new();
    for scalar in SCALARS {
        documents.push(format!("value: {scalar}\n"));
        documents.push(format!("- {scalar}\n- {scalar} # comment\n"));
        documents.push(format!("value: [{scalar}, x]\n"));
        documents.push(format!("{scalar}: key\n"));
        documents.push(format!("{{{scalar}: key}}\n"));
        documents.push(format!("? {scalar}\n: key\n"));
        documents.push(format!("value: '{}'\n", scalar.replace('\'', "''")));
        documents.push(format!("value: |-\n  {scalar}\n"));
        documents.push(format!("value: &anchor {scalar}\nother: *anchor\n"));
        for tag in TAGS {
            documents.push(format!("value: {tag} {scalar}\n"));
            documents.push(format!("value: {tag} '{}'\n", scalar.replace('\'', "''")));
            documents.push(format!("{tag} {scalar}: key\n"));
        }
    }
    compare(documents);
}

#[test]
fn documents_mean_what_kubernetes_reads() {
    let documents = DOCUMENTS.iter().map(|&document| document.to_owned()).collect();
    compare(documents);
}

#[test]
fn generated_scalars_mean_what_kubernetes_reads() {
    let numbers = generate(&"value: [-+]?(0[xob_]?)?[0-9a-f_.:+-]{0,8}([eE][-+]?[0-9_]{0,3})?", 4000);
    let words = generate(&"value: [yYnNtTfFoO~.+=<-][a-zA-Z0-9~.:_-]{0,4}", 2000);
    let any = generate(&"value: [ -~\u{e9}\u{65e5}]{0,8}", 2000);
    let keys = generate(&"[-+.0-9xobe_yn~]{1,6}: value", 2000);
    compare([numbers, words, any, keys].concat());
}

#[test]
fn generated_documents_mean_what_kubernetes_reads() {
    let lines = prop::collection::vec(
        prop::sample::select(vec![
            "a: 1",
            "b: &x {c: d, e: [1, yes]}",
            "c: *x",
            "d: {<<: *x, c: 0}",
            "<<: *x",
            "a:",
            "  b: c",
            "  - x",
            "  - y: z",
            "    w: v",
            "- a",
            "- b: c",
            "  d: e",
            "",
            "# comment",
            "  # indented",
            "text: |",
            "  line",
            "    more",
            "fold: >-",
            "k: \"quo",
            "  ted\"",
            "k: 'it''s'",
            "[1, 2]: x",
            "? x",
            ": y",
            "{a: b, ",
            " c: d}",
            "é: 日本",
            "\u{1f600}: ok",
            "x: - y",
            "*x : q",
            "<<: [*x, {f: g}]",
            "e: !!str 5",
            "f: &x 2",
            "-",
            "  -",
            "a: 2",
            "\"a\": 3",
            "~: x",
            "  <<: *x",
            "z: plain",
            "  goes on",
            "...",
        ]),
        0..8,
    );
    let documents = (lines, prop::sample::select(vec!["\n", "\r\n"]), any::<bool>()).prop_map(|(lines, end, last)| {
        let mut text = lines.join(end);
        if last {
            text.push_str(end);
        }
        text
    });
    compare(generate(&documents, 12_000));
}

#[test]
fn corpus_means_what_kubernetes_reads() {
    let folder = portico_xtask::root().join("../shared/corpus");
    let Ok(files) = std::fs::read_dir(&folder) else {
        portico_xtask::skip(format!("{} is not there", folder.display()));
        return;
    };
    let mut paths: Vec<_> = files.filter_map(Result::ok).map(|file| file.path()).collect();
    paths.sort();
    let mut documents = Vec::new();
    for path in paths.iter().filter(|path| path.extension() == Some("yaml".as_ref())) {
        documents.extend(documents_of(path));
    }
    assert!(!documents.is_empty(), "no YAML in {}", folder.display());
    compare(documents);
}

fn documents_of(path: &Path) -> Vec<String> {
    let stream = std::fs::read_to_string(path).expect("the corpus is UTF-8");
    split(&stream).iter().map(|document| document.text(&stream).to_owned()).collect()
}

/// Kubernetes's strict reader refuses duplicate keys: Portico finds them.
#[test]
fn duplicate_keys_are_those_of_the_strict_reader() {
    let keys = prop::sample::select(vec!["a", "\"a\"", "b", "yes", "true", "1", "0x1", "'yes'", "~x", "c"]);
    let entry = (keys, prop::sample::select(vec!["1", "x", "[]"])).prop_map(|(key, value)| format!("{key}: {value}"));
    let flat = prop::collection::vec(entry, 1..5);
    let nested =
        (flat.clone(), flat).prop_map(|(outer, inner)| format!("{}\nin: {{{}}}\n", outer.join("\n"), inner.join(", ")));
    let documents = generate(&nested, 1000);
    let Some(answers) = ask(&documents) else {
        return;
    };
    for (document, answer) in documents.iter().zip(answers) {
        let raw = split(document);
        let parsed = parse(document, &raw[0], &Limits::default()).expect("it is YAML");
        let strict = parsed.duplicate_keys().all(|(later, first)| {
            // Kubernetes's reader keeps `true` apart from `"true"` until it makes JSON of both.
            later.scalar() != first.scalar()
        });
        assert_eq!(strict, answer.strict, "{document}");
    }
}
