//! Many Ingresses and classes, and Ingresses of many parts.

use super::pieces::{head, ingress, ingress_class, object, path, service};
use super::{Generator, Input, each};

const DEFAULT: &str = "{ingressclass.kubernetes.io/is-default-class: 'true'}";
const PASSTHROUGH: &str = "nginx.ingress.kubernetes.io/ssl-passthrough: 'true'";

pub(super) const ALL: &[Generator] = &[
    Generator {
        name: "ingresses-with-a-class-each",
        grows: "Ingresses of the backend, each with a class of its own",
        least: 100,
        input: |n| {
            let parts = |i| {
                ingress(&format!("i{i}"), &format!("c{i}"), &format!("h{i}.acme.dev"))
                    + &ingress_class(&format!("c{i}"), "{}")
            };
            Input::stream(service() + &each(n, parts))
        },
    },
    Generator {
        name: "ingresses-of-one-class",
        grows: "Ingresses of the backend",
        least: 100,
        input: |n| {
            Input::stream(service() + &each(n, |i| ingress(&format!("i{i}"), "nginx", &format!("h{i}.acme.dev"))))
        },
    },
    Generator {
        name: "ingresses-of-one-host",
        grows: "Ingresses of the backend for one host",
        least: 100,
        input: |n| {
            let one = |i| {
                ingress(&format!("i{i}"), "nginx", "h.acme.dev")
                    .replace("namespace:", &format!("annotations: {{{PASSTHROUGH}}}, namespace:"))
            };
            Input::stream(service() + &each(n, one))
        },
    },
    Generator {
        name: "ingresses-and-default-classes",
        grows: "Ingresses without a class, and classes that are the default",
        least: 100,
        input: |n| {
            let parts = |i| {
                ingress(&format!("i{i}"), "", &format!("h{i}.acme.dev")) + &ingress_class(&format!("c{i}"), DEFAULT)
            };
            Input::stream(service() + &each(n, parts))
        },
    },
    Generator {
        name: "ingresses-of-an-old-form",
        grows: "Ingresses of the oldest version, with its annotation of a class",
        least: 100,
        input: |n| {
            let spec = |i| {
                format!(
                    "{{rules: [{{host: h{i}.acme.dev, http: {{paths: [{{path: /, backend: {{serviceName: spaces-router, servicePort: 443}}}}]}}}}]}}"
                )
            };
            let one = |i| {
                object("extensions/v1beta1", "Ingress", &format!("i{i}"), &spec(i))
                    .replace("namespace:", "annotations: {kubernetes.io/ingress.class: nginx}, namespace:")
            };
            Input::stream(service() + &each(n, one))
        },
    },
    Generator {
        name: "ingress-classes",
        grows: "IngressClasses beside one Ingress",
        least: 200,
        input: |n| {
            Input::stream(
                service() + &ingress("i", "nginx", "h.acme.dev") + &each(n, |i| ingress_class(&format!("c{i}"), "{}")),
            )
        },
    },
    Generator {
        name: "rules-of-an-ingress",
        grows: "rules of an Ingress",
        least: 200,
        input: |n| {
            let path = path("/");
            let rules = each(n, |i| format!("  - {{host: h{i}.acme.dev, http: {{paths: [{path}]}}}}\n"));
            Input::stream(service() + &passing_ingress(&format!("  rules:\n{rules}")))
        },
    },
    Generator {
        name: "paths-of-an-ingress",
        grows: "paths of an Ingress beside the root",
        least: 100,
        input: |n| {
            let paths = each(n, |i| format!("      - {}\n", path(&format!("/p{i}"))));
            Input::stream(
                service()
                    + &passing_ingress(&format!("  rules:\n  - host: h.acme.dev\n    http:\n      paths:\n{paths}")),
            )
        },
    },
    Generator {
        name: "certificates-of-an-ingress",
        grows: "entries of an Ingress's TLS",
        least: 400,
        input: |n| {
            let path = path("/");
            let entries = each(n, |i| format!("  - {{hosts: [h{i}.acme.dev], secretName: s}}\n"));
            Input::stream(
                service()
                    + &passing_ingress(&format!(
                        "  rules: [{{host: h.acme.dev, http: {{paths: [{path}]}}}}]\n  tls:\n{entries}"
                    )),
            )
        },
    },
    Generator {
        name: "labels-of-a-long-host",
        grows: "labels of the host of an Ingress",
        least: 4_000,
        input: |n| Input::stream(service() + &ingress("i", "nginx", &format!("{}dev", "a.".repeat(n)))),
    },
];

/// Writes an Ingress that passes TLS through, by its fields in lines of their own.
fn passing_ingress(fields: &str) -> String {
    head("networking.k8s.io/v1", "Ingress", "i")
        + &format!("  annotations: {{{PASSTHROUGH}}}\nspec:\n  ingressClassName: nginx\n{fields}")
}
