//! Makes the component: from the WIT and from the bodies of the functions that do something.

#![allow(clippy::print_stdout, reason = "how a build script talks to cargo")]

use std::path::Path;
use std::{env, error::Error, fs};
use wasmtime::Engine;
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::abi::{AbiVariant, WasmType};
use wit_parser::{LiftLowerAbi, ManglingAndAbi, Resolve, WasmExport, WasmExportKind, WorldId, WorldItem};

#[path = "../../src/host/configuration.rs"]
mod configuration;

const WIT: &str = "../../wit";

/// The names of functions in a module and the passing of their arguments, as in `wit-bindgen`.
const ABI: ManglingAndAbi = ManglingAndAbi::Legacy(LiftLowerAbi::Sync);

const OBEY: &str = include_str!("obey.wat");
const REALLOC: &str = include_str!("realloc.wat");

fn main() -> Result<(), Box<dyn Error>> {
    for input in ["build.rs", "obey.wat", "realloc.wat", "../../src/host/configuration.rs", WIT] {
        println!("cargo::rerun-if-changed={input}");
    }
    let mut resolve = Resolve::default();
    let (package, _) = resolve.push_dir(WIT)?;
    let world = resolve.select_world(&[package], Some("portico"))?;
    let mut module = wat::parse_str(module(&resolve, world))?;
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false)?;
    let component = ComponentEncoder::default().validate(true).module(&module)?.encode()?;
    let engine = Engine::new(&configuration::configuration(&env::var("TARGET")?, true)?)?;
    let code = engine.precompile_component(&component)?;
    Ok(fs::write(Path::new(&env::var("OUT_DIR")?).join("stubborn.cwasm"), code)?)
}

/// Gives the text of a module that has every function of the world.
fn module(resolve: &Resolve, world: WorldId) -> String {
    let mut functions = String::new();
    for (key, export) in &resolve.worlds[world].exports {
        let WorldItem::Interface { id, .. } = export else { continue };
        for function in resolve.interfaces[*id].functions.values() {
            let export = WasmExport::Func { interface: Some(key), func: function, kind: WasmExportKind::Normal };
            let name = resolve.wasm_export_name(ABI, export);
            let signature = resolve.wasm_signature(AbiVariant::GuestExport, function);
            let body = body(&function.name, signature.indirect_params);
            functions.push_str(&format!(
                "(func (export \"{name}\") (param{}) (result{}) {body})\n",
                types(&signature.params),
                types(&signature.results)
            ));
        }
    }
    format!(
        "(module (memory (export \"memory\") 1) (global $end (mut i32) (i32.const 1024))\n\
         (func (export \"cabi_realloc\") (param i32 i32 i32 i32) (result i32) {REALLOC})\n{functions})"
    )
}

/// Gives the body of a function. The objects are the first argument of those that obey: a name and a text.
fn body(name: &str, is_indirect: bool) -> String {
    let (text, length) = if is_indirect {
        ("(i32.load offset=8 (local.get 0))", "(i32.load offset=12 (local.get 0))")
    } else {
        ("(local.get 2)", "(local.get 3)")
    };
    match name {
        "transform" | "compose" => OBEY.replace("TEXT", text).replace("LENGTH", length),
        // All zeroes: nothing is awaited, and no object is watched.
        "observe" => "(i32.const 16)".to_owned(),
        _ => "unreachable".to_owned(),
    }
}

fn types(types: &[WasmType]) -> String {
    let name = |of: &WasmType| match of {
        WasmType::I64 | WasmType::PointerOrI64 => " i64",
        WasmType::F32 => " f32",
        WasmType::F64 => " f64",
        WasmType::I32 | WasmType::Pointer | WasmType::Length => " i32",
    };
    types.iter().map(name).collect()
}
