//! Compiles the core behind the WIT as the host's build script does, in advance, so that the script finds it done.

use std::path::PathBuf;

use crate::{built, echo, root, wasm_target};

#[path = "../host/compile.rs"]
mod compile;

/// Builds the module of the component that is released and tested, and gives where it is.
///
/// # Errors
///
/// When the target is missing and can't be installed, or the module can't be built.
pub fn build() -> Result<PathBuf, String> {
    wasm_target::ensure_one(compile::WASM_TARGET)?;
    let target = built::target();
    echo::succeed(compile::command(&root(), &target, compile::PROFILE).arg("--quiet"))?;
    Ok(compile::module(&target, compile::PROFILE))
}
