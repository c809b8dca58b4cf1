//! The composing of what a method needs beside the resources of a composition.

use portico_core::Source;
use portico_core::finding::apply;
use portico_core::transform::{ComposeOptions, Composed, Wrapper, compose};
use serde_json::{Value, json};

fn list(spec: &Value, items: &[Value]) -> String {
    let exposure = json!({
        "apiVersion": "portico.dev/v1alpha1", "kind": "Exposure", "metadata": {"name": "team-a"}, "spec": spec,
    });
    json!({
        "apiVersion": "config.kubernetes.io/v1", "kind": "ResourceList", "functionConfig": exposure, "items": items,
    })
    .to_string()
}

fn composed(text: &str, options: &ComposeOptions) -> (Composed, Value) {
    let source = Source { name: "resources".to_owned(), text: text.to_owned() };
    let composed = compose(&source, options).expect("nothing is wrong with it");
    let text = apply(text, &composed.edits).expect("the edits fit");
    (composed, serde_json::from_str(&text).expect("it stays JSON"))
}

fn kinds(list: &Value) -> Vec<&str> {
    list["items"].as_array().into_iter().flatten().filter_map(|item| item["kind"].as_str()).collect()
}

fn release() -> Value {
    json!({
        "apiVersion": "helm.crossplane.io/v1beta1", "kind": "Release", "metadata": {"name": "spaces"},
        "spec": {"forProvider": {"chart": {"name": "spaces", "version": "1.17.0"}, "namespace": "planes"}},
    })
}

fn methods() -> [(Value, &'static [&'static str], usize); 4] {
    [
        (json!({"host": "a.acme.dev", "method": "LoadBalancer", "cloud": "aws"}), &[], 0),
        (json!({"host": "a.acme.dev", "method": "Ingress", "controller": "traefik-nginx"}), &["IngressClass"], 1),
        (
            json!({"host": "a.acme.dev", "method": "GatewayAPI", "controller": "envoy-gateway", "cloud": "aws"}),
            &["EnvoyProxy", "GatewayClass"],
            0,
        ),
        (
            json!({
                "host": "a.acme.dev", "method": "GatewayAPI", "controller": "istio", "cloud": "aws",
                "gateway": {"provision": false, "name": "edge", "namespace": "infra"},
            }),
            &[],
            1,
        ),
    ]
}

fn wrapper() -> Wrapper {
    let [api_version, provider_config_ref] =
        ["kubernetes.crossplane.io/v1alpha2", r#"{"name": "edge"}"#].map(str::to_owned);
    Wrapper { api_version, namespace: None, provider_config_ref }
}

#[test]
fn what_is_needed_is_composed_or_outstanding() {
    for (spec, needed, never) in methods() {
        let text = list(&spec, &[release()]);
        let asked = ComposeOptions { composes: true, ..ComposeOptions::default() };
        let (with, after) = composed(&text, &asked);
        assert_eq!(kinds(&after), [&["Release"], needed].concat(), "{spec}");
        assert_eq!(with.outstanding.len(), never, "{spec}: {:?}", with.outstanding);
        let (without, after) = composed(&text, &ComposeOptions::default());
        assert_eq!(kinds(&after), ["Release"], "{spec}");
        assert_eq!(without.outstanding.len(), never + needed.len(), "{spec}: {:?}", without.outstanding);
    }
}

#[test]
fn composing_twice_is_composing_once() {
    for (spec, ..) in methods() {
        for wrapper in [None, Some(wrapper())] {
            let options = ComposeOptions { composes: true, wrapper, ..ComposeOptions::default() };
            let (_, once) = composed(&list(&spec, &[release()]), &options);
            let (again, twice) = composed(&once.to_string(), &options);
            assert_eq!(again.edits, [], "{spec}");
            assert_eq!(twice, once, "{spec}");
        }
    }
}

#[test]
fn the_exposure_that_was_applied_has_what_the_resources_tell() {
    for (spec, ..) in methods() {
        let (composed, _) = composed(
            &list(&spec, &[json!({"kind": "Other", "apiVersion": "v1"}), release()]),
            &ComposeOptions::default(),
        );
        assert_eq!(composed.exposed_items, [1]);
        assert!(composed.exposure.contains("namespace: planes"), "{}", composed.exposure);
    }
}

#[test]
fn an_external_backend_gets_the_method_s_own_objects() {
    for (spec, ..) in methods().into_iter().skip(1) {
        let options = ComposeOptions { composes: true, is_backend_external: true, ..ComposeOptions::default() };
        let (_, after) = composed(&list(&spec, &[]), &options);
        let leads = if spec["method"] == "Ingress" { "Ingress" } else { "TLSRoute" };
        assert!(kinds(&after).contains(&leads), "{after}");
        let (_, twice) = composed(&after.to_string(), &options);
        assert_eq!(twice, after);
    }
}

#[test]
fn what_is_there_already_is_not_composed_again() {
    let spec = json!({"host": "a.acme.dev", "method": "Ingress", "controller": "traefik-nginx"});
    let class = json!({
        "apiVersion": "networking.k8s.io/v1", "kind": "IngressClass", "metadata": {"name": "nginx"},
        "spec": {"controller": "k8s.io/ingress-nginx"},
    });
    let options = ComposeOptions { composes: true, ..ComposeOptions::default() };
    let (_, after) = composed(&list(&spec, &[class, release()]), &options);
    assert_eq!(kinds(&after), ["IngressClass", "Release"]);
}

#[test]
fn a_reference_that_is_no_json_is_refused() {
    let spec = json!({"host": "a.acme.dev", "method": "LoadBalancer", "cloud": "aws"});
    let wrapper = Some(Wrapper { provider_config_ref: "{".to_owned(), ..wrapper() });
    let source = Source { name: "resources".to_owned(), text: list(&spec, &[release()]) };
    let refused = compose(&source, &ComposeOptions { wrapper, ..ComposeOptions::default() });
    assert!(refused.is_err());
}
