//! Helm's plugins, data, configuration and cache on a machine: the tests have them in a folder that is thrown away.

use std::path::Path;
use std::process::Command;

/// Keeps a command away from the user's Helm: its plugins and all its other files are those below this folder.
pub fn set_helm_home(command: &mut Command, home: &Path) {
    let variables = ["PLUGINS", "DATA_HOME", "CONFIG_HOME", "CACHE_HOME"];
    for (variable, folder) in variables.iter().zip(["plugins", "data", "config", "cache"]) {
        command.env(format!("HELM_{variable}"), home.join(folder));
    }
}
