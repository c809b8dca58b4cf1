//! The edits of `fixtures`: each file there is one case. To add one, drop in a file with a sentence, the path, the
//! desired data and the input, and run the tests with `BLESS=1`, which writes the result; then read that.
//!
//! ```text
//! A sentence about the case.
//! path: spec.ports[0]
//! desired: {"port": 443}
//! === input
//! spec: …
//! === expected
//! spec: …
//! ```
//!
//! Instead of `expected` there may be `error`. `exact: a.b, c` names the mappings of the desired data that are exact,
//! `exact: .` all of it. `append: {…}` in place of `desired` is an item that the list at the path gets, and a case
//! without either removes the value at the path. `ends: crlf` gives the input those line ends, and `ends: none` takes
//! the last line end away.

use std::path::{Path, PathBuf};

use portico_edit::{append, apply, merge, merge_exactly, remove};
use portico_manifest::{Limits, PathSegment, parse, split};
use serde_json::Value;

struct Case {
    head: String,
    path: Vec<PathSegment>,
    change: Change,
    exact: Option<Vec<Vec<String>>>,
    crlf: bool,
    cut: bool,
    input: String,
    outcome: String,
}

enum Change {
    Merge(Value),
    Append(Value),
    Remove,
}

impl Case {
    fn read(text: &str) -> Self {
        let (head, rest) = text.split_once("=== input\n").expect("a section `=== input`");
        let (input, outcome) = match rest.find("\n=== ") {
            Some(at) => (&rest[..=at], &rest[at + 1..]),
            None => (rest, ""),
        };
        let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        let value = |text: &str| serde_json::from_str(text).expect("the data are JSON");
        let change = match (field("desired"), field("append")) {
            (Some(desired), _) => Change::Merge(value(desired)),
            (None, Some(item)) => Change::Append(value(item)),
            (None, None) => Change::Remove,
        };
        Self {
            head: head.to_owned(),
            path: path(field("path").unwrap_or_default()),
            change,
            exact: field("exact").map(|paths| paths.split(',').map(keys).collect()),
            crlf: field("ends").is_some_and(|ends| ends.contains("crlf")),
            cut: field("ends").is_some_and(|ends| ends.contains("none")),
            input: input.to_owned(),
            outcome: outcome.to_owned(),
        }
    }

    fn run(&self) -> String {
        let mut input = self.input.clone();
        if self.cut {
            input.truncate(input.trim_end_matches('\n').len());
        }
        if self.crlf {
            input = input.replace('\n', "\r\n");
        }
        let once = match self.edited(&input) {
            Ok(once) => once,
            Err(sentence) => return format!("=== error\n{sentence}\n"),
        };
        if matches!(self.change, Change::Merge(_)) {
            let twice = self.edited(&once).expect("what was edited can be edited");
            assert_eq!(twice, once, "a second time changes nothing");
        }
        assert_eq!(once.ends_with('\n'), input.ends_with('\n') || input.is_empty());
        if self.crlf {
            assert!(!once.replace("\r\n", "").contains(['\r', '\n']), "mixed line ends: {once:?}");
        }
        let mut shown = once.replace("\r\n", "\n");
        if self.cut {
            shown.push('\n');
        }
        format!("=== expected\n{shown}")
    }

    fn edited(&self, input: &str) -> Result<String, String> {
        let limits = Limits::default();
        let raw = split(input);
        let raw = raw.last().expect("a document");
        let document = parse(input, raw, &limits).expect("the input is YAML");
        let edits = match (&self.change, &self.exact) {
            (Change::Append(item), _) => append(&document, &self.path, item, &limits),
            (Change::Remove, _) => remove(&document, &self.path, &limits),
            (Change::Merge(desired), None) => merge(&document, &self.path, desired, &limits),
            (Change::Merge(desired), Some(exact)) => {
                let exact: Vec<Vec<&str>> =
                    exact.iter().map(|path| path.iter().map(String::as_str).collect()).collect();
                let exact: Vec<&[&str]> = exact.iter().map(Vec::as_slice).collect();
                merge_exactly(&document, &self.path, desired, &exact, &limits)
            }
        };
        let edits = edits.map_err(|error| format!("{:?}: {error}", error.span.of(input)))?;
        Ok(apply(input, &edits).expect("edits don't overlap"))
    }
}

/// `a.b[0].c`; a key with a point is in double quotes.
fn path(text: &str) -> Vec<PathSegment> {
    let mut rest = text.trim().trim_start_matches('.');
    let mut path = Vec::new();
    while !rest.is_empty() {
        rest = rest.trim_start_matches('.');
        if let Some(index) = rest.strip_prefix('[') {
            let (index, after) = index.split_once(']').expect("`]` after an index");
            path.push(PathSegment::Index(index.parse().expect("an index is a number")));
            rest = after;
        } else if let Some(quoted) = rest.strip_prefix('"') {
            let (key, after) = quoted.split_once('"').expect("a closing quote");
            path.push(PathSegment::Key(key.to_owned()));
            rest = after;
        } else {
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            path.push(PathSegment::Key(rest[..end].to_owned()));
            rest = &rest[end..];
        }
    }
    path
}

fn keys(text: &str) -> Vec<String> {
    let key = |segment| match segment {
        PathSegment::Key(key) => key,
        PathSegment::Index(_) => panic!("only keys lead to an exact mapping"),
    };
    path(text).into_iter().map(key).collect()
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the fixtures are there")
        .map(|file| file.expect("a readable folder").path())
        .collect();
    files.sort();
    files
}

#[test]
fn fixtures_come_out_as_written() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    for file in files() {
        let text = std::fs::read_to_string(&file).expect("fixtures are UTF-8");
        let case = Case::read(&text);
        let outcome = case.run();
        if outcome == case.outcome {
            continue;
        }
        if bless {
            let text = format!("{}=== input\n{}{outcome}", case.head, case.input);
            std::fs::write(&file, text).expect("fixtures can be written");
        } else {
            wrong.push(format!("{}: expected\n{}but got\n{outcome}", file.display(), case.outcome));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
