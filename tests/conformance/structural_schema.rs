//! `portico schema --structural` in a resource definition, as Crossplane makes one of an XRD, before a real API server.

use portico_tests::{ApiServer, Bundle, portico, skip};
use serde_json::{Value, json};
use std::thread;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_mins(1);
const LOOK_EVERY: Duration = Duration::from_millis(100);
const RESOURCE: &str = "structuralspaces.example.portico.dev";

/// Gives the definition of a composite whose `spec.exposure` has the schema that is printed.
fn definition() -> Value {
    let ended = portico(["schema", "--structural"]).ended();
    assert_eq!(ended.code, 0, "{ended:#?}");
    let exposure: Value = serde_json::from_str(&ended.output).expect("the schema is JSON");
    let spec = json!({"type": "object", "properties": {"exposure": exposure}});
    json!({
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": RESOURCE},
        "spec": {
            "group": "example.portico.dev",
            "names": {"kind": "StructuralSpace", "plural": "structuralspaces", "singular": "structuralspace"},
            "scope": "Namespaced",
            "versions": [{
                "name": "v1",
                "served": true,
                "storage": true,
                "schema": {"openAPIV3Schema": {"type": "object", "properties": {"spec": spec}}},
            }],
        },
    })
}

/// Waits until the server serves the definition, and gives its conditions.
fn conditions(server: &ApiServer) -> Vec<Value> {
    let start = Instant::now();
    loop {
        let ended = server.kubectl(["get", "crd", RESOURCE, "-o", "json"], "");
        assert_eq!(ended.code, 0, "{ended:#?}");
        let definition: Value = serde_json::from_str(&ended.output).expect("kubectl prints JSON");
        let conditions = definition["status"]["conditions"].as_array().cloned().unwrap_or_default();
        if conditions.iter().any(|condition| condition["type"] == "Established" && condition["status"] == "True") {
            return conditions;
        }
        assert!(start.elapsed() < PATIENCE, "never established: {conditions:?}");
        thread::sleep(LOOK_EVERY);
    }
}

#[test]
fn an_api_server_takes_it_and_judges_composites_by_it() {
    let server = match ApiServer::with(Bundle::Standard15) {
        Ok(server) => server,
        Err(missing) => return skip(missing),
    };
    let ended = server.kubectl(["create", "-f", "-"], definition().to_string());
    assert_eq!(ended.code, 0, "{ended:#?}");
    let conditions = conditions(server);
    assert!(!conditions.iter().any(|condition| condition["type"] == "NonStructuralSchema"), "{conditions:?}");

    for (exposure, refusal) in [
        (json!({"host": "proxy.example.com", "method": "LoadBalancer", "cloud": "aws"}), None),
        (json!({}), None),
        (json!({"loadBalancer": {"idleTimeoutSeconds": 60, "annotations": {"example.com/a": "b"}}}), None),
        // A null unsets what the composition gives.
        (json!({"cloud": null, "tls": null, "targets": {"gatewayAPI": null}, "ignore": null}), None),
        (json!({"method": "Loadbalancer"}), Some("should match '^(LoadBalancer|Ingress|GatewayAPI)$'")),
        (json!({"host": 3}), Some("must be of type string")),
        (json!({"loadBalancer": {"idleTimeoutSeconds": -1}}), Some("should be greater than or equal to 0")),
        (json!({"hots": "proxy.example.com"}), Some("unknown field \"spec.exposure.hots\"")),
    ] {
        let composite = json!({
            "apiVersion": "example.portico.dev/v1",
            "kind": "StructuralSpace",
            "metadata": {"name": "a", "namespace": "default"},
            "spec": {"exposure": exposure},
        });
        let create = ["create", "--dry-run=server", "--validate=strict", "-o", "json", "-f", "-"];
        let ended = server.kubectl(create, composite.to_string());
        match refusal {
            None => {
                assert_eq!(ended.code, 0, "{exposure}: {ended:#?}");
                let taken: Value = serde_json::from_str(&ended.output).expect("kubectl prints JSON");
                assert_eq!(taken["spec"]["exposure"], exposure, "the server changed it");
            }
            Some(refusal) => assert!(ended.code != 0 && ended.talk.contains(refusal), "{exposure}: {ended:#?}"),
        }
    }
}
