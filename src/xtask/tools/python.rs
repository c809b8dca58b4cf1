//! Tools that are Python packages: an environment of their own with the pinned
//! requirements of their folder. The user's Python is never changed.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use super::{Tool, cache, progress};

const ADVICE: &str = "install Python 3.9 or later with its venv module";

/// Gives the path of a program in an environment: its interpreter, or one that a requirement brings.
pub fn program(name: &str) -> PathBuf {
    Path::new(if cfg!(windows) { "Scripts" } else { "bin" }).join(cache::executable(name))
}

/// Makes an environment in the folder and installs the requirements into it.
pub fn install(tool: &Tool, folder: &Path) -> Result<(), String> {
    let what = format!("installing {} {}", tool.name, tool.version);
    let log = cache::log(tool)?;

    let mut make = Command::new(if cfg!(windows) { "python" } else { "python3" });
    make.args(["-m", "venv"]).arg(folder);
    progress::run(&mut make, ADVICE, &what, &log)?;

    let mut install = Command::new(folder.join(program("python")));
    install
        .args(["-m", "pip", "install", "--disable-pip-version-check", "--no-deps", "--requirement"])
        .arg(cache::pins(tool).join("requirements.txt"));
    progress::run(&mut install, ADVICE, &what, &log)
}
