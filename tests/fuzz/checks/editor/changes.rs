//! A text as a document and changes of it.

use portico_manifest::PathSegment;
use serde_json::Value;

/// A document, and changes of it.
pub struct Changes {
    pub changes: Vec<Change>,
    pub text: String,
}

/// One change, at a path.
#[derive(Debug)]
pub struct Change {
    pub path: Vec<PathSegment>,
    pub what: What,
}

/// The action at the path.
#[derive(Debug)]
pub enum What {
    Merge { desired: Value, exact: Vec<Vec<String>> },
    Append(Value),
    Remove,
}

impl Changes {
    /// Reads any text. One without the mark of the input is the document alone, and gets a default change.
    pub fn read(input: &str) -> Self {
        let (head, text) = input.split_once("=== input\n").unwrap_or(("path: a\ndesired: {\"b\": [1]}\n", input));
        let text = text.find("\n=== ").map_or(text, |end| &text[..=end]);
        let field = |line: &'_ str| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned()));
        let mut changes: Vec<Change> = Vec::new();
        for (name, value) in head.lines().filter_map(field) {
            if name == "path" {
                changes.push(Change { path: path(&value), what: What::Remove });
                continue;
            }
            let Some(change) = changes.last_mut() else { continue };
            let data = || serde_json::from_str(&value).ok();
            match (name.as_str(), &mut change.what) {
                ("desired", what) => *what = What::Merge { desired: data().unwrap_or_default(), exact: Vec::new() },
                ("append", what) => *what = What::Append(data().unwrap_or_default()),
                ("exact", What::Merge { exact, .. }) => *exact = value.split(',').map(keys).collect(),
                _ => {}
            }
        }
        changes.truncate(4);
        Self { changes, text: text.to_owned() }
    }
}

/// Reads a path such as `a.b[0].c`; a key that contains a point is in double quotes.
fn path(text: &str) -> Vec<PathSegment> {
    let mut rest = text.trim();
    let mut path = Vec::new();
    loop {
        rest = rest.trim_start_matches('.');
        if rest.is_empty() {
            return path;
        }
        let (segment, after) = if let Some(index) = rest.strip_prefix('[') {
            let (index, after) = index.split_once(']').unwrap_or((index, ""));
            (PathSegment::Index(index.parse().unwrap_or_default()), after)
        } else if let Some(quoted) = rest.strip_prefix('"') {
            let (key, after) = quoted.split_once('"').unwrap_or((quoted, ""));
            (PathSegment::Key(key.to_owned()), after)
        } else {
            let (key, after) = rest.split_at(rest.find(['.', '[']).unwrap_or(rest.len()));
            (PathSegment::Key(key.to_owned()), after)
        };
        path.push(segment);
        rest = after;
    }
}

fn keys(text: &str) -> Vec<String> {
    let key = |segment| match segment {
        PathSegment::Key(key) => Some(key),
        PathSegment::Index(_) => None,
    };
    path(text).into_iter().filter_map(key).collect()
}
