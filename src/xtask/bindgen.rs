//! Makes the JavaScript beside the page's wasm: `portico-bindgen MODULE FOLDER` leaves `portico.wasm`, `glue.js` and
//! `glue.d.ts` in the folder.
//!
//! `cargo xtask browser` starts it; nothing else does.

#![allow(clippy::print_stderr, reason = "talking to the terminal is what a task does")]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use wasm_bindgen_cli_support::{Bindgen, Output};

/// Parts of the mangled names of the functions that panic. Nobody on a page sees a panic's message, so these functions
/// only end the call, as they would after writing it: 3.4 kB less, compressed (2026-11). `src/small` has what else is there
/// for a page's size. Another compiler may name them otherwise, which ends the build.
const PANICS: [&str; 10] = [
    "4core9panicking",
    "4core6option13expect_failed",
    "4core6option13unwrap_failed",
    "4core6result13unwrap_failed",
    "4core5slice5index16slice_index_fail",
    "4core3str16slice_error_fail",
    "4core3str19slice_error_fail_rt",
    "5alloc7raw_vec12handle_error",
    "5alloc5alloc18handle_alloc_error",
    "3std9panicking",
];

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
            bindgen
                .typescript(true)
                .demangle(false)
                .remove_name_section(true)
                .remove_producers_section(true)
                .generate_output()
        })
        .map_err(|error| format!("{} could not be bound to JavaScript: {error:#}", module.display()))?;

    empty_panics(&mut output)?;
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

/// Empties the functions that panic.
fn empty_panics(output: &mut Output) -> Result<(), String> {
    let mut missing = PANICS.to_vec();
    for function in output.wasm_mut().funcs.iter_mut() {
        let name = function.name.as_deref().unwrap_or_default();
        if PANICS.iter().any(|panic| name.contains(panic)) {
            missing.retain(|panic| !name.contains(panic));
            let mut body = function.kind.unwrap_local_mut().builder_mut().func_body();
            body.instrs_mut().clear();
            body.unreachable();
        }
    }
    if missing.is_empty() {
        Ok(())
    } else {
        Err(format!("no function of the page is named for {}", missing.join(", ")))
    }
}
