//! Many policies, and policies of many parts.

use super::pieces::{gateway, head, object, policy, route, service};
use super::{Generator, Input, each};

pub(super) const ALL: &[Generator] = &[
    Generator {
        name: "policies",
        grows: "policies that let somebody in",
        least: 100,
        input: |n| {
            let rules =
                |i| format!("[{{from: [{{podSelector: {{matchLabels: {{x: y{i}}}}}}}], ports: [{{port: 8443}}]}}]");
            Input::stream(service() + &each(n, |i| policy(&format!("p{i}"), &rules(i))))
        },
    },
    Generator {
        name: "policies-open-to-the-cluster",
        grows: "policies that let the whole cluster in, at the Service's port",
        least: 50,
        input: |n| {
            let rules = "[{from: [{namespaceSelector: {}}], ports: [{port: 443}]}]";
            Input::stream(service() + &each(n, |i| policy(&format!("p{i}"), rules)))
        },
    },
    Generator {
        name: "policies-and-gateways",
        grows: "policies, Gateways, and a route of each",
        least: 50,
        input: |n| {
            let rules = "[{from: [{podSelector: {matchLabels: {x: y}}}], ports: [{port: 8443}]}]";
            let policies = each(n, |i| policy(&format!("p{i}"), rules));
            let gateways = each(n, |i| {
                gateway(&format!("g{i}"), "eg")
                    + &route(&format!("r{i}"), &format!("name: g{i}"), &format!("h{i}.acme.dev"), "spaces-router")
            });
            Input::stream(service() + &policies + &gateways)
        },
    },
    Generator {
        name: "peers",
        grows: "peers of a policy",
        least: 800,
        input: |n| {
            let peers = each(n, |i| format!("    - {{podSelector: {{matchLabels: {{x: y{i}}}}}}}\n"));
            let spec = format!("\n  podSelector: {{matchLabels: {{app: router}}}}\n  ingress:\n  - from:\n{peers}");
            Input::stream(service() + &object("networking.k8s.io/v1", "NetworkPolicy", "p", &spec))
        },
    },
    Generator {
        name: "ports-of-a-policy",
        grows: "ports that a policy opens, none of them the Service's",
        least: 800,
        input: |n| {
            Input::stream(service() + &opening(&each(n, |i| format!("    - {{port: {}}}\n", i % 60_000 + 1_000))))
        },
    },
    Generator {
        name: "ports-of-the-service-in-a-policy",
        grows: "ports that a policy opens, all of them the Service's and not its pods'",
        least: 50,
        input: |n| Input::stream(service() + &opening(&"    - {port: 443}\n".repeat(n))),
    },
    Generator {
        name: "labels-of-a-policy",
        grows: "labels of the pods that a policy is about",
        least: 1_600,
        input: |n| {
            let labels = each(n, |i| format!("      k{i}: v\n"));
            Input::stream(service() + &selecting(&format!("matchLabels:\n{labels}")))
        },
    },
    Generator {
        name: "terms-of-a-policy",
        grows: "terms about the pods that a policy is about",
        least: 800,
        input: |n| {
            let terms = each(n, |i| format!("    - {{key: k{i}, operator: In, values: [a, b]}}\n"));
            Input::stream(service() + &selecting(&format!("matchExpressions:\n{terms}")))
        },
    },
    Generator {
        name: "values-of-a-term",
        grows: "values of a term about the pods that a policy is about",
        least: 1_600,
        input: |n| {
            let values = each(n, |i| format!("      - v{i}\n"));
            Input::stream(
                service()
                    + &selecting(&format!(
                        "matchExpressions:\n    - key: app\n      operator: In\n      values:\n{values}"
                    )),
            )
        },
    },
    Generator {
        name: "policies-of-cilium",
        grows: "policies of Cilium",
        least: 100,
        input: |n| {
            let spec = |i| {
                format!(
                    "{{endpointSelector: {{matchLabels: {{app: router}}}}, ingress: [{{fromEndpoints: [{{matchLabels: {{x: y{i}}}}}], toPorts: [{{ports: [{{port: '8443'}}]}}]}}]}}"
                )
            };
            Input::stream(
                service() + &each(n, |i| object("cilium.io/v2", "CiliumNetworkPolicy", &format!("p{i}"), &spec(i))),
            )
        },
    },
    Generator {
        name: "peers-of-cilium",
        grows: "peers of a policy of Cilium",
        least: 800,
        input: |n| {
            let peers = each(n, |i| format!("    - matchLabels: {{x: y{i}}}\n"));
            let spec = format!(
                "\n  endpointSelector: {{matchLabels: {{app: router}}}}\n  ingress:\n  - fromEndpoints:\n{peers}"
            );
            Input::stream(service() + &object("cilium.io/v2", "CiliumNetworkPolicy", "p", &spec))
        },
    },
];

/// Writes a policy that opens ports, an item a line.
fn opening(ports: &str) -> String {
    let spec = format!("\n  podSelector: {{matchLabels: {{app: router}}}}\n  ingress:\n  - ports:\n{ports}");
    object("networking.k8s.io/v1", "NetworkPolicy", "p", &spec)
}

/// Writes a policy about pods, by its selector in lines of its own.
fn selecting(selector: &str) -> String {
    head("networking.k8s.io/v1", "NetworkPolicy", "p") + "spec:\n  ingress: []\n  podSelector:\n    " + selector
}
