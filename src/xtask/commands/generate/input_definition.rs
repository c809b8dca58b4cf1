//! The input of the Crossplane function as a CustomResourceDefinition, made of the Exposure's JSON Schema and of the
//! settings beside it.
//!
//! None of its fields is required, because the composite may give any of them, and Crossplane never checks an input
//! against it: it tells people and editors which fields there are. The function itself checks inputs, by the same JSON
//! Schema.

use std::fs;
use std::path::PathBuf;

use portico_xtask::root;
use serde_json::{Map, Value, json};

use super::structural::structural;

/// Gives the definition's path.
pub fn file() -> PathBuf {
    root().join("src/function/package/input/portico.dev_exposures.yaml")
}

/// Gives the path of the settings that an input has beside the Exposure, each with its structural schema.
fn settings() -> PathBuf {
    root().join("src/function/package/settings.json")
}

/// Gives the definition, made from the JSON Schema's text.
pub fn text(schema: &str) -> Result<String, String> {
    let schema: Value = serde_json::from_str(schema).map_err(|error| format!("the schema is no JSON: {error}"))?;
    let (group, version) = schema["properties"]["apiVersion"]["const"]
        .as_str()
        .and_then(|api_version| api_version.split_once('/'))
        .ok_or("the schema doesn't say the apiVersion")?;
    let kind = schema["properties"]["kind"]["const"].as_str().ok_or("the schema doesn't say the kind")?;
    let singular = kind.to_lowercase();
    let plural = format!("{singular}s");

    let mut form = structural(&schema, &schema)?;
    // Kubernetes knows what metadata is, and allows no other word about it.
    form["properties"]["metadata"] = json!({"type": "object"});
    let path = settings();
    let settings = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let settings: Map<String, Value> =
        serde_json::from_str(&settings).map_err(|error| format!("{}: {error}", path.display()))?;
    form["properties"].as_object_mut().ok_or("the schema has no properties")?.extend(settings);
    let definition = json!({
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": format!("{plural}.{group}")},
        "spec": {
            "group": group,
            "names": {
                "categories": ["crossplane"],
                "kind": kind,
                "listKind": format!("{kind}List"),
                "plural": plural,
                "singular": singular,
            },
            "scope": "Namespaced",
            "versions": [{
                "name": version,
                "served": true,
                "storage": true,
                "schema": {"openAPIV3Schema": form},
            }],
        },
    });
    let yaml = serde_yaml::to_string(&definition).map_err(|error| error.to_string())?;
    Ok(format!("# Made by `cargo xtask generate` of the Exposure's JSON Schema.\n{yaml}"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_schema_without_a_kind_is_refused() {
        assert!(super::text("{}").is_err());
    }
}
