//! Tools that are built with cargo, from a crate of the registry with the versions that its authors locked. The user's
//! configuration chooses the registry.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use super::{Tool, cache, progress};
use crate::root;

const ADVICE: &str = "install rustup: https://rustup.rs";

/// Gives the path of the program in the folder into which it was installed.
pub fn program(name: &str) -> PathBuf {
    Path::new("bin").join(cache::executable(name))
}

/// Builds the crate that has the tool's name with the Rust that the checkout pins.
pub fn install(tool: &Tool, folder: &Path) -> Result<(), String> {
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(root())
        .args(["install", tool.name, "--locked", "--no-track", "--version"])
        .arg(format!("={}", tool.version))
        .arg("--root")
        .arg(folder);
    progress::run(&mut cargo, ADVICE, &format!("building {} {}", tool.name, tool.version), &cache::log(tool)?)
}
