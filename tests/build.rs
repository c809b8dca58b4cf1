//! Compiles the component once more, such that its instructions are counted, for the test of growth.

#![allow(clippy::print_stdout, reason = "how a build script talks to cargo")]

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;
use std::{fs, io};
use wasmtime::Engine;

#[path = "conformance/growth/configuration.rs"]
mod configuration;

/// The variable in which the host's build script gives the component's path.
const COMPONENT: &str = "DEP_PORTICO_COMPONENT_COMPONENT";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=conformance/growth/configuration.rs");
    match compile() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error=the component could not be compiled to be counted: {error}");
            ExitCode::FAILURE
        }
    }
}

fn compile() -> Result<(), Box<dyn std::error::Error>> {
    let component = variable(COMPONENT)?;
    println!("cargo::rerun-if-changed={}", component.display());
    let code = Engine::new(&configuration::counting())?.precompile_component(&fs::read(component)?)?;
    Ok(fs::write(variable("OUT_DIR")?.join("counted.cwasm"), code)?)
}

fn variable(name: &str) -> io::Result<PathBuf> {
    env::var_os(name).map(PathBuf::from).ok_or_else(|| io::Error::other(format!("cargo did not set {name}")))
}
