//! What the protocol demands of a function, one row each, held by the program over gRPC.
//!
//! The demands are those of Crossplane's specification of composition functions, `contributing/specifications/
//! functions.md` in its repository, in words of our own: those that bind, and those that it recommends.

use super::authority::Authority;
use super::caller::{Caller, desired, exposure, refusal, release, request, resource};
use super::server::Server;
use portico_function::json::{of_struct, to_struct};
use portico_function::protocol::v1::{Ready, Resource, RunFunctionRequest, RunFunctionResponse};
use portico_tests::{objects, portico};
use serde_json::{Value, json};
use std::fs;
use std::panic::catch_unwind;

/// How Portico stands to a demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// It does as it is told.
    Kept,
    /// It departs from a recommendation, for this reason.
    Departs(&'static str),
}

use Verdict::{Departs, Kept};

/// A demand: in the specification's order, its verdict, and its check.
type Row = (&'static str, Verdict, fn());

const NAMES: &str = "objects that it adds are named by others: a route by its Gateway's, a policy by its Service's";

const ROWS: &[Row] = &[
    ("serve FunctionRunnerService, in its newest version, and the one before for older Crossplanes", Kept, versions),
    ("give the tag back as it came", Kept, tag),
    ("look at no tag: another one changes nothing else of the answer", Kept, other_tag),
    ("say how long an answer holds, and hold it that long: the same call has the same answer", Kept, time_to_live),
    ("hand on what is desired and isn't its own, to the last field", Kept, passes_on),
    ("hand on what is desired where it refuses, too", Kept, passes_on_what_is_refused),
    ("desire no spec and no metadata of the composite", Kept, composite),
    ("desire no status of a composed resource", Kept, composed_status),
    ("leave the names of composed resources to Crossplane", Departs(NAMES), names),
    ("take no name of a resource that another step has", Kept, taken_names),
    ("end the pipeline by a fatal result only, and only where it is to end", Kept, fatal),
    ("give no result with every call, whatever there is to warn of", Kept, results),
    ("take --debug, --insecure and --tls-certs-dir", Kept, flags),
    ("read the directory of certificates from TLS_SERVER_CERTS_DIR too", Kept, environment),
    ("serve in the clear where both --insecure and certificates are given", Kept, insecure_wins),
    ("listen on port 9443 of TCP", Kept, port),
    ("serve with mutual TLS unless it is told not to", Kept, mutual_tls),
    ("be packaged under a name that begins with function-", Kept, package_name),
    ("assume nothing of where it runs: no environment, no folder, no network", Kept, bare),
];

#[test]
fn the_protocol_is_kept_row_by_row() {
    let broken: Vec<&str> =
        ROWS.iter().filter(|(_, _, check)| catch_unwind(check).is_err()).map(|(demand, ..)| *demand).collect();
    assert!(broken.is_empty(), "not as the table says: {broken:#?}");
    let departures = ROWS.iter().filter(|(_, verdict, _)| *verdict != Kept).count();
    assert_eq!(departures, 1, "each departure is known");
}

fn answer(request: RunFunctionRequest) -> RunFunctionResponse {
    let server = Server::start();
    Caller::connect(server.address()).call(request).expect("it answers")
}

fn usual() -> RunFunctionRequest {
    request(&exposure(), &[("spaces", release())])
}

fn service(method: &str, more: &[(&str, Value)]) -> RunFunctionRequest {
    let router = json!({
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "spaces-router", "namespace": "upbound-system"},
        "spec": {"selector": {"app": "router"}, "ports": [{"port": 443, "targetPort": 8443}]},
    });
    let mut input = exposure();
    input["spec"] = json!({"host": "proxy.acme.dev", "method": method, "controller": "traefik-nginx"});
    request(&input, &[&[("router", router)], more].concat())
}

fn versions() {
    let server = Server::start();
    let caller = Caller::connect(server.address());
    let newest = caller.call(usual()).expect("it answers");
    assert_eq!(newest, caller.call_older(usual()).expect("it answers"));
    assert_eq!(refusal(&newest), None);
}

