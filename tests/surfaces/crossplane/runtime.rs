//! The runtime of the example: how a cluster is to run the function.

use portico_tests::{objects, portico, skip};
use serde_json::{Value, json};
use std::fs;

fn runtime() -> Value {
    let file = portico_xtask::root().join("examples/crossplane/runtime.yaml");
    let [runtime] = &objects(&fs::read_to_string(file).expect("there is one"))[..] else { panic!("one object") };
    runtime.clone()
}

fn container() -> Value {
    let runtime = runtime();
    let [container] = &runtime["spec"]["deploymentTemplate"]["spec"]["template"]["spec"]["containers"]
        .as_array()
        .expect("it is a list")[..]
    else {
        panic!("one container")
    };
    container.clone()
}

/// Closes a schema: Crossplane's API server takes fields away that it doesn't know.
fn close(schema: &mut Value) {
    if let Some(fields) = schema.as_object_mut() {
        if fields.contains_key("properties") && !fields.contains_key("x-kubernetes-preserve-unknown-fields") {
            fields.insert("additionalProperties".to_owned(), json!(false));
        }
        fields.values_mut().for_each(close);
    }
    schema.as_array_mut().into_iter().flatten().for_each(close);
}

#[test]
fn crossplane_takes_the_runtime_whole() {
    let crds = match portico_xtask::tool("crossplane-crds") {
        Ok(crds) => crds,
        Err(missing) => return skip(missing),
    };
    let file = crds.join("pkg.crossplane.io_deploymentruntimeconfigs.yaml");
    let crd = &objects(&fs::read_to_string(file).expect("it is there"))[0];
    let runtime = runtime();
    let version = runtime["apiVersion"].as_str().and_then(|version| version.strip_prefix("pkg.crossplane.io/"));
    let versions = crd["spec"]["versions"].as_array().expect("it is a list");
    let served = versions.iter().find(|served| served["name"].as_str() == version && served["served"] == true);
    let mut schema = served.expect("it is served")["schema"]["openAPIV3Schema"].clone();
    close(&mut schema["properties"]["spec"]);
    let schema = jsonschema::validator_for(&schema).expect("it is a schema");
    let wrong: Vec<String> =
        schema.iter_errors(&runtime).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(wrong, [""; 0]);

    let mut other = runtime;
    other["spec"]["deploymentTemplate"]["spec"]["replicaz"] = json!(2);
    assert!(!schema.is_valid(&other), "so that a field that is misspelt is seen");
}

#[test]
fn the_function_takes_its_arguments() {
    let arguments: Vec<String> = serde_json::from_value(container()["args"].clone()).expect("they are a list of texts");
    let refused = |arguments: &[String]| {
        let run = portico([&["function".to_owned()], arguments].concat());
        run.variable("TLS_SERVER_CERTS_DIR", "/does-not-exist").ended()
    };
    let ended = refused(&arguments);
    assert!(ended.talk.contains("/does-not-exist/tls.crt"), "it comes as far as its certificates: {ended:?}");
    let ended = refused(&["--no-such-flag".to_owned()]);
    assert!(ended.talk.contains("--no-such-flag"), "so that a wrong one is seen: {ended:?}");
}

#[test]
fn it_runs_with_no_more_rights_than_it_needs() {
    let security = &container()["securityContext"];
    for (field, expected) in [
        ("allowPrivilegeEscalation", json!(false)),
        ("readOnlyRootFilesystem", json!(true)),
        ("runAsNonRoot", json!(true)),
        ("capabilities", json!({"drop": ["ALL"]})),
    ] {
        assert_eq!(security[field], expected, "{field}");
    }
    assert!(runtime()["spec"]["deploymentTemplate"]["spec"]["replicas"].as_u64() >= Some(2));
    let resources = &container()["resources"];
    assert!(resources["limits"]["memory"].is_string() && resources["requests"]["cpu"].is_string(), "{resources}");
}

#[test]
fn its_probes_ask_where_the_function_answers() {
    let container = container();
    let metrics = container["ports"].as_array().expect("it is a list").iter().find(|port| port["name"] == "metrics");
    assert_eq!(metrics.expect("there is one")["containerPort"], 8080, "which is the default");
    for probe in ["readinessProbe", "livenessProbe"] {
        assert_eq!(container[probe]["httpGet"], json!({"path": "/healthz", "port": "metrics"}), "{probe}");
    }
}
