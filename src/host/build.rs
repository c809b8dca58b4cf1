//! Makes the component: compiles it, encodes it, compiles it ahead of time.
//!
//! One `cargo build` of a fresh clone is all it takes. `portico.wasm` is left beside the code that is embedded, for
//! the tests and for whoever packages it. A prebuilt one is taken where `PORTICO_COMPONENT` names it.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "how a build script talks to cargo")]

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use wasmtime::Engine;
use wit_component::ComponentEncoder;

#[path = "configuration.rs"]
mod configuration;

const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The variable that names a component to take as it is.
const PREBUILT: &str = "PORTICO_COMPONENT";

/// What the component is made of, from the workspace's root.
const INGREDIENTS: [&str; 8] =
    ["Cargo.lock", "Cargo.toml", "src/component", "src/core", "src/edit", "src/manifest", "src/text", "wit"];

fn main() -> ExitCode {
    match make() {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            println!("cargo::error={sentence}");
            ExitCode::FAILURE
        }
    }
}

fn make() -> Result<(), String> {
    let output = directory("OUT_DIR")?;
    let root = directory("CARGO_MANIFEST_DIR")?.join("../..");

    println!("cargo::rerun-if-env-changed={PREBUILT}");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=configuration.rs");
    for ingredient in INGREDIENTS {
        println!("cargo::rerun-if-changed={}", root.join(ingredient).display());
    }

    let component = match env::var_os(PREBUILT) {
        Some(path) => {
            println!("cargo::rerun-if-changed={}", Path::new(&path).display());
            read(Path::new(&path))?
        }
        None => encode(&read(&compile(&root, &output)?)?)?,
    };
    write(&output.join("portico.wasm"), &component)?;

    // For the tests of other packages that depend on this one: DEP_PORTICO_COMPONENT_COMPONENT.
    println!("cargo::metadata=component={}", output.join("portico.wasm").display());

    let target = text("TARGET")?;
    println!("cargo::rustc-env=PORTICO_TARGET={target}");
    write(&output.join("portico.cwasm"), &precompile(&component, &target)?)
}

/// Compiles the core behind the WIT, and gives where the module is.
fn compile(root: &Path, output: &Path) -> Result<PathBuf, String> {
    let target_directory = target_directory(output);
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os().filter(|(name, _)| is_of_the_outer_build(name)) {
        cargo.env_remove(name);
    }
    cargo
        .args(["build", "--locked", "--lib", "--package", "portico-component", "--profile", "component"])
        .args(["--target", WASM_TARGET, "--target-dir"])
        .arg(&target_directory)
        .current_dir(root)
        .env("CARGO_ENCODED_RUSTFLAGS", flags());

    let run =
        cargo.output().map_err(|error| format!("cargo could not be started to compile the component: {error}"))?;
    let talk = String::from_utf8_lossy(&run.stderr);
    if run.status.success() {
        Ok(target_directory.join(WASM_TARGET).join("component/portico_component.wasm"))
    } else if talk.contains("can't find crate for `core`") || talk.contains("target may not be installed") {
        Err(format!("the {WASM_TARGET} target is missing: run rustup target add {WASM_TARGET}"))
    } else {
        eprintln!("{talk}");
        Err("the component could not be compiled: what the compiler said is above".to_owned())
    }
}

/// Where the component is compiled: one folder for all builds of this checkout, whatever their profile and features,
/// because the component is the same in all of them. `OUT_DIR` is `TARGET/PROFILE/build/PACKAGE/out`.
fn target_directory(output: &Path) -> PathBuf {
    let build = output.ancestors().find(|folder| folder.ends_with("build"));
    let outer = build.and_then(Path::parent).and_then(Path::parent).unwrap_or(output);
    outer.join("portico-component")
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

fn encode(module: &[u8]) -> Result<Vec<u8>, String> {
    ComponentEncoder::default()
        .validate(true)
        .module(module)
        .and_then(ComponentEncoder::encode)
        .map_err(|error| format!("the module could not be made a component: {}", line(&error)))
}

fn precompile(component: &[u8], target: &str) -> Result<Vec<u8>, String> {
    configuration::configuration(target)
        .and_then(|configuration| Engine::new(&configuration))
        .and_then(|engine| engine.precompile_component(component))
        .map_err(|error| {
            let elsewhere = env::var("HOST").is_ok_and(|host| host != target);
            let hint = if elsewhere {
                " (building for another architecture takes the feature `cross` of portico-host)"
            } else {
                ""
            };
            format!("the component could not be compiled for {target}: {}{hint}", line(&error))
        })
}

fn directory(variable: &str) -> Result<PathBuf, String> {
    env::var_os(variable).map(PathBuf::from).ok_or_else(|| format!("cargo did not set {variable}"))
}

fn text(variable: &str) -> Result<String, String> {
    env::var(variable).map_err(|_| format!("cargo did not set {variable}"))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{} could not be read: {error}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|error| format!("{} could not be written: {error}", path.display()))
}

/// An error with its causes, as cargo wants a message: in one line.
fn line(error: &impl std::fmt::Debug) -> String {
    format!("{error:?}").split_whitespace().collect::<Vec<_>>().join(" ")
}
