//! Building with cargo and finding the files that it has built. The caller chooses what to build.

use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::{echo, root};

/// The variable that names the program that the tests run, where it is built already.
pub const PROGRAM: &str = "PORTICO_PROGRAM";

/// The profile of all that is built to run here and is not released.
pub const PROFILE: &str = "ci";

/// Runs `cargo build` with these arguments and gives the messages that it prints, a JSON object each. The compiler's
/// own messages are shown as usual.
///
/// # Errors
///
/// When cargo can't be started, or the build fails.
pub fn messages(arguments: &[&str]) -> Result<Vec<Value>, String> {
    let mut build = cargo();
    build.arg("build").args(arguments).arg("--message-format=json-render-diagnostics");
    echo::show(&build);
    let output = build.stderr(Stdio::inherit()).output().map_err(|error| echo::not_started(&build, &error))?;
    if !output.status.success() {
        return Err(format!("cargo build failed ({})", output.status));
    }
    Ok(String::from_utf8_lossy(&output.stdout).lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
}

/// Finds the program of this name in the messages of the build that made it.
///
/// # Errors
///
/// When they don't name it.
pub fn program(messages: &[Value], name: &str) -> Result<PathBuf, String> {
    messages
        .iter()
        .filter(|message| message["target"]["name"] == name && message["profile"]["test"] == false)
        .find_map(|message| message["executable"].as_str())
        .map(PathBuf::from)
        .ok_or_else(|| format!("cargo has built {name} without saying where it is"))
}

/// Finds the WebAssembly module of a library of this name in the messages of the build that made it.
///
/// # Errors
///
/// When they don't name it.
pub fn module(messages: &[Value], library: &str) -> Result<PathBuf, String> {
    messages
        .iter()
        .filter(|message| message["reason"] == "compiler-artifact" && message["target"]["name"] == library)
        .filter_map(|message| message["filenames"].as_array())
        .flatten()
        .filter_map(Value::as_str)
        .map(PathBuf::from)
        .find(|file| file.extension().is_some_and(|extension| extension == "wasm"))
        .ok_or_else(|| format!("cargo has built {library} without saying where it is"))
}

/// Gives the compiler's flags that leave this machine's folders out of a module for a target, as a setting of cargo.
#[must_use]
pub fn remapping(target: &str) -> String {
    let home = env::var("CARGO_HOME").or_else(|_| env::var("HOME").map(|home| format!("{home}/.cargo")));
    let flags: Value = home.map(|home| format!("--remap-path-prefix={home}=/cargo")).into_iter().collect();
    format!("target.{target}.rustflags={flags}")
}

/// Gives the folder of what cargo builds for this checkout.
#[must_use]
pub fn target() -> PathBuf {
    root().join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// Gives the compiler's name for this machine (its host tuple), as in the names of folders.
///
/// # Errors
///
/// When the compiler can't be started.
pub fn host() -> Result<String, String> {
    let mut rustc = Command::new("rustc");
    rustc.current_dir(root()).args(["--print", "host-tuple"]);
    let output = rustc.output().map_err(|error| echo::not_started(&rustc, &error))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Gives the cargo that runs this task or test, in the workspace's root.
///
/// The variables that describe the calling package are removed: a build script that reads them (ring's reads all) would
/// run again, with all that is built on it, whenever another package calls or none does.
#[must_use]
pub fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let is_of_the_package = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
    for (name, _) in env::vars_os().filter(|(name, _)| name.to_str().is_some_and(is_of_the_package)) {
        cargo.env_remove(name);
    }
    cargo.current_dir(root());
    cargo
}
