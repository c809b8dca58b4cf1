//! The composition function as Crossplane meets it: real crank renders compositions through `portico function`.

#![cfg(unix)]

#[path = "../../../src/function/tests/server/authority.rs"]
mod authority;
mod caller;
#[path = "../../../src/function/tests/server/client.rs"]
mod client;
mod examples;
mod hostile;
mod load;
mod logs;
mod musts;
mod neighbour;
mod newest;
mod pipeline;
mod runtime;
mod server;

use pipeline::Pipeline;
use portico_tests::{exposed_on_aws, objects, portico, skip};
use serde_json::{Value, json};
use server::Server;
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Gives the real crank; `None`, and a skip, when it isn't there.
fn crank() -> Option<PathBuf> {
    portico_xtask::tool("crank").map_err(skip).ok()
}

/// Gives the values that `portico render` gives for the same Exposure.
fn values(spec: &Value) -> Value {
    let exposure = json!({"apiVersion": "portico.dev/v1alpha1", "kind": "Exposure", "spec": spec});
    let rendered = portico(["render", "-f", "-", "--output", "values"]).input(exposure.to_string()).ended();
    assert_eq!(rendered.code, 0, "{}", rendered.talk);
    objects(&rendered.output).remove(0)
}

fn service() -> Value {
    json!({
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "spaces-router", "namespace": "upbound-system", "annotations": {"team": "a"}},
        "spec": {"type": "ClusterIP", "selector": {"app": "router"}, "ports": [{"port": 443, "targetPort": 8443}]},
    })
}

#[test]
fn the_example_gets_the_rendered_values_and_keeps_its_own() {
    let Some(crank) = crank() else { return };
    let server = Server::start();
    let rendered = Pipeline::new(&server).render_by_readme(&crank);
    let release = rendered.resource("spaces");
    let mut expected = values(&json!({"host": "proxy.example.com", "method": "LoadBalancer", "cloud": "aws"}));
    expected["router"]["replicaCount"] = json!(2);
    assert_eq!(release["spec"]["forProvider"]["values"], expected);
    assert_eq!(release["spec"]["forProvider"]["chart"]["name"], "spaces");
    assert_eq!(rendered.condition(), ["True", "Valid", ""]);
}

#[test]
fn the_same_call_gives_the_same_again_and_no_events() {
    let Some(crank) = crank() else { return };
    let server = Server::start();
    let pipeline = Pipeline::new(&server);
    let rendered = pipeline.render(&crank);
    rendered.assert_without_results();
    assert_eq!(pipeline.render(&crank).0.output, rendered.0.output);

    let mut twice = pipeline;
    let mut again = twice.step().clone();
    again["step"] = json!("expose-again");
    twice.composition["spec"]["pipeline"].as_array_mut().expect("it is a list").push(again);
    assert_eq!(twice.render(&crank).resource("spaces"), rendered.resource("spaces"));
}

