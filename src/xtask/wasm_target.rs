//! The compilation targets of the WebAssembly that is made here: makes sure that they are installed.

use std::{path::Path, process::Command};

use crate::{echo, root};

/// The target of the component and of the page's module, by rustc's name: it has no operating system.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The target of Helm's module, by rustc's name: it has standard streams.
pub const HELM_TARGET: &str = "wasm32-wasip1";

/// Installs every target with rustup unless the pinned Rust has it.
///
/// # Errors
///
/// When one is missing and can't be installed.
pub fn ensure() -> Result<(), String> {
    [TARGET, HELM_TARGET].into_iter().try_for_each(ensure_one)
}

/// Installs one target unless it is there.
///
/// # Errors
///
/// When it can't be installed.
pub fn ensure_one(target: &str) -> Result<(), String> {
    if installed(target)? {
        return Ok(());
    }
    let mut rustup = Command::new("rustup");
    rustup.args(["target", "add", target]).current_dir(root());
    echo::succeed(&mut rustup).map_err(|cause| {
        format!("the Rust target {target} is missing: install it with `rustup target add {target}` or your system's packages ({cause})")
    })
}

fn installed(target: &str) -> Result<bool, String> {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "sysroot"]).current_dir(root());
    let output = rustc.output().map_err(|error| echo::not_started(&rustc, &error))?;
    let sysroot = String::from_utf8_lossy(&output.stdout);
    let libraries = Path::new(sysroot.trim()).join("lib/rustlib").join(target).join("lib");
    Ok(libraries.is_dir())
}
