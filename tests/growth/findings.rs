//! Many faults in one object.

use super::pieces::{head, load_balancer, object};
use super::{Generator, Input, each};
use serde_json::json;

pub(super) const ALL: &[Generator] = &[
    Generator {
        name: "booleans-on-one-line",
        grows: "annotations of a Service that are booleans, on one line",
        least: 200,
        input: |n| {
            let annotations: serde_json::Map<_, _> = (0..n).map(|i| (format!("acme.dev/k{i}"), json!(true))).collect();
            let metadata = json!({"name": "spaces-router", "annotations": annotations});
            let spec = json!({"ports": [{"port": 443}]});
            Input::stream(
                json!({"apiVersion": "v1", "kind": "Service", "metadata": metadata, "spec": spec}).to_string(),
            )
        },
    },
    Generator {
        name: "booleans",
        grows: "annotations of a Service that are booleans, a line each",
        least: 200,
        input: |n| Input::stream(annotated(&each(n, |i| format!("    acme.dev/k{i}: true\n")))),
    },
    Generator {
        name: "booleans-behind-carriage-returns",
        grows: "the same, lines ending with a carriage return",
        least: 200,
        input: |n| Input::stream(annotated(&each(n, |i| format!("    acme.dev/k{i}: true\n"))).replace('\n', "\r")),
    },
    Generator {
        name: "booleans-behind-long-keys",
        grows: "the same, with keys of 200 letters",
        least: 200,
        input: |n| Input::stream(annotated(&each(n, |i| format!("    k{i}{}: true\n", "x".repeat(200))))),
    },
    Generator {
        name: "booleans-behind-wide-letters",
        grows: "the same on one line, with letters of several bytes",
        least: 200,
        input: |n| {
            let annotations = each(n, |i| format!("é{i}日本: true, "));
            Input::stream(format!("{}spec: {{ports: [{{port: 443}}]}}\n", metadata(&format!("{{{annotations}}}"))))
        },
    },
    Generator {
        name: "booleans-by-aliases",
        grows: "annotations of a Service that are aliases of a boolean",
        least: 200,
        input: |n| {
            let aliases = each(n, |i| format!("    k{i}: *truth\n"));
            Input::stream(annotated(&format!("    first: &truth true\n{aliases}")))
        },
    },
    Generator {
        name: "booleans-in-a-load-balancer",
        grows: "annotations of a load balancer of the backend that are booleans, before 50 that are not",
        least: 200,
        input: |n| {
            let strings = each(50, |i| format!("    acme.dev/s{i}: text\n"));
            let booleans = each(n, |i| format!("    acme.dev/k{i}: true\n"));
            let text = annotated(&(booleans + &strings));
            Input::stream(text.replace("spec:\n", "spec:\n  type: LoadBalancer\n"))
        },
    },
    Generator {
        name: "keys-before-the-name",
        grows: "keys of metadata that stand before its name, and booleans among its annotations",
        least: 100,
        input: |n| {
            let keys = each(n, |i| format!("  k{i}: text\n"));
            let booleans = each(n, |i| format!("    acme.dev/k{i}: true\n"));
            Input::stream(format!(
                "apiVersion: v1\nkind: Service\nmetadata:\n{keys}  name: spaces-router\n  annotations:\n{booleans}spec: {{ports: [{{port: 443}}]}}\n"
            ))
        },
    },
    Generator {
        name: "duplicate-keys",
        grows: "the key `type` of a Service",
        least: 400,
        input: |n| {
            let keys = "  type: ClusterIP\n".repeat(n);
            Input::stream(head("v1", "Service", "a") + "spec:\n  ports: [{port: 443}]\n" + &keys)
        },
    },
    Generator {
        name: "pairs-of-keys",
        grows: "labels of a selector, each there twice",
        least: 400,
        input: |n| {
            Input::stream(
                head("v1", "Service", "a") + "spec:\n  selector:\n" + &each(n, |i| format!("    k{}: v\n", i / 2)),
            )
        },
    },
    Generator {
        name: "unknown-keys",
        grows: "keys of a Service's `spec` that nobody knows",
        least: 400,
        input: |n| {
            let keys = each(n, |i| format!("  typ{i:06}: a\n"));
            Input::stream(head("v1", "Service", "a") + "spec:\n  ports: [{port: 443}]\n" + &keys)
        },
    },
    Generator {
        name: "misspelt-keys",
        grows: "keys of a Service's `spec` that are nearly `publishNotReadyAddresses`, which comes last",
        least: 200,
        input: |n| {
            let keys = each(n, |i| format!("  publishNotReadyAddr{i:05}: true\n"));
            let last = "  publishNotReadyAddresses: true\n";
            Input::stream(head("v1", "Service", "a") + "spec:\n  ports: [{port: 443}]\n" + &keys + last)
        },
    },
    Generator {
        name: "keys-without-a-value",
        grows: "labels of a Gateway without a value",
        least: 1_600,
        input: |n| {
            let labels = each(n, |i| format!("    k{i}:\n"));
            let spec = "spec: {gatewayClassName: eg, listeners: [{name: a, port: 1, protocol: TCP}]}\n";
            Input::stream(head("gateway.networking.k8s.io/v1", "Gateway", "a") + "  labels:\n" + &labels + spec)
        },
    },
    Generator {
        name: "keys-that-are-no-labels",
        grows: "labels of a Gateway whose keys have spaces",
        least: 400,
        input: |n| {
            let labels = each(n, |i| format!("    bad key {i}: v\n"));
            let spec = "spec: {gatewayClassName: eg, listeners: [{name: a, port: 1, protocol: TCP}]}\n";
            Input::stream(head("gateway.networking.k8s.io/v1", "Gateway", "a") + "  labels:\n" + &labels + spec)
        },
    },
    Generator {
        name: "wrong-types-of-listeners",
        grows: "listeners of a Gateway, of which every field has a wrong type",
        least: 100,
        input: |n| {
            let listeners = "  - {name: 1, port: x, protocol: 3, tls: []}\n".repeat(n);
            Input::stream(object(
                "gateway.networking.k8s.io/v1",
                "Gateway",
                "a",
                &format!("\n  gatewayClassName: eg\n  listeners:\n{listeners}"),
            ))
        },
    },
    Generator {
        name: "address-ranges",
        grows: "ranges of addresses of a load balancer that are none",
        least: 400,
        input: |n| {
            let ranges = each(n, |i| format!("  - 10.{}.{}.0/99\n", i % 256, i / 256 % 256));
            Input::stream(
                head("v1", "Service", "a")
                    + "spec:\n  type: LoadBalancer\n  ports: [{port: 443}]\n  loadBalancerSourceRanges:\n"
                    + &ranges,
            )
        },
    },
    Generator {
        name: "annotations",
        grows: "annotations of the backend's load balancer in which nothing is wrong",
        least: 800,
        input: |n| {
            let annotations = each(n, |i| format!("    service.beta.kubernetes.io/aws-load-balancer-x{i}: a\n"));
            Input::stream(annotated(&annotations).replace("spec:\n", "spec:\n  type: LoadBalancer\n"))
        },
    },
    Generator {
        name: "finalizers",
        grows: "finalizers of a Service",
        least: 1_600,
        input: |n| {
            let finalizers = each(n, |i| format!("  - acme.dev/f{i}\n"));
            Input::stream(
                head("v1", "Service", "a") + "  finalizers:\n" + &finalizers + "spec: {ports: [{port: 443}]}\n",
            )
        },
    },
    Generator {
        name: "alike-findings",
        grows: "load balancers of the backend that are the same, letter by letter",
        least: 100,
        input: |n| Input::stream(load_balancer().replace("name: s", "annotations: {a: true}, name: s").repeat(n)),
    },
];

/// Writes the head of the backend's Service, with its annotations in braces.
fn metadata(annotations: &str) -> String {
    format!("apiVersion: v1\nkind: Service\nmetadata: {{name: spaces-router, annotations: {annotations}}}\n")
}

/// Writes the backend's Service with annotations, a line each.
fn annotated(annotations: &str) -> String {
    head("v1", "Service", "spaces-router") + "  annotations:\n" + annotations + "spec:\n  ports:\n  - port: 443\n"
}
