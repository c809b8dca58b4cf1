//! Values of the Spaces chart.

use super::pieces::gateway_class;
use super::{Generator, Input, Kind, each};

pub(super) const ALL: &[Generator] = &[
    Generator {
        name: "files-of-values",
        grows: "files of values, of 50 keys each",
        least: 30,
        input: |n| {
            let file = |i| {
                format!(
                    "externalTLS: {{host: a.acme.dev}}\nrouter:\n  podLabels:\n{}",
                    each(50, |key| format!("    k{}: v\n", i * 50 + key))
                )
            };
            Input { kind: Kind::Values, values: (0..n).map(file).collect(), ..Input::default() }
        },
    },
    Generator {
        name: "files-of-the-same-values",
        grows: "files of values with the same keys",
        least: 50,
        input: |n| {
            let file = |i| {
                format!(
                    "externalTLS: {{host: a{i}.acme.dev}}\nrouter:\n  podLabels:\n{}",
                    each(50, |key| format!("    k{key}: true\n"))
                )
            };
            Input { kind: Kind::Values, values: (0..n).map(file).collect(), ..Input::default() }
        },
    },
    Generator {
        name: "unknown-values",
        grows: "keys of `ingress` that nobody knows",
        least: 200,
        input: |n| {
            values(format!(
                "externalTLS: {{host: a.acme.dev}}\ningress:\n  host: a.acme.dev\n{}",
                each(n, |i| format!("  k{i}: a\n"))
            ))
        },
    },
    Generator {
        name: "wrong-values",
        grows: "annotations of the router's Service that are booleans",
        least: 200,
        input: |n| {
            values(format!(
                "externalTLS: {{host: a.acme.dev}}\nrouter:\n  proxy:\n    service:\n      annotations:\n{}",
                each(n, |i| format!("        k{i}: true\n"))
            ))
        },
    },
    Generator {
        name: "labels-in-values",
        grows: "labels of the pods that may connect",
        least: 800,
        input: |n| {
            values(format!(
                "externalTLS: {{host: a.acme.dev}}\ningress:\n  provision: true\n  ingressClassName: nginx\n  host: a.acme.dev\n  podLabels:\n{}",
                each(n, |i| format!("    k{i}: a\n"))
            ))
        },
    },
    Generator {
        name: "keys-at-the-root",
        grows: "keys of other parts of the chart",
        least: 400,
        input: |n| values(each(n, |i| format!("k{i:06}: a\n")) + "externalTLS: {host: a.acme.dev}\n"),
    },
    Generator {
        name: "documents-of-values",
        grows: "documents of values in a stream",
        least: 100,
        input: |n| {
            let document = |i| {
                format!(
                    "---\nexternalTLS: {{host: a{i}.acme.dev}}\ningress: {{provision: true, host: b{i}.acme.dev, ingressClassName: nginx, podLabels: {{a: b}}, namespaceLabels: {{c: d}}}}\n"
                )
            };
            Input::stream(each(n, document))
        },
    },
    Generator {
        name: "documents-of-values-and-classes",
        grows: "documents of values with a Gateway, and GatewayClasses",
        least: 100,
        input: |n| {
            let document = |i| {
                format!(
                    "---\ngatewayAPI: {{host: a{i}.acme.dev, gateway: {{provision: true, className: c{i}}}, podLabels: {{a: b}}}}\n"
                )
            };
            Input::stream(each(n, document) + &each(n, |i| gateway_class(&format!("c{i}"), "acme.dev/c")))
        },
    },
];

fn values(text: String) -> Input {
    Input { kind: Kind::Values, values: vec![text], ..Input::default() }
}
