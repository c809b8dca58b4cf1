//! The `portico.yaml` of a repository, and which files are judged.

use crate::surfaces::cli::{assert_ended, folder, json, write};
use portico_tests::portico;
use std::fs;
use tempfile::TempDir;

/// Values with one error, on line 4.
const UNQUOTED: &str = "\
ingress:
  provision: true
  annotations:
    nginx.ingress.kubernetes.io/ssl-passthrough: true
";

/// A manifest without a fault.
const CONFIG_MAP: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

fn repository(configuration: &str) -> TempDir {
    let folder = folder();
    write(&folder, "portico.yaml", configuration);
    for inner in ["deploy/staging", "deploy/production", "old", "chart/templates"] {
        fs::create_dir_all(folder.path().join(inner)).expect("a folder can be made");
    }
    write(&folder, "deploy/staging/values.yaml", CONFIG_MAP);
    write(&folder, "deploy/production/values.yaml", UNQUOTED);
    write(&folder, "old/values.yaml", UNQUOTED);
    write(&folder, "chart/Chart.yaml", "apiVersion: v2\nname: a\nversion: 1.0.0\n");
    write(&folder, "chart/templates/service.yaml", "{{ if .Values.a }}\nkind: Service\n{{ end }}\n");
    folder
}

/// Gives the names of the files in which something was found.
fn found(folder: &TempDir, arguments: &[&str]) -> Vec<String> {
    let arguments = ["validate", "--format", "json"].iter().chain(arguments);
    let report = json(&portico(arguments).folder(folder.path()).ended());
    let diagnostics = report["diagnostics"].as_array().expect("a list").iter();
    let mut names: Vec<String> =
        diagnostics.map(|diagnostic| diagnostic["source"].as_str().expect("a name").to_owned()).collect();
    names.dedup();
    names
}

#[test]
fn a_folder_is_searched_and_templates_of_charts_are_left_out() {
    let folder = repository("");
    assert_eq!(found(&folder, &["."]), ["deploy/production/values.yaml", "old/values.yaml"]);
    assert_eq!(found(&folder, &["deploy"]), ["deploy/production/values.yaml"]);
}

#[test]
fn what_git_ignores_is_left_out() {
    let folder = repository("");
    write(&folder, ".gitignore", "old/\n");
    assert_eq!(found(&folder, &["."]), ["deploy/production/values.yaml"]);
}

#[test]
fn the_configuration_names_the_files_where_nobody_does() {
    let folder = repository("paths:\n  include: ['**/values.yaml']\n  exclude: [old/**]\n");
    assert_eq!(found(&folder, &[]), ["deploy/production/values.yaml"]);
    assert_eq!(found(&folder, &["."]), ["deploy/production/values.yaml"]);
    // A user who names a file means it; a hook names every file.
    assert_eq!(found(&folder, &["old/values.yaml"]), ["old/values.yaml"]);
    assert_eq!(
        found(&folder, &["--skip-unrecognized", "deploy/production/values.yaml", "old/values.yaml"]),
        ["deploy/production/values.yaml"]
    );
}

#[test]
fn the_configuration_is_found_above_the_working_directory() {
    let folder = repository("rules: {non-string-metadata-value: ignore}\n");
    let inner = folder.path().join("deploy/production");
    assert_ended(&portico(["validate", "values.yaml"]).folder(&inner).ended(), 0);
    assert_ended(&portico(["validate", "--no-config", "values.yaml"]).folder(&inner).ended(), 1);
    write(&folder, "other.yaml", "");
    assert_ended(&portico(["validate", "--config", "../../other.yaml", "values.yaml"]).folder(&inner).ended(), 1);
}

#[test]
fn the_levels_of_rules_are_heeded() {
    for (level, code, denied) in [("error", 1, 1), ("warning", 0, 1), ("info", 0, 0), ("ignore", 0, 0)] {
        let folder = repository(&format!("rules: {{non-string-metadata-value: {level}}}\n"));
        let validate = ["validate", "deploy/production/values.yaml"];
        assert_ended(&portico(validate).folder(folder.path()).ended(), code);
        let deny = validate.iter().chain(&["--deny-warnings"]);
        assert_ended(&portico(deny).folder(folder.path()).ended(), denied);
    }
}

#[test]
fn a_wrong_configuration_is_told_with_its_line_and_judges_nothing() {
    let folder = repository("cloud: aws\nrules:\n  non-string-metadata-valu: ignore\n");
    let ended = portico(["validate", "deploy"]).folder(folder.path()).ended();
    assert_ended(&ended, 2);
    assert_eq!(ended.output, "");
    for part in ["portico.yaml:3:3", "there is no rule `non-string-metadata-valu`", "non-string-metadata-value"] {
        assert!(ended.talk.contains(part), "{part} is missing: {}", ended.talk);
    }
}

#[test]
fn a_wrong_target_is_told_by_its_flag() {
    let folder = repository("");
    for (flag, value) in [
        ("--cloud", "asw"),
        ("--controller", "istio@new"),
        ("--spaces", "9.9"),
        ("--kubernetes", "new"),
        ("--gateway-api", "1.5:beta"),
    ] {
        let ended = portico(["validate", flag, value, "deploy"]).folder(folder.path()).ended();
        assert_ended(&ended, 2);
        assert!(ended.talk.contains(flag), "{}", ended.talk);
    }
}

#[test]
fn nothing_recognised_is_an_error_unless_a_hook_says_otherwise() {
    let folder = folder();
    write(&folder, "other.yaml", "a: 1\n");
    assert_ended(&portico(["validate", "other.yaml"]).folder(folder.path()).ended(), 2);
    assert_ended(&portico(["validate", "--skip-unrecognized", "other.yaml"]).folder(folder.path()).ended(), 0);
}

#[test]
fn a_kind_that_there_is_not_is_told_by_its_flag() {
    let folder = repository("");
    let ended = portico(["validate", "--as", "spaces-value", "deploy"]).folder(folder.path()).ended();
    assert_ended(&ended, 2);
    for part in ["--> --as", "Did you mean `spaces-values`?"] {
        assert!(ended.talk.contains(part), "{part}: {}", ended.talk);
    }
}
