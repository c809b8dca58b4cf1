//! Many routes, and routes of many parts.

use super::gateways::listeners;
use super::pieces::{gateway, gateway_class, gateway_of, object, of_gateway_api, route, service};
use super::{Generator, Input, each};

/// A reference to the backend.
const REFERENCE: &str = "{name: spaces-router, port: 443}";

pub(super) const ALL: &[Generator] = &[
    Generator {
        name: "routes",
        grows: "routes of the backend to one Gateway",
        least: 100,
        input: |n| Input::stream(service() + &gateway("g", "eg") + &routes(n, "TLSRoute")),
    },
    Generator {
        name: "routes-of-http",
        grows: "HTTPRoutes of the backend",
        least: 100,
        input: |n| Input::stream(service() + &gateway("g", "eg") + &routes(n, "HTTPRoute")),
    },
    Generator {
        name: "routes-of-tcp",
        grows: "TCPRoutes of the backend",
        least: 100,
        input: |n| {
            Input::stream(
                service()
                    + &gateway("g", "eg")
                    + &routes(n, "TCPRoute").replace(
                        "gateway.networking.k8s.io/v1\nkind: TCP",
                        "gateway.networking.k8s.io/v1alpha2\nkind: TCP",
                    ),
            )
        },
    },
    Generator {
        name: "routes-of-an-old-version",
        grows: "TLSRoutes of a version that newer clusters don't serve",
        least: 50,
        input: |n| {
            Input::stream(
                service()
                    + &gateway("g", "eg")
                    + &routes(n, "TLSRoute").replace("v1\nkind: TLSRoute", "v1alpha2\nkind: TLSRoute"),
            )
        },
    },
    Generator {
        name: "routes-and-listeners",
        grows: "listeners of a Gateway, and routes of the backend",
        least: 100,
        input: |n| Input::stream(service() + &gateway_of("g", &listeners(n)) + &routes(n, "TLSRoute")),
    },
    Generator {
        name: "routes-to-a-listener-each",
        grows: "listeners of a Gateway, and a route of the backend to each",
        least: 100,
        input: |n| {
            let routes = each(n, |i| {
                route(
                    &format!("r{i}"),
                    &format!("name: g, sectionName: l{i}"),
                    &format!("h{i}.acme.dev"),
                    "spaces-router",
                )
            });
            Input::stream(service() + &gateway_of("g", &listeners(n)) + &routes)
        },
    },
    Generator {
        name: "routes-to-no-listener",
        grows: "routes of the backend to listeners that aren't there",
        least: 50,
        input: |n| {
            let routes = each(n, |i| {
                route(
                    &format!("r{i}"),
                    &format!("name: g, sectionName: x{i}"),
                    &format!("h{i}.acme.dev"),
                    "spaces-router",
                )
            });
            Input::stream(service() + &gateway_of("g", &listeners(20)) + &routes)
        },
    },
    Generator {
        name: "routes-on-a-network-load-balancer",
        grows: "routes of the backend and of another Service, on one port of a Network Load Balancer",
        least: 200,
        input: |n| {
            let of = |name: &str| each(n, |i| route(&format!("{name}{i}"), "name: g", "h.acme.dev", name));
            let class = gateway_class("nlb", "gateway.k8s.aws/nlb");
            Input::stream(service() + &class + &gateway("g", "nlb") + &of("spaces-router") + &of("other"))
        },
    },
    Generator {
        name: "routes-of-two-hosts-on-a-network-load-balancer",
        grows: "the same, for two hosts",
        least: 100,
        input: |n| {
            let of =
                |name: &str| each(n, |i| route(&format!("{name}{i}"), "name: g", &format!("{name}.acme.dev"), name));
            let class = gateway_class("nlb", "gateway.k8s.aws/nlb");
            Input::stream(service() + &class + &gateway("g", "nlb") + &of("spaces-router") + &of("other"))
        },
    },
    Generator {
        name: "grants",
        grows: "routes of other namespaces to the backend, and grants for yet others",
        least: 200,
        input: |n| {
            let grant = |i| {
                let from = format!("[{{group: gateway.networking.k8s.io, kind: TLSRoute, namespace: m{i}}}]");
                grant(&format!("g{i}"), &from)
            };
            Input::stream(service() + &each(n, foreign_route) + &each(n, grant))
        },
    },
    Generator {
        name: "entries-of-a-grant",
        grows: "routes of other namespaces to the backend, and entries of a grant for yet others",
        least: 200,
        input: |n| {
            let from =
                each(n, |i| format!("  - {{group: gateway.networking.k8s.io, kind: TLSRoute, namespace: m{i}}}\n"));
            let spec = format!("\n  to: [{{group: '', kind: Service}}]\n  from:\n{from}");
            let grant = object("gateway.networking.k8s.io/v1beta1", "ReferenceGrant", "g", &spec);
            Input::stream(service() + &each(n, foreign_route) + &grant)
        },
    },
    Generator {
        name: "references",
        grows: "references of a route to the backend",
        least: 100,
        input: |n| {
            Input::stream(
                service() + &route_with("", &format!("  - backendRefs:\n{}", format!("    - {REFERENCE}\n").repeat(n))),
            )
        },
    },
    Generator {
        name: "references-of-no-weight",
        grows: "references of a route to the backend whose weight is 0",
        least: 25,
        input: |n| {
            let references = "    - {name: spaces-router, port: 443, weight: 0}\n".repeat(n);
            Input::stream(service() + &route_with("", &format!("  - backendRefs:\n{references}")))
        },
    },
    Generator {
        name: "rules-of-a-route",
        grows: "rules of a route to the backend",
        least: 100,
        input: |n| Input::stream(service() + &route_with("", &format!("  - backendRefs: [{REFERENCE}]\n").repeat(n))),
    },
    Generator {
        name: "hosts-of-a-route",
        grows: "hosts of a route, and listeners of a Gateway",
        least: 400,
        input: |n| {
            let hosts = each(n, |i| format!("  - h{i}.acme.dev\n"));
            let rules = format!("  - backendRefs: [{REFERENCE}]\n");
            Input::stream(service() + &gateway_of("g", &listeners(n)) + &route_with(&hosts, &rules))
        },
    },
    Generator {
        name: "hosts-that-are-none",
        grows: "hosts of a route that are no domain names",
        least: 400,
        input: |n| {
            let hosts = each(n, |i| format!("  - BAD{i}\n"));
            Input::stream(service() + &route_with(&hosts, &format!("  - backendRefs: [{REFERENCE}]\n")))
        },
    },
    Generator {
        name: "parents",
        grows: "Gateways that a route names",
        least: 200,
        input: |n| {
            let parents = each(n, |i| format!("  - {{name: g{i}}}\n"));
            let spec = format!(
                "\n  hostnames: [h.acme.dev]\n  rules: [{{backendRefs: [{REFERENCE}]}}]\n  parentRefs:\n{parents}"
            );
            Input::stream(service() + &gateway("g0", "eg") + &of_gateway_api("TLSRoute", "r", &spec))
        },
    },
    Generator {
        name: "parents-that-are-the-same",
        grows: "references of a route to one Gateway",
        least: 200,
        input: |n| {
            let spec = format!(
                "\n  hostnames: [h.acme.dev]\n  rules: [{{backendRefs: [{REFERENCE}]}}]\n  parentRefs:\n{}",
                "  - {name: g}\n".repeat(n)
            );
            Input::stream(service() + &gateway("g", "eg") + &of_gateway_api("TLSRoute", "r", &spec))
        },
    },
];

