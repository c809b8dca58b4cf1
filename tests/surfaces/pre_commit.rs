//! The hooks for pre-commit, run by the real one in a repository of its own.

use portico_tests::{program, root, skip};
use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const WRONG: &str = "ingress:\n  provision: true\n  annotations:\n    team.acme.dev/on-call: yes\n";

/// Runs a hook of this repository on every file of a repository that holds `values.yaml` and what is none of Portico's
/// business; nothing where pre-commit isn't there.
fn run(test: &str, hook: &str) -> Option<(Output, String)> {
    let python = match portico_xtask::tool("pre-commit") {
        Ok(python) => python,
        Err(missing) => {
            skip(test, missing);
            return None;
        }
    };
    let folder = tempfile::tempdir().expect("a folder can be made");
    // A repository of hooks is cloned: this one holds the definitions alone.
    let hooks = folder.path().join("hooks");
    let ours = folder.path().join("ours");
    for (repository, files) in [
        (&hooks, vec![(".pre-commit-hooks.yaml", definitions())]),
        (&ours, vec![("values.yaml", WRONG.to_owned()), ("other.yaml", "a: 1\n".to_owned())]),
    ] {
        fs::create_dir(repository).expect("a folder can be made");
        for (name, text) in files {
            fs::write(repository.join(name), text).expect("a file can be written");
        }
        git(repository, &["init", "--quiet"]);
        git(repository, &["add", "--all"]);
        git(repository, &["-c", "user.name=a", "-c", "user.email=a@a.dev", "commit", "--quiet", "--message", "a"]);
    }
    let search_path = env::join_paths(
        program()
            .parent()
            .map(Path::to_path_buf)
            .into_iter()
            .chain(env::split_paths(&env::var_os("PATH").unwrap_or_default())),
    );
    let output = Command::new(python)
        .args(["-m", "pre_commit", "try-repo", "--all-files", "--verbose"])
        .arg(&hooks)
        .arg(hook)
        .current_dir(&ours)
        .env("PATH", search_path.expect("folders can be joined"))
        .env("PRE_COMMIT_HOME", folder.path().join("home"))
        .output()
        .expect("pre-commit can be started");
    let values = fs::read_to_string(ours.join("values.yaml")).expect("the file is there");
    Some((output, values))
}

fn definitions() -> String {
    fs::read_to_string(root().join(".pre-commit-hooks.yaml")).expect("the hooks are defined")
}

fn git(folder: &Path, arguments: &[&str]) {
    let run = Command::new("git").args(arguments).current_dir(folder).output().expect("git can be started");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn the_hook_finds_what_is_wrong_and_passes_over_other_files() {
    let test = "pre_commit::the_hook_finds_what_is_wrong_and_passes_over_other_files";
    let Some((output, values)) = run(test, "portico") else { return };
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("values.yaml:4:") && said.contains("- exit code: 1"), "{said}");
    assert_eq!(values, WRONG);
}

#[test]
fn the_mending_hook_mends() {
    let Some((output, values)) = run("pre_commit::the_mending_hook_mends", "portico-fix") else { return };
    let said = String::from_utf8_lossy(&output.stdout);
    // What a hook changes has to be looked at, and added.
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("files were modified by this hook"), "{said}");
    assert_eq!(values, WRONG.replace("yes", "\"yes\""));
}
