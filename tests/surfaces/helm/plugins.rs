//! The plugins' manifests, scripts and other files.

use super::installed::{CHART, EXPOSURE, Helm, Version, assert_rendered, helm};
use portico_tests::{Ended, objects, portico, root, run_to_end, skip};
use std::fs;
use std::path::Path;
use std::process::Command;

const SOURCES: &str = "src/helm-packages";

/// Runs the post-renderer of Helm 4 with a `portico` in this folder of the search path, or with none.
fn with_search_path(helm: &Helm, folder: Option<&Path>) -> Ended {
    let mut command = helm.command(&["template"], Path::new(CHART));
    let usual = ["/usr/bin", "/bin"].map(Path::new);
    let path = std::env::join_paths(folder.into_iter().chain(usual)).expect("the folders have usual names");
    run_to_end(command.args(helm.through_portico(&["--exposure", EXPOSURE])).env("PATH", path))
}

#[test]
fn the_post_renderer_starts_its_own_program_or_that_of_the_search_path() {
    for helm in [Version::FourZero, Version::Four].into_iter().filter_map(helm) {
        let program = portico_tests::program();

        let nowhere = with_search_path(&helm, None);
        assert_eq!(nowhere.code, 1, "{nowhere:#?}");
        assert!(nowhere.talk.contains("The program portico is neither in"), "the user reads why: {nowhere:#?}");

        let in_path = with_search_path(&helm, program.parent());
        assert_rendered(&helm, &in_path);

        fs::copy(program, helm.plugin("portico").join("portico")).expect("the program can be copied");
        let in_plugin = with_search_path(&helm, None);
        assert_rendered(&helm, &in_plugin);
        assert_eq!(in_plugin.output, in_path.output);
    }
}

#[test]
fn every_plugin_has_the_name_of_its_manifest_and_the_version_of_the_program() {
    let mut found = 0;
    for folder in ["helm3", "helm4"] {
        for entry in fs::read_dir(root().join(SOURCES).join(folder)).expect("the folder can be listed") {
            let path = entry.expect("it can be listed").path();
            let manifest = objects(&fs::read_to_string(&path).expect("a manifest can be read")).remove(0);
            assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"), "{}", path.display());
            assert_eq!(manifest["name"].as_str(), path.file_stem().and_then(|name| name.to_str()));
            found += 1;
        }
    }
    assert!(found >= 3, "{found}");
}

/// Compares the committed text; `BLESS=1` writes it.
#[test]
fn the_completion_of_the_plugins_is_that_of_the_program() {
    let path = root().join(SOURCES).join("completion.yaml");
    let ended = portico(["completions", "helm"]).ended();
    assert_eq!(ended.code, 0, "{ended:#?}");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &ended.output).expect("the file can be written");
    }
    assert_eq!(fs::read_to_string(&path).expect("the file can be read"), ended.output);
}

#[test]
fn the_scripts_of_the_plugins_pass_shellcheck() {
    let shellcheck = match portico_xtask::tool("shellcheck") {
        Ok(shellcheck) => shellcheck,
        Err(missing) => return skip(missing),
    };
    let scripts = ["check-folder.sh", "plugin.complete", "start.sh"].map(|name| root().join(SOURCES).join(name));
    let ended = run_to_end(Command::new(shellcheck).args(scripts));
    assert_eq!(ended.code, 0, "{}", ended.output);
}
