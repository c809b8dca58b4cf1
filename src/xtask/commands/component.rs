//! `cargo xtask component`: puts the component into `js/dist`, for engines that take components, with the same as
//! modules for those that don't.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::Value;

use crate::{built, echo, npm_package, wasm_target};

/// Build the component of the npm package and transpile it for JavaScript engines
#[derive(clap::Args)]
pub struct Arguments {}

/// Builds the component and transpiles it.
pub fn run(_: &Arguments) -> Result<ExitCode, String> {
    wasm_target::ensure()?;
    make(&built::messages(&["--profile", built::PROFILE, "--package", "portico-cli"])?)?;
    Ok(ExitCode::SUCCESS)
}

/// Leaves `portico.component.wasm` and the folder `component` in the package's `dist`, made of the component that was
/// built with the program; `messages` are those of that build.
pub fn make(messages: &[Value]) -> Result<(), String> {
    let component = npm_package::dist()?.join("portico.component.wasm");
    let built = folder(messages)?.join("portico.wasm");
    fs::copy(&built, &component)
        .map_err(|error| format!("{} could not be copied to {}: {error}", built.display(), component.display()))?;
    transpile(&component)
}

/// Gives the folder in which the host's build script left the component.
fn folder(messages: &[Value]) -> Result<PathBuf, String> {
    messages
        .iter()
        .filter(|message| message["reason"] == "build-script-executed")
        // `path+file:///…/src/host#portico-host@0.1.0`
        .filter(|message| message["package_id"].as_str().is_some_and(|id| id.contains("#portico-host@")))
        .find_map(|message| message["out_dir"].as_str())
        .map(PathBuf::from)
        .ok_or_else(|| "cargo has built portico-host without saying where its build script wrote".to_owned())
}

fn transpile(component: &Path) -> Result<(), String> {
    let Some(mut jco) = npm_package::node("build/component.mjs") else {
        return Err("js/node_modules is missing: `npm ci` in js gets what transpiles the component".to_owned());
    };
    echo::succeed(jco.arg(component))
}