/// Writes routes of the backend to one Gateway.
fn routes(count: usize, kind: &str) -> String {
    let one = |i| route(&format!("r{i}"), "name: g", &format!("h{i}.acme.dev"), "spaces-router");
    each(count, one).replace("TLSRoute", kind)
}

/// Writes a route of the backend by its hosts and its rules, an item a line.
fn route_with(hosts: &str, rules: &str) -> String {
    let hosts = if hosts.is_empty() { "  - h.acme.dev\n" } else { hosts };
    of_gateway_api("TLSRoute", "r", &format!("\n  parentRefs: [{{name: g}}]\n  hostnames:\n{hosts}  rules:\n{rules}"))
}

/// Writes a route of another namespace to the backend.
fn foreign_route(number: usize) -> String {
    format!(
        "---\napiVersion: gateway.networking.k8s.io/v1\nkind: TLSRoute\nmetadata: {{name: r{number}, namespace: n{number}}}\nspec: {{parentRefs: [{{name: g}}], hostnames: [h{number}.acme.dev], rules: [{{backendRefs: [{{name: spaces-router, namespace: upbound-system, port: 443}}]}}]}}\n"
    )
}

/// Writes a grant for routes to Services of the backend's namespace.
fn grant(name: &str, from: &str) -> String {
    let spec = format!("{{from: {from}, to: [{{group: '', kind: Service}}]}}");
    object("gateway.networking.k8s.io/v1beta1", "ReferenceGrant", name, &spec)
}
