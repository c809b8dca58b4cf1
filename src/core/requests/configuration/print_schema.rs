//! Prints the JSON Schema of `portico.yaml` for `cargo xtask generate`; built natively only, never part of a product.
#![allow(clippy::print_stdout, reason = "printing is all that it does")]

use portico_core::catalogue;
use portico_core::requests::configuration::Configuration;
use serde_json::json;

fn main() {
    let mut schema = schemars::schema_for!(Configuration).to_value();
    schema["$id"] = "https://portico.dev/schemas/configuration.json".into();
    schema["title"] = "portico.yaml".into();
    let names = catalogue::rules().into_iter().map(|rule| rule.name);
    schema["properties"]["rules"]["propertyNames"] = json!({"enum": names.collect::<Vec<_>>()});
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    println!("{text}");
}
