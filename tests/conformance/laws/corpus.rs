//! Real charts' output, with each of their Services exposed by each method.

use super::applied;
use super::documents::compare;
use super::exposures::{METHODS, exposure};
use portico_tests::{shared, skip};
use std::fs;

/// A Service of a chart: the file, the namespace where it says one, the name, the port.
const BACKENDS: [(&str, &str, &str, u64); 5] = [
    ("argocd.yaml", "argocd", "argocd-server", 443),
    ("crossplane.yaml", "crossplane", "crossplane-webhooks", 9443),
    ("ingress-nginx.yaml", "ingress-nginx", "ingress-nginx-controller", 443),
    ("kps.yaml", "monitoring", "kps-kube-prometheus-stack-operator", 443),
    ("traefik.yaml", "traefik", "traefik", 443),
];

#[test]
fn the_laws_hold_for_every_chart_and_method() {
    let Some(corpus) = shared("corpus") else {
        return skip("../shared is not there");
    };
    for (file, namespace, service, port) in BACKENDS {
        let stream = fs::read_to_string(corpus.join(file)).expect("the corpus can be read");
        for method in METHODS {
            let case = format!("{service} of {file}, {method}");
            let exposure = exposure(method, namespace, service, port);
            let once = applied(&stream, Some(&exposure)).unwrap_or_else(|found| panic!("{case}: {found:#?}"));
            let (changed, added) = compare(&stream, &once, |_| false).unwrap_or_else(|fault| panic!("{case}: {fault}"));
            assert!(changed + added > 0, "{case}: nothing was done");
            let twice = applied(&once, Some(&exposure)).unwrap_or_else(|found| panic!("{case}: {found:#?}"));
            assert!(twice == once, "{case}: twice is not once");

            // An Exposure in the stream does the same, and is gone afterwards.
            let consumed = applied(&format!("{stream}---\n{exposure}"), None);
            let consumed = consumed.unwrap_or_else(|found| panic!("{case}: {found:#?}"));
            assert!(consumed == once, "{case}: in the stream it is not the same");
        }
    }
}
