//! Builds the module of Helm's WebAssembly plugins, `plugin.wasm`. Their manifests and packages are made by `cargo
//! xtask helm-plugins`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::{built, wasm_opt, wasm_target};

/// The file name that Helm expects of a plugin's module.
pub const FILE_NAME: &str = "plugin.wasm";

/// Builds the module for release, as small as this machine can make it, and gives the path of the file, which is called
/// `plugin.wasm`.
///
/// # Errors
///
/// When the target is missing and can't be installed, or the module can't be built or written.
pub fn build() -> Result<PathBuf, String> {
    let target = wasm_target::HELM_TARGET;
    wasm_target::ensure_one(target)?;
    let arguments = ["--package", "portico-helm-plugin", "--profile", "helm-plugin", "--target", target, "--quiet"];
    let messages = built::messages(&[&arguments[..], &["--config", &built::remapping(target)]].concat())?;
    let module = built::module(&messages, "portico_helm_plugin")?;
    let plugin = module.with_file_name(FILE_NAME);
    if !is_smaller(&plugin, &module) && !wasm_opt::run(&[], &module, &plugin)? {
        fs::copy(&module, &plugin).map_err(|error| format!("{} could not be written: {error}", plugin.display()))?;
    }
    Ok(plugin)
}

/// Whether a file is there, and is this module made smaller: one that was only copied is made again.
fn is_smaller(file: &Path, module: &Path) -> bool {
    let known = |path| {
        let metadata = fs::metadata(path)?;
        Ok::<_, io::Error>((metadata.modified()?, metadata.len()))
    };
    match (known(file), known(module)) {
        (Ok((made, length)), Ok((built, whole))) => made > built && length < whole,
        _ => false,
    }
}
