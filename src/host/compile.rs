//! The command that compiles the core to the module of the component, for the build script, and for tasks that run it
//! beforehand, beside other work, so that the build script finds it done.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The component's target, as rustc names it.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The folder of the component's builds in the target folder. All builds of a checkout share it, whatever their profile
/// and features, because the component is the same in all but the everyday one.
pub const FOLDER: &str = "portico-component";

/// The profile of the component that is released and tested.
pub const PROFILE: &str = "component";

/// Makes the command that compiles the core behind the WIT, in a profile.
pub fn command(root: &Path, target_directory: &Path, profile: &str) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os().filter(|(name, _)| is_of_the_outer_build(name)) {
        cargo.env_remove(name);
    }
    cargo
        .args(["build", "--locked", "--lib", "--package", "portico-component", "--profile", profile])
        .args(["--target", WASM_TARGET, "--target-dir"])
        .arg(target_directory.join(FOLDER))
        .current_dir(root)
        .env("CARGO_ENCODED_RUSTFLAGS", flags());
    cargo
}

/// Gives the path at which the command leaves the module.
pub fn module(target_directory: &Path, profile: &str) -> PathBuf {
    target_directory.join(FOLDER).join(WASM_TARGET).join(profile).join("portico_component.wasm")
}

/// Whether a variable speaks of the outer build: its flags and wrappers (clippy, coverage, sanitizers) are for
/// another target, and its directories are locked.
fn is_of_the_outer_build(name: &OsString) -> bool {
    let Some(name) = name.to_str() else { return false };
    if name == "CARGO_BUILD_JOBS" {
        return false;
    }
    matches!(
        name,
        "RUSTFLAGS" | "RUSTC_WRAPPER" | "RUSTC_WORKSPACE_WRAPPER" | "CARGO_ENCODED_RUSTFLAGS" | "CARGO_INCREMENTAL"
    ) || ["CARGO_BUILD_", "CARGO_CFG_", "CARGO_FEATURE_", "CARGO_PROFILE_", "CARGO_TARGET_"]
        .iter()
        .any(|prefix| name.starts_with(prefix))
}

/// The compiler's flags, as cargo wants them. The folder of the registry is left out of panic messages, so that the
/// component is the same on every machine.
fn flags() -> String {
    let mut flags = vec!["-Ctarget-feature=+simd128".to_owned()];
    let home = env::var("CARGO_HOME").or_else(|_| env::var("HOME").map(|home| format!("{home}/.cargo")));
    if let Ok(home) = home {
        flags.push(format!("--remap-path-prefix={home}=/cargo"));
    }
    flags.join("\u{1f}")
}
