//! Real charts' output, known good: nothing in it is changed, and nothing in it is called wrong.

use portico_tests::{portico, shared, skip};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

fn files() -> Vec<PathBuf> {
    let Some(folder) = shared("corpus") else {
        skip("../shared is not there");
        return Vec::new();
    };
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    assert!(!files.is_empty(), "the corpus holds streams");
    files
}

#[test]
fn without_an_exposure_post_render_gives_the_same_bytes_and_says_so() {
    for file in files() {
        let stream = fs::read_to_string(&file).expect("the stream can be read");
        let ended = portico(["post-render"]).input(stream.clone()).ended();
        assert_eq!(ended.code, 0, "{}", file.display());
        let said = ended.talk.matches("[exposure-missing]").count();
        assert_eq!((said, ended.talk.matches('[').count()), (1, 1), "{}: {}", file.display(), ended.talk);
        assert!(ended.output == stream, "{} came out changed", file.display());
    }
}

#[test]
fn validate_finds_no_error_and_no_warning() {
    for file in files() {
        let ended =
            portico(["validate", "--format", "json"].iter().map(AsRef::as_ref).chain([file.as_os_str()])).ended();
        assert_eq!(ended.code, 0, "{}: {}", file.display(), ended.talk);
        let report: Value = serde_json::from_str(&ended.output).expect("the report is JSON");
        let summary = &report["summary"];
        assert_eq!((&summary["errors"], &summary["warnings"]), (&json!(0), &json!(0)), "{}: {report}", file.display());
        assert_eq!(summary["unreadable"], json!(0), "{}", file.display());
    }
}
