//! The hooks for pre-commit, run by the real one in a repository of its own.

use portico_tests::{program, root, skip};
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const WRONG: &str = "ingress:\n  provision: true\n  annotations:\n    team.acme.dev/on-call: yes\n";

/// Two repositories: one with this repository's hooks, and one that uses them.
struct Repositories {
    python: PathBuf,
    folder: TempDir,
}

impl Repositories {
    /// Makes them, with these files in the one that uses the hooks; nothing where pre-commit isn't there.
    fn with(files: &[(&str, &str)]) -> Option<Self> {
        let python = match portico_xtask::tool("pre-commit") {
            Ok(python) => python,
            Err(missing) => {
                skip(missing);
                return None;
            }
        };
        let repositories = Self { python, folder: tempfile::tempdir().expect("a folder can be made") };
        // Pre-commit clones a repository of hooks: this one holds the definitions alone.
        commit(&repositories.hooks(), &[(".pre-commit-hooks.yaml", &definitions())]);
        commit(&repositories.ours(), files);
        Some(repositories)
    }

    fn hooks(&self) -> PathBuf {
        self.folder.path().join("hooks")
    }

    fn ours(&self) -> PathBuf {
        self.folder.path().join("ours")
    }

    fn values(&self) -> String {
        fs::read_to_string(self.ours().join("values.yaml")).expect("the file is there")
    }

    /// Runs a hook on every file.
    fn run(&self, hook: &str) -> Output {
        let hooks = self.hooks();
        self.pre_commit(&[
            "try-repo".as_ref(),
            "--all-files".as_ref(),
            "--verbose".as_ref(),
            hooks.as_ref(),
            hook.as_ref(),
        ])
    }

    /// Runs a hook on every file, with these arguments of the repository that uses it.
    fn run_with(&self, hook: &str, arguments: &str) -> Output {
        let revision = git(&self.hooks(), &["rev-parse", "HEAD"]);
        let configuration = format!(
            "repos:\n  - repo: {}\n    rev: {}\n    hooks:\n      - id: {hook}\n        args: {arguments}\n",
            self.hooks().display(),
            revision.trim()
        );
        let path = self.folder.path().join("configuration.yaml");
        fs::write(&path, configuration).expect("a file can be written");
        self.pre_commit(&[
            "run".as_ref(),
            "--all-files".as_ref(),
            "--verbose".as_ref(),
            "--config".as_ref(),
            path.as_ref(),
        ])
    }

    fn pre_commit(&self, arguments: &[&OsStr]) -> Output {
        let portico = program().parent().map(Path::to_path_buf);
        let rest = env::var_os("PATH").unwrap_or_default();
        let search_path = env::join_paths(portico.into_iter().chain(env::split_paths(&rest))).expect("a search path");
        Command::new(&self.python)
            .args(["-m", "pre_commit"])
            .args(arguments)
            .current_dir(self.ours())
            .env("PATH", search_path)
            .env("PRE_COMMIT_HOME", self.folder.path().join("home"))
            .output()
            .expect("pre-commit can be started")
    }
}

/// Makes a repository of files.
fn commit(repository: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = repository.join(name);
        fs::create_dir_all(path.parent().expect("it is in the repository")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }
    git(repository, &["init", "--quiet"]);
    git(repository, &["add", "--all"]);
    git(repository, &["-c", "user.name=a", "-c", "user.email=a@a.dev", "commit", "--quiet", "--message", "a"]);
}

fn definitions() -> String {
    fs::read_to_string(root().join(".pre-commit-hooks.yaml")).expect("the hooks are defined")
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let run = Command::new("git").args(arguments).current_dir(folder).output().expect("git can be started");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("what git says is UTF-8")
}

/// A file with a fault, and one that doesn't concern Portico.
const FILES: [(&str, &str); 2] = [("values.yaml", WRONG), ("other.yaml", "a: 1\n")];

#[test]
fn the_hook_finds_what_is_wrong_and_passes_over_other_files() {
    let Some(repositories) = Repositories::with(&FILES) else { return };
    let output = repositories.run("portico");
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("values.yaml:4:") && said.contains("- exit code: 1"), "{said}");
    assert_eq!(repositories.values(), WRONG);
}

#[test]
fn the_fixing_hook_fixes() {
    let Some(repositories) = Repositories::with(&FILES) else { return };
    let output = repositories.run("portico-fix");
    let said = String::from_utf8_lossy(&output.stdout);
    // A hook's changes have to be looked at, and added.
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("files were modified by this hook"), "{said}");
    assert_eq!(repositories.values(), WRONG.replace("yes", "\"yes\""));
}

/// A file whose path is a flag that overwrites another, in a folder called `--report=sarif=.`.
const TRAP: &str = "--report=sarif=./values.yaml";

#[test]
fn a_file_whose_name_is_a_flag_overwrites_nothing() {
    let Some(repositories) = Repositories::with(&[("values.yaml", "a: 1\n"), (TRAP, WRONG)]) else { return };
    // The hook's own arguments, others that keep its `--`, and others that don't.
    let runs = [(None, 1), (Some("[--cloud=aws, --]"), 1), (Some("[--cloud=aws]"), 2), (Some("[]"), 2)];
    for hook in ["portico", "portico-fix"] {
        for (arguments, exit) in runs {
            let output = match arguments {
                Some(arguments) => repositories.run_with(hook, arguments),
                None => repositories.run(hook),
            };
            let said = String::from_utf8_lossy(&output.stdout);
            assert_eq!(output.status.code(), Some(1), "{said}{}", String::from_utf8_lossy(&output.stderr));
            assert!(said.contains(&format!("- exit code: {exit}")) || hook == "portico-fix", "{said}");
            let reason = if exit == 2 { "would be taken for a flag" } else { TRAP };
            assert!(said.contains(reason), "{said}");
            assert_eq!(repositories.values(), "a: 1\n");
            // The fixing hook may have changed the file, like any other.
            git(&repositories.ours(), &["checkout", "--quiet", "."]);
        }
    }
}

#[test]
fn a_link_in_a_repository_is_not_followed_by_the_hook() {
    let Some(repositories) = Repositories::with(&FILES) else { return };
    fs::write(repositories.folder.path().join("victim.yaml"), WRONG).expect("a file can be written");
    #[cfg(unix)]
    std::os::unix::fs::symlink("../victim.yaml", repositories.ours().join("link.yaml")).expect("a link can be made");
    git(&repositories.ours(), &["add", "--all"]);
    repositories.run("portico-fix");
    assert_eq!(fs::read_to_string(repositories.folder.path().join("victim.yaml")).expect("it is there"), WRONG);
    assert_ne!(repositories.values(), WRONG);
}
