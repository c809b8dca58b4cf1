//! The builds for JavaScript, run by Node.

use portico_tests::root;
use std::collections::BTreeMap;
use std::process::Command;

/// Gives a build's outcome of every case, or the reason why it can't be run.
pub fn outcomes(build: &str) -> Result<BTreeMap<String, String>, String> {
    let script = root().join("js/tests/outcomes.mjs");
    if !script.exists() {
        return Err(format!("{} does not exist", script.display()));
    }
    let product = root().join("js/dist").join(match build {
        "jco" => "component/portico.js",
        _ => "node.js",
    });
    if !product.exists() {
        return Err(format!("{} is not built", product.display()));
    }
    let run = Command::new("node")
        .arg(script)
        .arg(build)
        .arg(root().join("tests/fixtures/cases"))
        .output()
        .map_err(|error| format!("node can't be started: {error}"))?;
    let talk = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "the build for {build} failed: {talk}");
    Ok(serde_json::from_slice(&run.stdout).expect("the outcomes are a JSON object of texts"))
}
