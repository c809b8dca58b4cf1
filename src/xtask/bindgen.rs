//! Makes the JavaScript beside the page's wasm: `portico-bindgen MODULE FOLDER` leaves `portico.wasm`, `glue.js` and
//! `glue.d.ts` in the folder.
//!
//! `cargo xtask browser` starts it; nothing else does.

#![allow(clippy::print_stderr, reason = "talking to the terminal is what a task does")]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(Into::into).collect();
    let outcome = match arguments.as_slice() {
        [module, folder] => bind(module, folder),
        _ => Err("usage: portico-bindgen MODULE FOLDER".to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Rewrites the module for JavaScript and writes it with its glue.
fn bind(module: &Path, folder: &Path) -> Result<(), String> {
    let mut output = Bindgen::new()
        .input_path(module)
        .out_name("glue")
        .web(true)
        // The facade says where the wasm is: bundlers would look for it in the glue's own words.
        .map(|bindgen| bindgen.omit_default_module_path(true))
        .and_then(|bindgen| {
            bindgen.typescript(true).remove_name_section(true).remove_producers_section(true).generate_output()
        })
        .map_err(|error| format!("{} could not be bound to JavaScript: {error:#}", module.display()))?;

    let types = output.ts().unwrap_or_default().to_owned();
    for (name, bytes) in [
        ("glue.js", output.js().as_bytes().to_vec()),
        ("glue.d.ts", types.into_bytes()),
        ("portico.wasm", output.wasm_mut().emit_wasm()),
    ] {
        let path = folder.join(name);
        fs::write(&path, bytes).map_err(|error| format!("{} could not be written: {error}", path.display()))?;
    }
    Ok(())
}
