//! Prints the JSON Schema of reports for `cargo xtask generate`; built natively only, never part of a product.
#![allow(clippy::print_stdout, reason = "printing is all that it does")]

use portico_core::validate::Report;

fn main() {
    let mut schema = schemars::schema_for!(Report).to_value();
    schema["$id"] = "https://portico.dev/schemas/report-v1.json".into();
    schema["title"] = "Report".into();
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    println!("{text}");
}
