//! The script that removes a plugin that would break others, run as Helm runs it but with the test's own variables.

use portico_tests::{Ended, root, run_to_end};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs the script where it refuses: the plugin is for Helm 3, and beside it is one of Helm 4 with the same command.
fn refused(plugins: &Path, plugin: &str) -> Ended {
    fs::create_dir_all(plugins.join("portico-cli")).expect("a folder can be made");
    fs::write(plugins.join("portico-cli/plugin.yaml"), "apiVersion: v1\n").expect("a file can be written");
    let mut script = Command::new("sh");
    script.arg(root().join("src/helm-packages/check-folder.sh")).current_dir(plugins);
    run_to_end(script.env("HELM_PLUGIN_DIR", plugin).env("HELM_PLUGIN_NAME", "portico"))
}

/// Makes a folder with a plugin for Helm 3, as it is developed.
fn developed(folder: &Path) {
    fs::create_dir_all(folder).expect("a folder can be made");
    fs::write(folder.join("plugin.yaml"), "name: portico\n").expect("a file can be written");
}

#[test]
#[cfg(unix)]
fn a_slash_behind_the_link_to_a_plugin_does_not_empty_what_it_leads_to() {
    let home = tempfile::tempdir().expect("a folder can be made");
    let (plugins, sources) = (home.path().join("plugins"), home.path().join("sources"));
    developed(&sources);
    fs::create_dir(&plugins).expect("a folder can be made");
    let link = plugins.join("portico");
    for plugin in ["portico", "portico/", "portico//", "./portico/"] {
        std::os::unix::fs::symlink(&sources, &link).expect("a link can be made");
        let ended = refused(&plugins, plugin);
        assert_eq!(ended.code, 1, "{plugin}: {ended:#?}");
        assert!(ended.talk.contains("portico is not installed"), "{plugin}: {ended:#?}");
        assert!(link.symlink_metadata().is_err(), "{plugin}: the link is taken out");
        assert!(sources.join("plugin.yaml").is_file(), "{plugin}: what it leads to stays");
    }
}

#[test]
fn a_plugin_whose_name_begins_like_a_flag_is_taken_out_alone() {
    let home = tempfile::tempdir().expect("a folder can be made");
    developed(&home.path().join("--help"));
    let ended = refused(home.path(), "--help");
    assert_eq!(ended.code, 1, "{ended:#?}");
    assert!(!home.path().join("--help").exists() && home.path().join("portico-cli").exists());
}

#[test]
fn without_the_folder_of_the_plugin_the_script_fails() {
    let mut script = Command::new("sh");
    script.arg(root().join("src/helm-packages/check-folder.sh"));
    let ended = run_to_end(script.env_remove("HELM_PLUGIN_DIR").env("HELM_PLUGIN_NAME", "portico"));
    assert_ne!(ended.code, 0, "{ended:#?}");
    assert!(ended.talk.contains("HELM_PLUGIN_DIR: Helm runs this, and sets it"), "{ended:#?}");
    let nowhere = run_to_end(
        Command::new("sh")
            .arg(root().join("src/helm-packages/check-folder.sh"))
            .env("HELM_PLUGIN_DIR", "no/such/folder")
            .env("HELM_PLUGIN_NAME", "portico"),
    );
    assert_ne!(nowhere.code, 0, "{nowhere:#?}");
}
