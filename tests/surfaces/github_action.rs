//! The composite action for GitHub: its scripts, run by bash with GitHub's variables. GitHub's runner can't be had
//! here.

use portico_tests::{program, root, skip};
use serde_json::Value;
use std::env;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const WRONG: &str = "ingress:\n  provision: true\n  annotations:\n    team.acme.dev/on-call: yes\n";

/// Gives the action's scripts, in order.
fn scripts() -> Vec<String> {
    let text = fs::read_to_string(root().join("action.yml")).expect("the action can be read");
    let action: Value = serde_yaml::from_str(&text).expect("the action is YAML");
    assert_eq!(action["runs"]["using"], "composite");
    let steps = action["runs"]["steps"].as_array().expect("the action has steps");
    steps.iter().map(|step| step["run"].as_str().expect("a step runs a script").to_owned()).collect()
}

/// Runs every script as the runner does, in a folder with these files.
fn run(files: &[(&str, &str)], inputs: [(&str, &str); 3]) -> (Output, TempDir) {
    run_in(files, inputs, |_| ())
}

/// Does so in a folder that `also` changes before.
fn run_in(files: &[(&str, &str)], inputs: [(&str, &str); 3], also: impl FnOnce(&Path)) -> (Output, TempDir) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file can be written");
    }
    also(folder.path());
    let portico = program().parent().map(Path::to_path_buf);
    let rest = env::var_os("PATH").unwrap_or_default();
    let search_path = env::join_paths(portico.into_iter().chain(env::split_paths(&rest))).expect("a search path");
    let mut last = None;
    for script in scripts() {
        let output = Command::new("bash")
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", &script])
            .current_dir(folder.path())
            .env("PATH", &search_path)
            .env("GITHUB_ACTION_PATH", root())
            .env("GITHUB_OUTPUT", folder.path().join("output"))
            .envs(inputs)
            .output()
            .expect("bash can be started");
        let failed = !output.status.success();
        last = Some(output);
        if failed {
            break;
        }
    }
    (last.expect("the action has steps"), folder)
}

#[test]
fn what_is_wrong_is_annotated_and_fails_the_step() {
    let (output, folder) = run(
        &[("values.yaml", WRONG)],
        [("INPUT_FILES", "."), ("INPUT_ARGUMENTS", ""), ("INPUT_SARIF", "portico.sarif")],
    );
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("::error file=values.yaml,line=4,"), "{said}");
    assert_eq!(fs::read_to_string(folder.path().join("output")).expect("it is written"), "sarif=portico.sarif\n");
    let sarif = fs::read_to_string(folder.path().join("portico.sarif")).expect("the report is written");
    assert!(serde_json::from_str::<Value>(&sarif).is_ok_and(|sarif| sarif["version"] == "2.1.0"));
}

#[test]
fn several_files_and_flags_are_one_a_line() {
    let files = [("a b.yaml", "externalTLS:\n  host: proxy.acme.dev\n"), ("other.yaml", "a: 1\n")];
    let (output, _) = run(
        &files,
        [
            ("INPUT_FILES", "a b.yaml\nother.yaml\n"),
            ("INPUT_ARGUMENTS", "--deny-warnings\n--cloud=gcp\n"),
            ("INPUT_SARIF", "portico.sarif"),
        ],
    );
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_scripts_pass_shellcheck() {
    let shellcheck = match portico_xtask::tool("shellcheck") {
        Ok(shellcheck) => shellcheck,
        Err(missing) => return skip(missing),
    };
    for script in scripts() {
        let mut check = Command::new(&shellcheck);
        check.args(["--shell", "bash", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = check.spawn().expect("shellcheck can be started");
        child.stdin.take().expect("it reads").write_all(script.as_bytes()).expect("it reads to the end");
        let output = child.wait_with_output().expect("it ends");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
}

#[test]
#[cfg(unix)]
fn the_report_is_not_written_through_a_link_of_the_branch() {
    let inputs = [("INPUT_FILES", "."), ("INPUT_ARGUMENTS", ""), ("INPUT_SARIF", "portico.sarif")];
    let (output, folder) = run_in(&[("values.yaml", WRONG), ("victim", "precious")], inputs, |folder| {
        std::os::unix::fs::symlink("victim", folder.join("portico.sarif")).expect("a link can be made");
    });
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(fs::read_to_string(folder.path().join("victim")).expect("it is there"), "precious");
}

/// Checks the pins of the workflows' actions: a tag may be moved to other code, a commit can't.
#[test]
fn the_actions_of_the_workflows_are_pinned_by_commit() {
    let mut pinned = 0;
    for entry in fs::read_dir(root().join(".github/workflows")).expect("the workflows can be listed") {
        let text = fs::read_to_string(entry.expect("it can be listed").path()).expect("a workflow can be read");
        for line in text.lines().map(|line| line.trim_start_matches([' ', '-'])) {
            let Some(action) = line.strip_prefix("uses: ") else { continue };
            let (_, commit) = action.split_once('@').expect("an action has a version");
            let (commit, version) = commit.split_once(" # v").expect("the commit's version stands behind it");
            assert!(commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()), "{line}");
            assert!(version.split('.').count() == 3, "{line}");
            pinned += 1;
        }
    }
    assert!(pinned > 0);
}