fn tag() {
    let server = Server::start();
    let caller = Caller::connect(server.address());
    for tag in ["", "sha256:0123", "\u{1f600} \n\0", &"x".repeat(10_000)] {
        let mut asked = usual();
        tag.clone_into(&mut asked.meta.get_or_insert_default().tag);
        assert_eq!(caller.call(asked).expect("it answers").meta.expect("it has one").tag, tag);
    }
}

fn other_tag() {
    let mut other = usual();
    "another".clone_into(&mut other.meta.get_or_insert_default().tag);
    let mut answered = answer(other);
    "the tag".clone_into(&mut answered.meta.as_mut().expect("it has one").tag);
    assert_eq!(answered, answer(usual()));
}

fn time_to_live() {
    let once = answer(usual());
    let time = once.meta.as_ref().and_then(|meta| meta.ttl).expect("it is said");
    assert!(time.seconds > 0 || time.nanos > 0, "{time:?}");
    assert_eq!(once, answer(usual()), "of another process");
}

/// Adds what another step may have said.
fn with_others(mut asked: RunFunctionRequest) -> RunFunctionRequest {
    let state = asked.desired.as_mut().expect("there is one");
    let odd = json!({"kind": "Other", "spec": {"n": 1e300, "half": 0.5, "none": null, "list": [[], {}, ""]}});
    state.resources.insert("other".to_owned(), Resource { ready: Ready::True.into(), ..resource(&odd) });
    state.resources.insert("empty".to_owned(), Resource { ready: Ready::False.into(), ..Resource::default() });
    state.composite = Some(resource(&json!({"status": {"by": "another step"}})));
    asked.context = json!({"a.example.org/key": {"deep": [1, 2]}}).as_object().map(to_struct);
    asked
}

fn passes_on() {
    let asked = with_others(usual());
    let answered = answer(asked.clone());
    let (before, after) = (asked.desired.expect("it is there"), answered.desired.expect("it is there"));
    for name in ["other", "empty"] {
        assert_eq!(after.resources[name], before.resources[name], "{name}");
    }
    let by = after.composite.and_then(|composite| composite.resource).map(|object| of_struct(&object));
    assert_eq!(by.expect("it is there")["status"]["by"], "another step");
    let key = of_struct(&answered.context.expect("it is there"));
    assert_eq!(key["a.example.org/key"], json!({"deep": [1, 2]}));
}

fn passes_on_what_is_refused() {
    let mut asked = with_others(usual());
    asked.input = json!({"kind": "Other"}).as_object().map(to_struct);
    let answered = answer(asked.clone());
    assert!(refusal(&answered).is_some(), "{answered:?}");
    let (before, after) = (asked.desired.expect("it is there"), answered.desired.expect("it is there"));
    assert_eq!(after.resources, before.resources);
}

fn composite() {
    for asked in [usual(), service("Ingress", &[])] {
        let answered = answer(asked).desired.and_then(|state| state.composite).and_then(|composite| composite.resource);
        let said = answered.map(|object| of_struct(&object)).unwrap_or_default();
        for key in said.as_object().into_iter().flat_map(|object| object.keys()) {
            assert!(["status", "apiVersion", "kind"].contains(&key.as_str()), "{said}");
        }
    }
}

fn composed_status() {
    for asked in [usual(), service("Ingress", &[]), service("GatewayAPI", &[])] {
        let state = answer(asked).desired.expect("it is there");
        for (name, resource) in state.resources {
            assert!(!resource.resource.expect("it says something").fields.contains_key("status"), "{name}");
        }
    }
}

fn names() {
    let before = service("Ingress", &[]);
    let state = answer(before.clone()).desired.expect("it is there");
    let known = before.desired.expect("it is there").resources;
    let added: Vec<Value> = state
        .resources
        .iter()
        .filter(|(name, _)| !known.contains_key(*name))
        .map(|(_, resource)| of_struct(resource.resource.as_ref().expect("it says something")))
        .collect();
    assert!(!added.is_empty(), "{state:?}");
    assert!(added.iter().all(|object| object["metadata"]["name"].is_string()), "{added:?}");
}

