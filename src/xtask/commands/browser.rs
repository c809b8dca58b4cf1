//! `cargo xtask browser`: builds what a page loads, the wasm and its glue, into `js/dist`.
//!
//! The generator of the glue is a program of its own, so that the other tasks don't pay for compiling it. `npm run
//! build` makes the package's modules around what is left here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::{built, echo, npm_package, wasm_opt, wasm_target};

/// Build the wasm of the npm package and its JavaScript
#[derive(clap::Args)]
pub struct Arguments {}

/// Builds the module, binds it to JavaScript and makes it small.
pub fn run(_: &Arguments) -> Result<ExitCode, String> {
    make()?;
    Ok(ExitCode::SUCCESS)
}

/// Leaves `portico.wasm`, `glue.js` and `glue.d.ts` in the package's `dist`.
pub fn make() -> Result<(), String> {
    wasm_target::ensure()?;
    let dist = npm_package::dist()?;
    // First, because it waits for no other build: the generator has the profile that everything else is built in.
    let module = compile()?;
    let bindgen = bindgen()?;
    echo::succeed(Command::new(bindgen).args([&module, &dist]))?;
    optimise(&dist.join("portico.wasm"))
}

/// Builds the generator of the glue and gives where it is.
fn bindgen() -> Result<PathBuf, String> {
    let name = "portico-bindgen";
    let arguments = ["--profile", built::PROFILE, "--package", "portico-xtask", "--features", "bindgen", "--bin", name];
    built::program(&built::messages(&[&arguments[..], &["--quiet"]].concat())?, name)
}

/// Compiles the module and gives where it is.
fn compile() -> Result<PathBuf, String> {
    let target = wasm_target::TARGET;
    let arguments = ["--package", "portico-browser", "--profile", "browser", "--target", target, "--quiet"];
    let messages = built::messages(&[&arguments[..], &["--config", &built::remapping(target)]].concat())?;
    built::module(&messages, "portico_browser")
}

/// Passes that make the module smaller but its download larger: inlined, shared and nested code compresses worse.
const KEPT_APART: [&str; 4] = [
    "--skip-pass=inlining-optimizing",
    "--skip-pass=local-cse",
    "--skip-pass=simplify-locals",
    "--skip-pass=simplify-locals-nostructure",
];

/// Makes the module small where the package's dependencies are installed.
fn optimise(module: &Path) -> Result<(), String> {
    let optimised = module.with_extension("optimised.wasm");
    if wasm_opt::run(&KEPT_APART, module, &optimised)? {
        fs::rename(&optimised, module)
            .map_err(|error| format!("{} could not be written: {error}", module.display()))?;
    }
    Ok(())
}
