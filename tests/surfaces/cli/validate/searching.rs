//! The search of a folder, whose content may be hostile: it doesn't lead out of the folder, and waits for nothing.
//! Files that the user names work as everywhere.
#![cfg(unix)]

use super::VALUES_WITH_AN_ERROR;
use crate::surfaces::cli::{assert_ended, folder, json, text, write};
use portico_tests::{Ended, portico, program};
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// Makes a FIFO. A reader waits for 20 seconds, and then finds it empty.
fn fifo(path: PathBuf) {
    let made = Command::new("mkfifo").arg(&path).status().expect("there is a program mkfifo");
    assert!(made.success());
    thread::spawn(move || {
        thread::sleep(Duration::from_secs(20));
        File::options().write(true).open(path)
    });
}

fn link(to: impl AsRef<Path>, at: impl AsRef<Path>) {
    symlink(to, at).expect("a link can be made");
}

/// Makes a repository in a folder, beside a file that doesn't belong to it.
fn repository() -> TempDir {
    let folder = folder();
    fs::create_dir_all(folder.path().join("repository/deploy")).expect("a folder can be made");
    write(&folder, "outside.yaml", VALUES_WITH_AN_ERROR);
    write(&folder, "repository/deploy/values.yaml", VALUES_WITH_AN_ERROR);
    folder
}

fn validate(folder: &TempDir, arguments: &[&str]) -> Ended {
    portico(["validate"].iter().chain(arguments)).folder(&folder.path().join("repository")).ended()
}

/// Gives the files in which something was found.
fn found(ended: &Ended) -> Vec<String> {
    let report = json(ended);
    let diagnostics = report["diagnostics"].as_array().expect("a list");
    diagnostics.iter().map(|diagnostic| diagnostic["source"].as_str().expect("a name").to_owned()).collect()
}

#[test]
fn a_link_in_a_folder_is_not_followed_out_of_it() {
    let folder = repository();
    link("../../outside.yaml", folder.path().join("repository/deploy/link.yaml"));
    link("../..", folder.path().join("repository/deploy/folder.yaml"));
    let ended = validate(&folder, &["--format", "json", "."]);
    assert_ended(&ended, 1);
    assert_eq!(found(&ended), ["deploy/values.yaml"]);
    let note = "note: links are not followed in a folder; name one to judge it: deploy/folder.yaml, deploy/link.yaml";
    assert!(ended.talk.contains(note), "{}", ended.talk);

    let named = validate(&folder, &["--format", "json", "deploy/link.yaml"]);
    assert_eq!(found(&named), ["deploy/link.yaml"]);
}

#[test]
fn fix_changes_no_file_through_a_link_that_a_folder_holds() {
    let folder = repository();
    link("../../outside.yaml", folder.path().join("repository/deploy/link.yaml"));
    assert_ended(&validate(&folder, &["--fix", "."]), 0);
    assert_eq!(text(folder.path().join("outside.yaml")), VALUES_WITH_AN_ERROR);
    assert_ne!(text(folder.path().join("repository/deploy/values.yaml")), VALUES_WITH_AN_ERROR);

    // A link that the user names stays a link.
    assert_ended(&validate(&folder, &["--fix", "deploy/link.yaml"]), 0);
    assert_ne!(text(folder.path().join("outside.yaml")), VALUES_WITH_AN_ERROR);
    assert!(folder.path().join("repository/deploy/link.yaml").is_symlink());
}

#[test]
fn a_link_within_a_folder_is_judged_once() {
    let folder = repository();
    link("values.yaml", folder.path().join("repository/deploy/again.yaml"));
    let ended = validate(&folder, &["--format", "json", "."]);
    assert_eq!((found(&ended), ended.talk.as_str()), (vec!["deploy/values.yaml".to_owned()], ""));
}

#[test]
fn a_folder_that_is_named_by_a_link_is_searched() {
    let folder = repository();
    link("deploy", folder.path().join("repository/current"));
    for name in ["current", "current/"] {
        assert_eq!(found(&validate(&folder, &["--format", "json", name])), ["current/values.yaml"]);
    }
}

#[test]
fn a_fifo_or_a_socket_in_a_folder_is_not_waited_for() {
    let folder = repository();
    let deploy = folder.path().join("repository/deploy");
    fifo(deploy.join("a.yaml"));
    let socket = UnixListener::bind(deploy.join("b.yaml"));
    let ended = validate(&folder, &["--format", "json", "deploy"]);
    assert_ended(&ended, 1);
    assert_eq!(found(&ended), ["deploy/values.yaml"]);
    let note = "note: these are not regular files, and are not judged: deploy/a.yaml, deploy/b.yaml";
    assert!(socket.is_err() || ended.talk.contains(note), "{}", ended.talk);
}

