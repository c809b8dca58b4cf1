//! Adding a rule, a controller or a cloud touches one file and the generated ones: tried in a scratch copy, with a
//! made-up rule and controller, and with a rule, a controller and a cloud of the skeletons.

use portico_tests::root;
use portico_xtask::built;
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs cargo in the scratch copy and gives its output; a step that fails fails the test.
fn run(folder: &Path, arguments: &[&str], blesses: bool) -> String {
    // In the checkout's target folder, programs of the same name would replace those of the checkout, and tests that
    // build something would wait for it.
    let mut cargo = built::cargo();
    cargo.args(arguments).current_dir(folder).env("CARGO_TARGET_DIR", folder.join("target")).env_remove("BLESS");
    if blesses {
        cargo.env("BLESS", "1");
    }
    let output = cargo.output().expect("cargo starts");
    let talk = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {arguments:?}\n{talk}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Gives a target folder what is built of dependencies in the checkout's, as links to the same files: cargo takes it, and
/// compiles the members alone.
fn take_over_dependencies(target: &Path) {
    let is_of_a_dependency = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        !name.trim_start_matches("lib").starts_with("portico")
    };
    let built = built::target().join(built::PROFILE);
    // What says that a build is fresh comes after the build.
    let mut found: Vec<PathBuf> = [".fingerprint", "build", "deps"].map(|folder| built.join(folder)).into();
    while let Some(path) = found.pop() {
        let to = target.join(built::PROFILE).join(path.strip_prefix(&built).expect("it lies below"));
        let taken = if path.is_dir() {
            let entries = fs::read_dir(&path).into_iter().flatten().flatten();
            found.extend(entries.map(|entry| entry.path()).filter(|path| is_of_a_dependency(path)));
            fs::create_dir_all(to)
        } else {
            fs::hard_link(path, to)
        };
        // Another test may build something, and nothing is there at all after a plain `cargo test`.
        assert!(taken.as_ref().err().is_none_or(|error| error.kind() == ErrorKind::NotFound), "{taken:?}");
    }
}

/// Lists the files of the checkout by path: those under version control, and those that could be.
fn files() -> Vec<String> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .current_dir(root())
        .output()
        .expect("git starts");
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let names = String::from_utf8(listed.stdout).expect("paths are UTF-8");
    names.split('\0').filter(|name| root().join(name).is_file()).map(str::to_owned).collect()
}

fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let target = folder.join("target");
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(inner).expect("a folder can be listed") {
            let path = entry.expect("a folder can be listed").path();
            if path.is_dir() {
                folders.extend((path != target).then_some(path));
            } else {
                let name = path.strip_prefix(folder).expect("it lies below").to_path_buf();
                found.insert(name, fs::read(&path).expect("a file can be read"));
            }
        }
    }
    found
}

#[test]
fn a_controller_and_a_rule_are_one_file_each() {
    // In the checkout's target folder, so that the files of both can be linked.
    let scratch =
        tempfile::Builder::new().prefix("scratch-").tempdir_in(built::target()).expect("a folder can be made");
    let folder = scratch.path();
    for name in files() {
        let to = folder.join(&name);
        fs::create_dir_all(to.parent().expect("a file has a folder")).expect("a folder can be made");
        fs::copy(root().join(&name), to).expect("a file can be copied");
    }
    take_over_dependencies(&folder.join("target"));
    for (made_up, to) in [("made-up-controller", "facts/controllers"), ("made-up-rule", "rules")] {
        let made_up = root().join("tests/fixtures").join(made_up).join("made_up.rs");
        fs::copy(made_up, folder.join("src/core").join(to).join("made_up.rs")).expect("a file can be copied");
    }
    let generated = [
        "README.md",
        "docs/rules/index.md",
        "docs/rules/made-up.md",
        "src/core/facts/controllers/mod.rs",
        "src/core/requests/configuration/schema.json",
        "src/core/rules/mod.rs",
    ];
    assert_eq!(changed(folder, &["xtask", "generate"]), generated.map(Path::new));

    let of_rule = [
        "README.md",
        "docs/rules/index.md",
        "docs/rules/of-a-skeleton.md",
        "src/core/requests/configuration/schema.json",
        "src/core/rules/mod.rs",
        "src/core/rules/of_a_skeleton.rs",
    ];
    assert_eq!(changed(folder, &["xtask", "new-rule", "of-a-skeleton"]), of_rule.map(Path::new));
    let of_controller = ["src/core/facts/controllers/mod.rs", "src/core/facts/controllers/skeleton_controller.rs"];
    assert_eq!(changed(folder, &["xtask", "new-controller", "skeleton-controller"]), of_controller.map(Path::new));
    let of_cloud = [
        "js/src/exposure.ts",
        "src/core/facts/clouds/mod.rs",
        "src/core/facts/clouds/skeleton_cloud.rs",
        "src/core/requests/exposure/schema.json",
        "src/core/requests/exposure/structural.json",
        "src/function/package/input/portico.dev_exposures.yaml",
        "src/kcl/exposure.k",
    ];
    assert_eq!(changed(folder, &["xtask", "new-cloud", "skeleton-cloud"]), of_cloud.map(Path::new));
    for skeleton in [of_rule[5], of_controller[1], of_cloud[2]] {
        fill_in(&folder.join(skeleton));
    }

    // An author lets the tests write the expected outputs; all else must hold by itself. How fixes are applied has
    // nothing to do with the addition.
    let test = ["test", "--profile", built::PROFILE, "--quiet", "--package", "portico-core"];
    let tested = run(folder, &[&test[..], &["--", "--skip", "fixing::"]].concat(), true);
    assert_eq!(tested.matches(" passed; 0 failed").count(), 2, "{tested}");
}

/// Runs a command, and lists the files that it changed.
fn changed(folder: &Path, command: &[&str]) -> Vec<PathBuf> {
    let before = contents(folder);
    run(folder, command, false);
    let after = contents(folder);
    after.into_iter().filter(|(name, text)| before.get(name) != Some(text)).map(|(name, _)| name).collect()
}

/// Replaces every place that a skeleton leaves to its author.
fn fill_in(skeleton: &Path) {
    let text = fs::read_to_string(skeleton).expect("it can be read");
    assert!(text.contains("FILL IN"), "{text}");
    let filled = text.replace("FILL IN", "Filled in").replace("fill-in", "filled");
    fs::write(skeleton, filled).expect("it can be written");
}