fn taken_names() {
    let other = json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "other"}});
    let answered = answer(service("Ingress", &[("portico-ingress-spaces-router", other.clone())]));
    assert_eq!(desired(&answered, "portico-ingress-spaces-router"), Some(other), "{answered:?}");
}

fn fatal() {
    assert_eq!(refusal(&answer(usual())), None);
    let mut wrong = exposure();
    wrong["spec"]["host"] = json!("https://proxy.acme.dev/");
    let answered = answer(request(&wrong, &[("spaces", release())]));
    let (reason, message) = refusal(&answered).expect("it can never become right");
    assert!(reason == "InvalidExposure" && message.starts_with("host-is-not-a-domain-name: "), "{reason}: {message}");
}

fn results() {
    let mut warned = release();
    warned["spec"]["forProvider"]["values"]["externalTLS"] = json!({"hots": "proxy.acme.dev"});
    let server = Server::start();
    let caller = Caller::connect(server.address());
    for _ in 0..3 {
        let answered = caller.call(request(&exposure(), &[("spaces", warned.clone())])).expect("it answers");
        assert_eq!(answered.results, []);
        assert!(answered.conditions.iter().any(|condition| condition.reason == "ValidWithWarnings"), "{answered:?}");
    }
}

fn flags() {
    let server = Server::start_with(&["--debug", "--insecure", "--tls-certs-dir", "/does-not-exist"]);
    Caller::connect(server.address()).call(usual()).expect("it answers");
}

fn environment() {
    let authority = Authority::new();
    let directory = tempfile::tempdir().expect("there is room");
    authority.write_to(directory.path());
    let server = Server::start_in(&[], &[("TLS_SERVER_CERTS_DIR", directory.path().to_str().expect("it is text"))]);
    let caller = Caller::connect_as(server.address(), &authority, true).expect("it is let in");
    caller.call(usual()).expect("it answers");
}

fn insecure_wins() {
    let authority = Authority::new();
    let directory = tempfile::tempdir().expect("there is room");
    authority.write_to(directory.path());
    let directory = directory.path().to_str().expect("it is text");
    let server = Server::start_with(&["--insecure", "--tls-certs-dir", directory]);
    Caller::connect(server.address()).call(usual()).expect("it answers");
}

fn port() {
    let help = portico(["function", "--help"]).ended();
    assert!(help.output.contains("0.0.0.0:9443"), "{}", help.output);
}

fn mutual_tls() {
    let refused = portico(["function", "--metrics-address", ""]).variable("TLS_SERVER_CERTS_DIR", "").ended();
    assert!(refused.code == 2 && refused.talk.contains("no credentials"), "{refused:?}");

    let authority = Authority::new();
    let directory = tempfile::tempdir().expect("there is room");
    authority.write_to(directory.path());
    let server = Server::start_with(&["--tls-certs-dir", directory.path().to_str().expect("it is text")]);
    let mut plain = Caller::connect(server.address());
    plain.call(usual()).expect_err("it speaks no TLS");
    plain.closed();
    let call = |authority: &Authority, has_certificate| {
        let caller = Caller::connect_as(server.address(), authority, has_certificate)?;
        caller.call(usual()).map_err(|status| status.to_string())
    };
    call(&authority, false).expect_err("it has no certificate");
    call(&Authority::new(), true).expect_err("it has one of another authority");
    call(&authority, true).expect("it is let in");
}

fn package_name() {
    let file = portico_xtask::root().join("src/function/package/crossplane.yaml");
    let package = objects(&fs::read_to_string(file).expect("there is one"));
    assert!(package[0]["metadata"]["name"].as_str().is_some_and(|name| name.starts_with("function-")), "{package:?}");
}

fn bare() {
    let folder = tempfile::tempdir().expect("there is room");
    let server = Server::start_bare(folder.path());
    Caller::connect(server.address()).call(usual()).expect("it answers");
    assert!(fs::read_dir(folder.path()).expect("it is there").next().is_none(), "it writes nothing");
}
