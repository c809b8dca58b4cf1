//! The forms of a report, on standard output and in files.

use crate::{assert_ended, folder, text, write};
use portico_tests::portico;
use serde_json::Value;

const WRONG: &str = "ingress:\n  provision: true\n  annotations:\n    team.acme.dev/on-call: yes\n";

#[test]
fn several_reports_are_written_at_once() {
    let folder = folder();
    write(&folder, "values.yaml", WRONG);
    let arguments =
        ["validate", "--format", "github", "--report", "sarif=a.sarif", "--report", "junit=a.xml", "values.yaml"];
    let ended = portico(arguments).folder(folder.path()).ended();
    assert_ended(&ended, 1);
    assert!(ended.output.starts_with("::error file=values.yaml,line=4,"), "{}", ended.output);
    let sarif: Value = serde_json::from_str(&text(folder.path().join("a.sarif"))).expect("SARIF is JSON");
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "non-string-metadata-value");
    assert_eq!(sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"], 4);
    assert!(text(folder.path().join("a.xml")).contains("failures=\"1\""));
}

#[test]
fn a_report_that_cannot_be_written_or_understood_is_said() {
    let folder = folder();
    write(&folder, "values.yaml", WRONG);
    for report in ["sarif=no/such/folder/a", "sarif", "sarif=", "html=a.html"] {
        let ended = portico(["validate", "--report", report, "values.yaml"]).folder(folder.path()).ended();
        assert_ended(&ended, 2);
    }
}
