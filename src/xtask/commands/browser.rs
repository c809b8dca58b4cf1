//! `cargo xtask browser`: builds what a page loads, the wasm and its glue, into `js/dist`.
//!
//! The generator of the glue is a program of its own, so that the other tasks don't pay for compiling it. `npm run
//! build` makes the package's modules around what is left here.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::Value;

use crate::{built, echo, npm_package, wasm_target};

/// Build the wasm of the npm package and its JavaScript
#[derive(clap::Args)]
pub struct Arguments {}

/// What the compiler of this target gives and every browser takes; without it wasm-opt refuses the module.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Builds the module, binds it to JavaScript and makes it small.
pub fn run(_: &Arguments) -> Result<ExitCode, String> {
    make()?;
    Ok(ExitCode::SUCCESS)
}

/// Leaves `portico.wasm`, `glue.js` and `glue.d.ts` in the package's `dist`.
pub fn make() -> Result<(), String> {
    wasm_target::ensure()?;
    let dist = npm_package::dist()?;
    let module = compile()?;
    let mut bindgen = built::cargo();
    bindgen
        .args([
            "run",
            "--quiet",
            "--package",
            "portico-xtask",
            "--features",
            "bindgen",
            "--bin",
            "portico-bindgen",
            "--",
        ])
        .args([&module, &dist]);
    echo::succeed(&mut bindgen)?;
    optimise(&dist.join("portico.wasm"))
}

/// Compiles the module and gives where it is.
fn compile() -> Result<PathBuf, String> {
    let flags = format!("target.{}.rustflags={}", wasm_target::TARGET, remapping());
    let arguments = ["--package", "portico-browser", "--profile", "browser", "--target", wasm_target::TARGET];
    let messages = built::messages(&[&arguments[..], &["--config", &flags]].concat())?;
    messages
        .iter()
        .filter(|message| message["reason"] == "compiler-artifact" && message["target"]["name"] == "portico_browser")
        .filter_map(|message| message["filenames"].as_array())
        .flatten()
        .filter_map(Value::as_str)
        .map(PathBuf::from)
        .find(|file| file.extension().is_some_and(|extension| extension == "wasm"))
        .ok_or_else(|| "cargo has built portico-browser without saying where it is".to_owned())
}

/// The compiler's flags that leave this machine's folders out of the module, as a TOML list.
fn remapping() -> Value {
    let home = env::var("CARGO_HOME").or_else(|_| env::var("HOME").map(|home| format!("{home}/.cargo")));
    home.map(|home| format!("--remap-path-prefix={home}=/cargo")).into_iter().collect()
}

/// Passes that make the module smaller and what is sent of it larger: inlined, shared and nested code compresses worse.
const KEPT_APART: [&str; 4] = [
    "--skip-pass=inlining-optimizing",
    "--skip-pass=local-cse",
    "--skip-pass=simplify-locals",
    "--skip-pass=simplify-locals-nostructure",
];

/// Runs wasm-opt over the module where the package's dependencies are installed.
fn optimise(module: &Path) -> Result<(), String> {
    let Some(mut wasm_opt) = npm_package::node("node_modules/binaryen/bin/wasm-opt") else {
        println!("js/node_modules is missing: the wasm stays larger than it need be (`npm ci` in js gets wasm-opt)");
        return Ok(());
    };
    let optimised = module.with_extension("optimised.wasm");
    wasm_opt.arg("-Oz").args(KEPT_APART).args(FEATURES).arg(module).arg("-o").arg(&optimised);
    echo::succeed(&mut wasm_opt)?;
    fs::rename(&optimised, module).map_err(|error| format!("{} could not be written: {error}", module.display()))
}