#[test]
fn what_says_what_git_ignores_is_not_waited_for() {
    for (name, searched) in
        [(".gitignore", "."), ("deploy/.gitignore", "."), ("deploy/.ignore", "."), (".gitignore", "deploy")]
    {
        let folder = repository();
        fifo(folder.path().join("repository").join(name));
        let ended = validate(&folder, &[searched]);
        assert_ended(&ended, 2);
        assert!(ended.talk.contains(name) && ended.talk.contains("what git ignores"), "{}", ended.talk);
    }
    // Git doesn't follow a link there either, and this one's target never ends.
    let folder = repository();
    link("/dev/zero", folder.path().join("repository/deploy/.gitignore"));
    assert_ended(&validate(&folder, &["."]), 2);
    let folder = repository();
    fs::create_dir_all(folder.path().join("repository/deploy/.git/info")).expect("a folder can be made");
    fifo(folder.path().join("repository/deploy/.git/info/exclude"));
    assert_ended(&validate(&folder, &["."]), 2);
    // An ignored folder is not searched.
    write(&folder, "repository/.gitignore", "deploy/\n");
    write(&folder, "repository/values.yaml", VALUES_WITH_AN_ERROR);
    assert_ended(&validate(&folder, &["."]), 1);
}

#[test]
fn a_work_tree_of_git_is_searched_as_git_sees_it() {
    let folder = repository();
    let git = folder.path().join("git");
    fs::create_dir_all(git.join("worktrees/a")).expect("a folder can be made");
    fs::create_dir_all(git.join("info")).expect("a folder can be made");
    write(&folder, "git/worktrees/a/commondir", "../..\n");
    write(&folder, "git/info/exclude", "old/\n");
    write(&folder, "repository/.git", format!("gitdir: {}\n", git.join("worktrees/a").display()));
    fs::create_dir_all(folder.path().join("repository/old")).expect("a folder can be made");
    write(&folder, "repository/old/values.yaml", VALUES_WITH_AN_ERROR);
    assert_eq!(found(&validate(&folder, &["--format", "json", "."])), ["deploy/values.yaml"]);
    fs::remove_file(git.join("worktrees/a/commondir")).expect("it is there");
    fifo(git.join("worktrees/a/commondir"));
    assert_ended(&validate(&folder, &["."]), 2);
}

#[test]
fn a_configuration_that_is_a_link_prints_no_line_of_what_it_leads_to() {
    let folder = repository();
    write(&folder, "secret", "password: hunter2\n");
    link("../secret", folder.path().join("repository/portico.yaml"));
    let ended = validate(&folder, &["deploy"]);
    assert_ended(&ended, 2);
    assert!(ended.talk.contains("portico.yaml is a link"), "{}", ended.talk);
    assert!(!ended.talk.contains("hunter2") && ended.output.is_empty(), "{ended:#?}");
    assert_ended(&validate(&folder, &["--no-config", "deploy"]), 1);
}

#[test]
fn a_file_called_minus_is_not_standard_input() {
    let folder = repository();
    write(&folder, "repository/portico.yaml", "paths: {include: ['-', '**/values.yaml']}\n");
    write(&folder, "repository/-", VALUES_WITH_AN_ERROR);
    let ended = portico(["validate", "--fix"]).folder(&folder.path().join("repository")).input("a: 1\n").ended();
    assert_ended(&ended, 0);
    assert_ne!(text(folder.path().join("repository/-")), VALUES_WITH_AN_ERROR);
}

#[test]
fn streams_that_are_named_by_hand_are_read() {
    let folder = repository();
    let script = r#""$0" validate --format json <(cat deploy/values.yaml)"#;
    let run = Command::new("bash")
        .args(["-c", script])
        .arg(program())
        .current_dir(folder.path().join("repository"))
        .output()
        .expect("bash can be started");
    assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(String::from_utf8_lossy(&run.stdout).contains("/dev/fd/"));

    let ended = portico(["validate", "/dev/stdin"]).input(VALUES_WITH_AN_ERROR).ended();
    assert_ended(&ended, 1);
}

#[test]
fn fix_does_not_put_a_file_in_the_place_of_a_fifo() {
    let folder = repository();
    let path = folder.path().join("repository/values");
    let made = Command::new("mkfifo").arg(&path).status().expect("there is a program mkfifo");
    assert!(made.success());
    let writer = thread::spawn({
        let path = path.clone();
        move || File::options().write(true).open(path)?.write_all(VALUES_WITH_AN_ERROR.as_bytes())
    });
    let ended = validate(&folder, &["--fix", "values"]);
    assert_ended(&ended, 2);
    assert!(
        ended.talk.contains("values can't be written, and is as it was: it is not a regular file"),
        "{}",
        ended.talk
    );
    assert!(writer.join().is_ok_and(|written| written.is_ok()) && !path.is_file());
}

#[test]
fn a_file_that_was_named_or_found_twice_was_judged_twice() {
    let folder = folder();
    fs::create_dir(folder.path().join("deploy")).expect("a folder can be made");
    write(&folder, "deploy/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
    for files in [&["deploy", "./deploy"][..], &["deploy/a.yaml", "deploy"], &["deploy", "./deploy/a.yaml"]] {
        let ended = portico(["validate", "--format", "json"].iter().chain(files)).folder(folder.path()).ended();
        assert_ended(&ended, 0);
        let recognized = json(&ended)["summary"]["recognized"].clone();
        assert_eq!(recognized, serde_json::json!([{"kind": "Kubernetes object", "count": 1}]), "{files:?}");
    }
}
