//! The JSON Schemas, as texts.

use portico_core::catalogue;
use portico_core::exposure::Exposure;
use portico_core::report::Report;
use portico_core::requests::configuration::Document;
use schemars::schema_for;
use serde_json::{Value, json};

/// Gives the JSON Schema of the Exposure.
pub fn exposure() -> String {
    let mut schema = titled(schema_for!(Exposure).to_value(), "exposure-v1alpha1", "Exposure");
    let clouds = catalogue::clouds().into_iter().map(|cloud| Value::String(cloud.id));
    let field = &mut schema["$defs"]["Spec"]["properties"]["cloud"];
    field["enum"] = clouds.chain([Value::Null]).collect();
    text(&schema)
}

/// Gives the JSON Schema of `portico.yaml`.
pub fn configuration() -> String {
    let mut schema = titled(schema_for!(Document).to_value(), "configuration", "portico.yaml");
    let names = catalogue::rules().into_iter().map(|rule| rule.name);
    schema["properties"]["rules"]["propertyNames"] = json!({"enum": names.collect::<Vec<_>>()});
    text(&schema)
}

/// Gives the JSON Schema of a report.
pub fn report() -> String {
    text(&titled(schema_for!(Report).to_value(), "report-v1", "Report"))
}

fn titled(mut schema: Value, id: &str, title: &str) -> Value {
    schema["$id"] = format!("https://portico.dev/schemas/{id}.json").into();
    schema["title"] = title.into();
    schema
}

fn text(schema: &Value) -> String {
    format!("{schema:#}\n")
}