#[test]
fn a_composed_service_is_exposed_and_the_rest_is_left_alone() {
    let Some(crank) = crank() else { return };
    let server = Server::start();
    let mut pipeline = Pipeline::new(&server);
    let web = json!({"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, "spec": {"type": "NodePort"}});
    *pipeline.resources() = json!([{"name": "router", "base": service()}, {"name": "web", "base": web}]);
    let with = pipeline.render(&crank);
    pipeline.composition["spec"]["pipeline"].as_array_mut().expect("it is a list").truncate(1);
    let without = pipeline.render(&crank);
    assert_eq!(with.resource("web"), without.resource("web"));
    assert_eq!([with.resource("router")], *exposed_on_aws(vec![without.resource("router")]));
}

#[test]
fn an_object_that_is_missing_is_a_resource_of_its_own() {
    let Some(crank) = crank() else { return };
    let server = Server::start();
    let mut pipeline = Pipeline::new(&server);
    *pipeline.resources() = json!([{"name": "router", "base": service()}]);
    pipeline.step()["input"]["spec"] = json!({"method": "Ingress", "controller": "traefik-nginx"});
    let rendered = pipeline.render(&crank);
    let ingress = rendered.resource("portico-ingress-spaces-router");
    assert_eq!(ingress["spec"]["rules"][0]["host"], "proxy.example.com", "{ingress}");
    assert_eq!(rendered.resource("router")["spec"]["type"], "ClusterIP");
}

#[test]
fn a_wrong_exposure_ends_the_pipeline_with_every_reason() {
    let Some(crank) = crank() else { return };
    let server = Server::start();
    let mut pipeline = Pipeline::new(&server);
    pipeline.asked()["host"] = json!("https://proxy.example.com/");
    let fatal = r#"pipeline step "expose" returned a fatal result: "#;
    let host = "host-is-not-a-domain-name: ";
    pipeline.render(&crank).assert_refused(&[&format!("{fatal}{host}"), "(spec.exposure.host of the composite): "]);

    pipeline.step()["input"]["spec"]["clod"] = json!("aws");
    let place = "(spec.clod of the step's input): Did you mean `cloud`?";
    pipeline.render(&crank).assert_refused(&[fatal, "unknown-key: ", place]);
}

#[test]
fn the_composite_wins_over_the_input() {
    let Some(crank) = crank() else { return };
    let server = Server::start();
    let mut pipeline = Pipeline::new(&server);
    let spec = json!({"host": "team-a.example.com", "method": "LoadBalancer", "cloud": "azure"});
    let mut expected = values(&spec);
    expected["router"]["replicaCount"] = json!(2);
    pipeline.step()["input"]["spec"]["host"] = json!("other.example.com");
    *pipeline.asked() = json!({"host": "team-a.example.com", "cloud": "azure"});
    assert_eq!(pipeline.render(&crank).resource("spaces")["spec"]["forProvider"]["values"], expected);

    pipeline.step().as_object_mut().expect("it is a mapping").remove("input");
    *pipeline.asked() = spec;
    let alone = pipeline.render(&crank);
    assert_eq!(alone.resource("spaces")["spec"]["forProvider"]["values"], expected);

    *pipeline.asked() = Value::Null;
    pipeline.render(&crank).assert_refused(&["there is no Exposure"]);
}

#[test]
fn warnings_are_in_the_condition_and_are_no_events() {
    let Some(crank) = crank() else { return };
    let server = Server::start();
    let mut pipeline = Pipeline::new(&server);
    pipeline.composite["metadata"]["namespace"] = json!("team-a");
    *pipeline.resources() = json!([{"name": "router", "base": service()}]);
    let rendered = pipeline.render(&crank);
    let [status, reason, message] = rendered.condition();
    assert_eq!([status, reason], ["True", "ValidWithWarnings"]);
    assert!(message.contains("resource `router`") && message.contains("`team-a`"), "{message}");
    rendered.assert_without_results();
    assert_eq!(rendered.resource("router")["metadata"]["namespace"], "team-a", "so that the warning is right");
}

#[test]
fn it_ends_when_it_is_asked_to_and_logs_to_standard_error() {
    // The directory of certificates is not read where none is wanted.
    let server = Server::start_with(&["--debug", "--insecure", "--tls-certs-dir", "/does-not-exist"]);
    let (end, talk) = server.terminated();
    assert!(end.success(), "{end}: {talk}");
    assert!(talk.contains("serving FunctionRunnerService") && talk.contains("shutting down"), "{talk}");
}

#[test]
fn connections_that_say_nothing_kept_it_from_ending() {
    let server = Server::start();
    let silent: Vec<TcpStream> = (0..20).map(|_| TcpStream::connect(server.address()).expect("it listens")).collect();
    let start = Instant::now();
    let (end, talk) = server.terminated();
    assert!(end.success() && start.elapsed() < Duration::from_secs(10), "{end}: {talk}");
    drop(silent);
}

#[test]
fn what_keeps_it_from_being_served_is_told_with_what_to_do() {
    let refused = |arguments: &[&str], certificates: &str, sayings: [&str; 2]| {
        let run = portico([&["function", "--metrics-address", ""], arguments].concat());
        let ended = run.variable("TLS_SERVER_CERTS_DIR", certificates).ended();
        assert_eq!((ended.code, ended.output.as_str()), (2, ""), "{ended:#?}");
        assert!(sayings.iter().all(|saying| ended.talk.contains(saying)), "{sayings:?}: {ended:#?}");
    };
    refused(&[], "/does-not-exist", ["/does-not-exist/tls.crt", "help: put tls.crt, tls.key and ca.crt there"]);
    refused(&["--tls-certs-dir", "/nor-this"], "/does-not-exist", ["/nor-this/tls.crt", "help: "]);
    refused(&[], "", ["no credentials", "help: on your own machine --insecure"]);
    refused(&["--insecure", "--address", "localhost:9443"], "", ["address", "help: write it as an IP address"]);

    let server = Server::start();
    let taken = server.address().to_string();
    refused(&["--insecure", "--address", &taken], "", ["in use", "help: see that nothing else listens"]);
}
