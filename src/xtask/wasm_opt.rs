//! Making WebAssembly small with wasm-opt, which is among the npm package's dependencies.

use std::path::Path;

use crate::{echo, npm_package};

/// The features that the compiler's code uses and every engine has, enabled so that wasm-opt accepts them.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Writes a smaller module beside the one that is given, and says whether it could: the package's dependencies may not
/// be installed.
///
/// # Errors
///
/// When wasm-opt can't be started, or refuses the module.
pub fn run(flags: &[&str], module: &Path, smaller: &Path) -> Result<bool, String> {
    let Some(mut wasm_opt) = npm_package::node("node_modules/binaryen/bin/wasm-opt") else {
        println!("js/node_modules is missing: the wasm stays larger than it need be (`npm ci` in js gets wasm-opt)");
        return Ok(false);
    };
    wasm_opt.arg("-Oz").args(flags).args(FEATURES).arg(module).arg("-o").arg(smaller);
    echo::succeed(&mut wasm_opt)?;
    Ok(true)
}
