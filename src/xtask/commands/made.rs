//! The output of the core's generator: the schemas, and the rules with the findings in their examples.

use std::process::Command;

use portico_xtask::built::{self, PROFILE};
use serde::Deserialize;

/// The generator's output.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Made {
    pub configuration_schema: String,
    pub exposure_schema: String,
    pub report_schema: String,
    pub rules: Vec<GeneratedRule>,
}

/// A rule, as the generator prints it.
#[derive(Deserialize)]
pub struct GeneratedRule {
    pub name: String,
    pub severity: String,
    pub summary: String,
    pub documentation: String,
    pub since: String,
    pub references: Vec<String>,
}

/// Builds the generator and runs it.
pub fn by_the_core() -> Result<Made, String> {
    let mut cargo: Command = built::cargo();
    cargo.args(["run", "--quiet", "--profile", PROFILE]);
    // The generator runs for a second, and nothing else builds the core with this feature.
    cargo.arg("--config").arg(format!("profile.{PROFILE}.package.portico-core.opt-level=0"));
    cargo.args(["--package", "portico-core", "--features", "schema", "--bin", "portico-generate"]);
    let output = cargo.output().map_err(|error| format!("cargo did not start: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("what the core's generator prints can't be read: {error}"))
}
