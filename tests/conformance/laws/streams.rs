//! Made-up streams: objects in every style, beside documents that don't concern Portico.

use super::applied;
use super::documents::compare;
use super::exposures::{METHODS, exposure};
use proptest::prelude::*;
use serde_json::{Value, json};

/// The style in which an object is written.
#[derive(Debug, Clone, Copy)]
enum Style {
    Block,
    Flow,
    Json,
    InAList,
}

/// Gives the objects of a release. Some of a former exposure may be among them, in one of several forms.
pub fn objects() -> impl Strategy<Value = Vec<Value>> {
    let service = prop_oneof![
        Just(
            json!({"type": "ClusterIP", "selector": {"app": "spaces-router"}, "ports": [{"port": 443, "targetPort": 8443}]})
        ),
        Just(
            json!({"ports": [{"name": "http", "port": 80}, {"name": "https", "port": 443, "targetPort": "https", "appProtocol": "https"}]})
        ),
        Just(json!({"type": "LoadBalancer", "selector": {"app": "spaces-router"}, "ports": [{"port": 443}]})),
    ];
    let annotations = prop_oneof![
        Just(json!(null)),
        Just(json!({})),
        Just(json!({"example.com/team": "edge", "note": "two\nlines\n"})),
        Just(json!({"service.beta.kubernetes.io/aws-load-balancer-scheme": "internal"})),
        Just(json!({"nginx.ingress.kubernetes.io/ssl-passthrough": "true"})),
    ];
    let to = json!({"service": {"name": "spaces-router", "port": {"number": 443}}});
    let path = json!({"path": "/", "pathType": "Prefix", "backend": to});
    let ingress = prop_oneof![
        Just(None),
        Just(Some(
            json!({"ingressClassName": "old", "rules": [{"host": "exposed.acme.dev", "http": {"paths": [path]}}]})
        )),
        Just(Some(
            json!({"ingressClassName": "nginx", "rules": [{"host": "other.acme.dev", "http": {"paths": [path]}}, {"host": "a.b"}]})
        )),
        Just(Some(json!({"ingressClassName": "nginx", "defaultBackend": to}))),
    ];
    let gateway = prop_oneof![
        Just(None),
        Just(Some(json!({"gatewayClassName": "old", "listeners": [{
            "name": "tls", "port": 6443, "protocol": "TLS", "tls": {"mode": "Passthrough"},
        }]}))),
        Just(Some(json!({"gatewayClassName": "old", "listeners": [{"name": "web", "port": 80, "protocol": "HTTP"}]}))),
        Just(Some(json!({"gatewayClassName": "old", "listeners": [{
            "name": "secure", "port": 443, "protocol": "HTTPS", "hostname": "*.acme.dev",
            "tls": {"mode": "Terminate", "certificateRefs": [{"name": "certificate"}]},
        }]}))),
    ];
    let rules = json!([{"backendRefs": [{"name": "spaces-router", "port": 443}]}]);
    let route = prop_oneof![
        Just(None),
        Just(Some(json!({"parentRefs": [{"name": "spaces"}], "hostnames": ["exposed.acme.dev"], "rules": rules}))),
        Just(Some(
            json!({"parentRefs": [{"name": "old", "sectionName": "tls"}], "hostnames": ["a.b", "c.d"], "rules": rules})
        )),
        Just(Some(json!({"hostnames": ["*.acme.dev"], "rules": rules}))),
    ];
    let policy = prop_oneof![
        Just(None),
        Just(Some(json!({"podSelector": {}, "policyTypes": ["Ingress"]}))),
        Just(Some(json!({"podSelector": {"matchLabels": {"app": "spaces-router"}}, "ingress": [
            {"from": [{"podSelector": {"matchLabels": {"app": "agent"}}}], "ports": [{"port": 8443}]},
        ]}))),
        Just(Some(json!({"podSelector": {"matchLabels": {"app": "other"}}, "ingress": []}))),
    ];
    let route_version = prop::sample::select(vec!["v1", "v1", "v1alpha2"]);
    (service, annotations, ingress, gateway, route, policy, route_version).prop_map(
        |(service, annotations, ingress, gateway, route, policy, version)| {
            let object = |api: &str, kind: &str, name: &str, annotations: &Value, spec: Value| {
                let mut metadata = json!({"name": name, "labels": {"app": "spaces"}});
                if !annotations.is_null() {
                    metadata["annotations"] = annotations.clone();
                }
                json!({"apiVersion": api, "kind": kind, "metadata": metadata, "spec": spec})
            };
            let route_version = format!("gateway.networking.k8s.io/{version}");
            let none = Value::Null;
            let kinds = [
                ("networking.k8s.io/v1", "NetworkPolicy", "policy", &none, policy),
                ("v1", "Service", "spaces-router", &annotations, Some(service)),
                ("networking.k8s.io/v1", "Ingress", "router", &annotations, ingress),
                ("gateway.networking.k8s.io/v1", "Gateway", "spaces", &none, gateway),
                (route_version.as_str(), "TLSRoute", "spaces", &none, route),
            ];
            kinds
                .into_iter()
                .filter_map(|(api, kind, name, annotations, spec)| Some(object(api, kind, name, annotations, spec?)))
                .collect()
        },
    )
}

