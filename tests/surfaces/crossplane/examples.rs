//! The compositions of `examples/crossplane`, each rendered by crank, and what comes of them once the cluster shows more.

use super::crank;
use super::pipeline::{Pipeline, Rendered};
use super::server::Server;
use portico_tests::{objects, portico};
use serde_json::{Value, json};

/// Renders an Exposure by the program, and gives the objects of an output.
fn rendered(output: &str, spec: &Value) -> Vec<Value> {
    let metadata = json!({"name": "team-a"});
    let exposure =
        json!({"apiVersion": "portico.dev/v1alpha1", "kind": "Exposure", "metadata": metadata, "spec": spec});
    let rendered = portico(["render", "-f", "-", "--output", output]).input(exposure.to_string()).ended();
    assert_eq!(rendered.code, 0, "{}", rendered.talk);
    objects(&rendered.output)
}

/// Asserts that an object is composed, and is the one that the program renders.
#[track_caller]
fn assert_composed(rendered: &Rendered, wanted: &Value) {
    let mut found = rendered.objects();
    let is_it = |object: &Value| object["kind"] == wanted["kind"] && object["spec"] == wanted["spec"];
    assert!(found.iter_mut().any(|object| is_it(object)), "{wanted:#}\nis not among {rendered:#?}");
}

#[test]
fn a_release_gets_the_values_of_each_method() {
    let Some(crank) = crank() else { return };
    let server = Server::start();
    for folder in ["load-balancer", "ingress", "gateway"] {
        let mut pipeline = Pipeline::of(&server, folder);
        let mut spec = pipeline.step()["input"]["spec"].clone();
        spec["host"] = json!("proxy.example.com");
        let found = pipeline.render(&crank);
        let mut expected = rendered("values", &spec).remove(0);
        expected["router"]["replicaCount"] = json!(2);
        assert_eq!(found.resource("spaces")["spec"]["forProvider"]["values"], expected, "{folder}");
        let status = found.status();
        assert_eq!((&status["host"], &status["method"]), (&json!("proxy.example.com"), &spec["method"]));
        assert_eq!(found.condition_of("Exposed")[..2], ["False", "NotObserved"], "{folder}");
        assert_ne!(found.condition_of("Ready")[0], "True", "{folder}");
    }
}
