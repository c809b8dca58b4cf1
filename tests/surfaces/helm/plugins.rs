//! The plugins.

use crate::installed::{CHART, EXPOSURE, Helm, Version, assert_rendered, helm, plugin_manifest};
use portico_tests::{Ended, objects, run_to_end};
use std::fs;
use std::path::Path;

/// Runs the post-renderer of Helm 4 where `portico` is in this folder, if anywhere.
fn with_search_path(helm: &Helm, folder: Option<&Path>) -> Ended {
    let mut command = helm.command(&["template"], Path::new(CHART));
    let usual = ["/usr/bin", "/bin"].map(Path::new);
    let path = std::env::join_paths(folder.into_iter().chain(usual)).expect("the folders have usual names");
    run_to_end(command.args(helm.through_portico(&["--exposure", EXPOSURE])).env("PATH", path))
}

#[test]
fn the_plugin_starts_its_own_program_or_that_of_the_search_path() {
    let test = "the_plugin_starts_its_own_program_or_that_of_the_search_path";
    let Some(helm) = helm(Version::Four, test) else {
        return;
    };
    let program = portico_tests::program();

    let nowhere = with_search_path(&helm, None);
    assert_ne!(nowhere.code, 0, "{nowhere:#?}");

    let in_path = with_search_path(&helm, program.parent());
    assert_rendered(&helm, &in_path);

    let own = helm.plugin("portico").join("bin");
    fs::create_dir(&own).expect("a folder can be made");
    fs::copy(program, own.join("portico")).expect("the program can be copied");
    let in_plugin = with_search_path(&helm, None);
    assert_rendered(&helm, &in_plugin);
    assert_eq!(in_plugin.output, in_path.output);
}

#[test]
fn the_plugin_has_the_version_of_the_program() {
    let manifest = objects(&plugin_manifest()).remove(0);
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
}