/// The documents beside them, which must come out as they are.
pub const OTHERS: [&str; 9] = [
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: notes}\ndata:\n  text: |\n    kind: Service\n    name: spaces-router\n",
    "apiVersion: v1\nkind: ConfigMap\nmetadata:   {name:  odd ,  }\ndata:\n    a:   'x'   # as it is\n",
    "# Source: spaces/templates/nothing.yaml\n",
    "a: [unclosed\n",
    "apiVersion: batch/v1\nkind: Job\nmetadata: {name: hello, annotations: {helm.sh/hook: post-install}}\n",
    "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: x.gateway.networking.k8s.io}\n",
    "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: LoadBalancer, ports: [{port: 443}]}\n",
    "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec: {ingressClassName: alb, defaultBackend: {service: {name: web, port: {number: 80}}}}\n",
    "\n",
];

/// A document, and whether it has to do with the backend.
pub type Documents = Vec<(String, bool)>;

fn documents() -> impl Strategy<Value = Documents> {
    let style = prop::sample::select(vec![Style::Block, Style::Block, Style::Flow, Style::Json, Style::InAList]);
    let others = prop::collection::vec((prop::sample::select(OTHERS.to_vec()), any::<prop::sample::Index>()), 0..5);
    (objects(), prop::collection::vec(style, 5), others).prop_map(|(objects, styles, others)| {
        let own = objects.iter().zip(styles).map(|(object, style)| (written(object, style), true));
        let mut documents: Documents = own.collect();
        for (text, place) in others {
            documents.insert(place.index(documents.len() + 1), (text.to_owned(), false));
        }
        documents
    })
}

fn written(object: &Value, style: Style) -> String {
    match style {
        Style::Json => format!("{object}\n"),
        Style::Flow => {
            let fields = object.as_object().into_iter().flatten();
            fields.fold(String::new(), |text, (key, value)| text + &format!("{key}: {value} #kept {key} as it is\n"))
        }
        Style::Block => {
            let text = serde_yaml::to_string(object).expect("it can be written");
            let lines = text.lines().map(|line| match line {
                "metadata:" | "spec:" => format!("#kept above {line}\n{line} #kept beside {line}\n"),
                other => format!("{other}\n"),
            });
            lines.collect()
        }
        Style::InAList => format!("apiVersion: v1\nkind: List\nitems: [{object}] #kept the only item\n"),
    }
}

/// Gives the documents as one stream.
pub fn stream(documents: &[(String, bool)], windows: bool, cut: bool) -> String {
    let mut text = documents.iter().fold(String::new(), |stream, (text, _)| stream + "---\n" + text);
    if cut {
        text.truncate(text.trim_end_matches('\n').len());
    }
    if windows { text.replace('\n', "\r\n") } else { text }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_for_every_stream(
        documents in documents(), method in prop::sample::select(METHODS.to_vec()), windows: bool, cut: bool,
    ) {
        let stream = stream(&documents, windows, cut);
        let exposure = exposure(method, "upbound-system", "spaces-router", 443);
        let Ok(once) = applied(&stream, Some(&exposure)) else { return Ok(()) };
        if let Err(fault) = compare(&stream, &once, |_| false) {
            prop_assert!(false, "{}\n=== in\n{}\n=== out\n{}", fault, stream, once);
        }
        match applied(&once, Some(&exposure)) {
            Ok(twice) => prop_assert_eq!(&twice, &once, "twice is not once:\n{}", stream),
            Err(found) => prop_assert!(false, "what came out is refused: {:#?}\n{}", found, once),
        }
    }

    #[test]
    fn what_has_nothing_to_do_with_the_backend_changes_nothing(
        documents in documents(), method in prop::sample::select(METHODS.to_vec()),
    ) {
        let alone: Documents = documents.iter().filter(|(_, is_own)| *is_own).cloned().collect();
        let exposure = exposure(method, "upbound-system", "spaces-router", 443);
        let with = applied(&stream(&documents, false, false), Some(&exposure));
        let without = applied(&stream(&alone, false, false), Some(&exposure));
        match (with, without) {
            (Ok(with), Ok(without)) => {
                let expected = documents.iter().filter(|(_, is_own)| !*is_own).fold(with, |text, (other, _)| {
                    text.replacen(&format!("---\n{other}"), "", 1)
                });
                prop_assert_eq!(expected, without);
            }
            (with, without) => prop_assert_eq!(with.is_err(), without.is_err()),
        }
    }
}
