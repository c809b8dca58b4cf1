//! Prints the Exposure's JSON Schema for `cargo xtask generate`; built natively only, never part of a product.
#![allow(clippy::print_stdout, reason = "printing is all that it does")]

use portico_core::catalogue;
use portico_core::exposure::Exposure;
use serde_json::Value;

fn main() {
    let mut schema = schemars::schema_for!(Exposure).to_value();
    schema["$id"] = "https://portico.dev/schemas/exposure-v1alpha1.json".into();
    schema["title"] = "Exposure".into();
    let clouds = catalogue::clouds().into_iter().map(|cloud| Value::String(cloud.id));
    let field = &mut schema["$defs"]["Spec"]["properties"]["cloud"];
    field["enum"] = clouds.chain([Value::Null]).collect();
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    println!("{text}");
}
