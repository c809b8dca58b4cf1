//! The folder of the npm package, and the programs of its development dependencies.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::root;

/// Gives the package's folder.
#[must_use]
pub fn folder() -> PathBuf {
    root().join("js")
}

/// Gives the folder for what is built for the package, and makes it if it isn't there.
///
/// # Errors
///
/// When it can't be made.
pub fn dist() -> Result<PathBuf, String> {
    let dist = folder().join("dist");
    fs::create_dir_all(&dist).map_err(|error| format!("{} could not be made: {error}", dist.display()))?;
    Ok(dist)
}

/// Prepares Node to run a file of the package's folder; nothing where the package's dependencies aren't installed.
#[must_use]
pub fn node(file: &str) -> Option<Command> {
    let file = folder().join(file);
    if !folder().join("node_modules").is_dir() {
        return None;
    }
    let mut node = Command::new("node");
    node.arg(file).current_dir(folder());
    Some(node)
}
