//! The paths that the documents for contributors name exist.

use std::fs;
use std::path::Path;

#[test]
fn every_path_that_a_document_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut named = 0;
    let mut absent = Vec::new();
    for document in ["ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = fs::read_to_string(root.join(document)).expect("the document can be read");
        for (line, text) in text.lines().enumerate() {
            for path in text.split('`').skip(1).step_by(2).filter(|words| is_path(words)) {
                named += 1;
                if !root.join(path).exists() {
                    absent.push(format!("{document}:{}: {path}", line + 1));
                }
            }
        }
    }
    assert!(named > 20, "{named} paths were found in the documents");
    assert!(absent.is_empty(), "these are not there:\n{}", absent.join("\n"));
}

/// Whether words in backticks are a path from the repository's root, without a placeholder for a name.
fn is_path(words: &str) -> bool {
    let (folder, _) = words.split_once('/').unwrap_or_default();
    ["src", "tests", "js", "wit", "examples"].contains(&folder) && !words.contains(['<', ' ', '*'])
}
