//! `--fix`, `--unsafe-fixes` and `--diff`: what is fixed, and that nothing else is touched.

use crate::surfaces::cli::{assert_ended, folder, names, text, write};
use portico_tests::portico;
use std::fs;

/// Values with a comment and line ends to keep, a fault with a safe fix, and one with an unsafe fix.
const VALUES: &str = "\
# ours\r
externalTLS:\r
  host: https://proxy.acme.dev   # as the team says\r
ingress:\r
  provision: true\r
  annotations:\r
    team.acme.dev/on-call: yes\r
";

#[test]
fn what_is_certain_is_fixed_and_every_other_byte_stays() {
    let folder = folder();
    write(&folder, "values.yaml", VALUES);
    let ended = portico(["validate", "--fix", "values.yaml"]).folder(folder.path()).ended();
    let fixed = text(folder.path().join("values.yaml"));
    assert_eq!(fixed, VALUES.replace("yes", "\"yes\""), "{ended:#?}");
    assert_ended(&ended, 1);
    assert!(ended.talk.contains("values.yaml"), "{}", ended.talk);
    assert_eq!(names(folder.path()), ["values.yaml"]);

    let again = portico(["validate", "--fix", "values.yaml"]).folder(folder.path()).ended();
    assert_eq!(text(folder.path().join("values.yaml")), fixed);
    assert_eq!(again.output, ended.output, "twice is once");
}

#[test]
fn what_may_mean_something_else_is_fixed_where_that_is_asked_for() {
    let folder = folder();
    write(&folder, "values.yaml", VALUES);
    let ended = portico(["validate", "--fix", "--unsafe-fixes", "values.yaml"]).folder(folder.path()).ended();
    let expected = VALUES.replace("yes", "\"yes\"").replace("https://", "");
    assert_eq!(text(folder.path().join("values.yaml")), expected, "{ended:#?}");
    let alone = portico(["validate", "--unsafe-fixes", "values.yaml"]).folder(folder.path()).ended();
    assert_ended(&alone, 2);
}

#[test]
fn a_diff_shows_what_would_change_and_changes_nothing() {
    let folder = folder();
    write(&folder, "values.yaml", VALUES);
    let ended = portico(["validate", "--diff", "values.yaml"]).folder(folder.path()).ended();
    assert_ended(&ended, 1);
    assert!(ended.output.starts_with("--- values.yaml\n+++ values.yaml\n@@"), "{}", ended.output);
    assert!(ended.output.contains("-    team.acme.dev/on-call: yes\r\n+    team.acme.dev/on-call: \"yes\"\r\n"));
    assert!(ended.talk.contains("non-string-metadata-value"), "{}", ended.talk);
    assert_eq!(text(folder.path().join("values.yaml")), VALUES);
}

#[test]
fn standard_input_is_printed_with_its_fixes() {
    let ended = portico(["validate", "--fix", "-"]).input(VALUES).ended();
    assert_ended(&ended, 1);
    assert_eq!(ended.output, VALUES.replace("yes", "\"yes\""));
    let clean = "externalTLS:\n  host: proxy.acme.dev\n";
    let ended = portico(["validate", "--fix"]).input(clean).ended();
    assert_ended(&ended, 0);
    assert_eq!(ended.output, clean);
}

#[test]
#[cfg(unix)]
fn a_file_that_cannot_be_written_leaves_the_others_as_they_were() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    write(&folder, "a.yaml", VALUES);
    write(&folder, "b.yaml", VALUES);
    fs::set_permissions(folder.path().join("b.yaml"), fs::Permissions::from_mode(0o444))
        .expect("permissions can be set");
    let ended = portico(["validate", "--fix", "a.yaml", "b.yaml"]).folder(folder.path()).ended();
    assert_ended(&ended, 2);
    assert!(ended.talk.contains("b.yaml can't be written"), "{}", ended.talk);
    assert_eq!(text(folder.path().join("a.yaml")), VALUES);
    assert_eq!(names(folder.path()), ["a.yaml", "b.yaml"]);
}

/// Gives a document that can't be read, and one with a fault to fix.
fn partly_unreadable() -> String {
    let service = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {a: true}}\n";
    format!("a: \"b\n---\n{service}")
}

#[test]
fn a_file_with_a_document_that_cannot_be_read_is_not_fixed_in_part_unasked() {
    let folder = folder();
    write(&folder, "part.yaml", partly_unreadable());
    write(&folder, "whole.yaml", VALUES);
    let ended = portico(["validate", "--fix", "part.yaml", "whole.yaml"]).folder(folder.path()).ended();
    assert_ended(&ended, 2);
    assert_eq!(text(folder.path().join("part.yaml")), partly_unreadable());
    // Each file is fixed by itself.
    assert_eq!(text(folder.path().join("whole.yaml")), VALUES.replace("yes", "\"yes\""));
    for said in [
        "part.yaml: left as it is: a document in it can't be read; --partial-fixes fixes the others in it\n",
        "whole.yaml: fixed\n",
    ] {
        assert!(ended.talk.contains(said), "{}", ended.talk);
    }
    assert!(!ended.talk.contains("part.yaml: fixed"), "{}", ended.talk);
    let diff = portico(["validate", "--diff", "part.yaml"]).folder(folder.path()).ended();
    assert_eq!((diff.code, diff.output.as_str()), (2, ""));
    assert!(diff.talk.contains("part.yaml: left out of the diff"), "{}", diff.talk);
    let told = portico(["validate", "part.yaml"]).folder(folder.path()).ended();
    assert!(told.talk.contains("a document can't be read only with --partial-fixes"), "{}", told.talk);
}

#[test]
fn a_file_is_fixed_in_part_where_that_is_asked_for() {
    let folder = folder();
    write(&folder, "part.yaml", partly_unreadable());
    let diff = portico(["validate", "--diff", "--partial-fixes", "part.yaml"]).folder(folder.path()).ended();
    assert!(diff.output.contains("+metadata: {name: a, annotations: {a: \"true\"}}"), "{}", diff.output);
    let ended = portico(["validate", "--fix", "--partial-fixes", "part.yaml"]).folder(folder.path()).ended();
    assert_ended(&ended, 2);
    assert_eq!(text(folder.path().join("part.yaml")), partly_unreadable().replace("true", "\"true\""));
    assert!(ended.talk.contains("part.yaml: fixed in part: a document in it can't be read\n"), "{}", ended.talk);
    let again = portico(["validate", "--fix", "--partial-fixes", "part.yaml"]).folder(folder.path()).ended();
    assert!(again.talk.contains("part.yaml: not changed: a document in it can't be read\n"), "{}", again.talk);
    let alone = portico(["validate", "--partial-fixes", "part.yaml"]).folder(folder.path()).ended();
    assert_ended(&alone, 2);
    assert!(alone.talk.contains("--partial-fixes alone does nothing"), "{}", alone.talk);
}

#[test]
fn standard_input_of_which_a_document_cannot_be_read_is_printed_in_part_only_where_that_is_asked_for() {
    let ended = portico(["validate", "--fix"]).input(partly_unreadable()).ended();
    assert_ended(&ended, 2);
    assert_eq!(ended.output, "", "an error gives no output");
    assert!(ended.talk.contains("-: not printed: a document in it can't be read"), "{}", ended.talk);
    let ended = portico(["validate", "--fix", "--partial-fixes"]).input(partly_unreadable()).ended();
    assert_ended(&ended, 2);
    assert_eq!(ended.output, partly_unreadable().replace("true", "\"true\""));
}
