//! `portico validate`.

mod configuration;
mod file_names;
mod fixing;
mod reports;
mod searching;

use super::{SERVICE, assert_ended, folder, write};
use portico_tests::portico;
use serde_json::Value;

/// Values with one error, on line 4, that has a safe fix.
const VALUES_WITH_AN_ERROR: &str = "\
ingress:
  provision: true
  annotations:
    team.acme.dev/on-call: yes
";

#[test]
fn the_other_files_are_judged_all_the_same() {
    let folder = folder();
    write(&folder, "service.yaml", SERVICE);
    let ended = portico(["validate", "missing.yaml", "service.yaml", "--format", "json"]).folder(folder.path()).ended();
    assert_ended(&ended, 2);
    let report: Value = serde_json::from_str(&ended.output).expect("the report is JSON");
    assert!(report["summary"]["recognized"].as_array().is_some_and(|kinds| !kinds.is_empty()), "{report}");
}

#[test]
fn nothing_recognised_is_said() {
    let ended = portico(["validate"]).input("just: data\n").ended();
    assert_ended(&ended, 2);
    assert!(ended.talk.contains("nothing was recognised"), "{}", ended.talk);
}
