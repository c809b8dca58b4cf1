//! Building with cargo and reading what it says that it has built. What is built is its caller's.

use std::env;
use std::process::{Command, Stdio};

use portico_xtask::root;
use serde_json::Value;

use crate::echo;

/// Runs `cargo build` with these arguments and gives the messages that it prints, a JSON object each. What the
/// compiler says is shown as usual.
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

/// The cargo that runs this task, in the workspace's root.
pub fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root());
    cargo
}
