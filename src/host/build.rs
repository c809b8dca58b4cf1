//! Makes the component: compiles it, encodes it, compiles it ahead of time.
//!
//! One `cargo build` of a fresh clone is all it takes. `portico.wasm` is left beside the code that is embedded, for
//! the tests and for whoever packages it. A prebuilt one is taken where `PORTICO_COMPONENT` names it.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "how a build script talks to cargo")]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;
use wasmtime::Engine;
use wit_component::ComponentEncoder;

#[path = "compile.rs"]
mod compile;
#[path = "configuration.rs"]
mod configuration;

use compile::WASM_TARGET;

/// The variable that names a component to take as it is.
const PREBUILT: &str = "PORTICO_COMPONENT";

/// The sources of the component, from the workspace's root.
const INGREDIENTS: [&str; 9] = [
    "Cargo.lock",
    "Cargo.toml",
    "src/component",
    "src/core",
    "src/edit",
    "src/manifest",
    "src/small",
    "src/text",
    "wit",
];

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
    println!("cargo::rerun-if-changed=compile.rs");
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
    let make =
        |file: &str, is_interruptible| write(&output.join(file), &precompile(&component, &target, is_interruptible)?);
    // Each takes seconds and one processor.
    thread::scope(|scope| {
        let interruptible =
            cfg!(feature = "interruption").then(|| scope.spawn(|| make("portico-interruptible.cwasm", true)));
        make("portico.cwasm", false)?;
        interruptible.map_or(Ok(()), |made| made.join().map_err(|_| "the compiler panicked".to_owned())?)
    })
}

/// Compiles the core behind the WIT, and gives the module's path.
fn compile(root: &Path, output: &Path) -> Result<PathBuf, String> {
    let (target_directory, profile) = (target_directory(output), profile(output));
    let mut cargo = compile::command(root, target_directory, profile);
    let run =
        cargo.output().map_err(|error| format!("cargo could not be started to compile the component: {error}"))?;
    let talk = String::from_utf8_lossy(&run.stderr);
    if run.status.success() {
        Ok(compile::module(target_directory, profile))
    } else if talk.contains("can't find crate for `core`") || talk.contains("target may not be installed") {
        Err(format!("the {WASM_TARGET} target is missing: run rustup target add {WASM_TARGET}"))
    } else {
        eprintln!("{talk}");
        Err("the component could not be compiled: what the compiler said is above".to_owned())
    }
}

/// The folder of the outer build's profile: `OUT_DIR` is `TARGET/PROFILE/build/PACKAGE/out`.
fn profile_directory(output: &Path) -> Option<&Path> {
    output.ancestors().find(|folder| folder.ends_with("build"))?.parent()
}

/// The outer build's target folder.
fn target_directory(output: &Path) -> &Path {
    profile_directory(output).and_then(Path::parent).unwrap_or(output)
}

/// Gives the component's profile: one that compiles soon where the outer build is the everyday one, else that of the
/// released component, so that tests run what is released.
fn profile(output: &Path) -> &'static str {
    match profile_directory(output) {
        Some(folder) if folder.ends_with("debug") => "component-dev",
        _ => compile::PROFILE,
    }
}

fn encode(module: &[u8]) -> Result<Vec<u8>, String> {
    ComponentEncoder::default()
        .validate(true)
        .module(module)
        .and_then(ComponentEncoder::encode)
        .map_err(|error| format!("the module could not be made a component: {}", line(&error)))
}

fn precompile(component: &[u8], target: &str, is_interruptible: bool) -> Result<Vec<u8>, String> {
    configuration::configuration(target, is_interruptible)
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

/// Gives an error with its causes in one line, as cargo wants a message.
fn line(error: &impl std::fmt::Debug) -> String {
    format!("{error:?}").split_whitespace().collect::<Vec<_>>().join(" ")
}
