//! The compilation target of the component and of the page's module: makes sure that it is installed.

use std::{path::Path, process::Command};

use portico_xtask::root;

use crate::echo;

/// What rustc calls it.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Installs the target with rustup unless the pinned Rust has it.
pub fn ensure() -> Result<(), String> {
    if installed()? {
        return Ok(());
    }
    let mut rustup = Command::new("rustup");
    rustup.args(["target", "add", TARGET]).current_dir(root());
    echo::succeed(&mut rustup).map_err(|cause| {
        format!("the Rust target {TARGET} is missing: install it with `rustup target add {TARGET}` or your system's packages ({cause})")
    })
}

fn installed() -> Result<bool, String> {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "sysroot"]).current_dir(root());
    let output = rustc.output().map_err(|error| echo::not_started(&rustc, &error))?;
    let sysroot = String::from_utf8_lossy(&output.stdout);
    let libraries = Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).join("lib");
    Ok(libraries.is_dir())
}
