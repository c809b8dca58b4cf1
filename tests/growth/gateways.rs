//! Many Gateways and classes, and Gateways of many parts.

use super::pieces::{
    ENVOY_GATEWAY, PASSING, gateway, gateway_class, gateway_of, head, object, of_gateway_api, route, service,
};
use super::{Generator, Input, each};

pub(super) const ALL: &[Generator] = &[
    Generator {
        name: "gateways",
        grows: "Gateways that pass TLS through",
        least: 100,
        input: |n| Input::stream(service() + &each(n, |i| gateway(&format!("g{i}"), "eg"))),
    },
    Generator {
        name: "gateways-of-one-name",
        grows: "Gateways of one name, and routes to it",
        least: 100,
        input: |n| {
            let gateways = gateway("g", "eg").repeat(n);
            let routes = each(n, |i| route(&format!("r{i}"), "name: g", &format!("h{i}.acme.dev"), "spaces-router"));
            Input::stream(service() + &gateways + &routes)
        },
    },
    Generator {
        name: "gateways-with-a-route-each",
        grows: "Gateways, each with a route of its own to the backend by the name of a listener",
        least: 100,
        input: |n| Input::stream(service() + &each(n, |i| gateway(&format!("g{i}"), "eg") + &route_to(i))),
    },
    Generator {
        name: "gateways-with-a-class-each",
        grows: "Gateways, each with a class and a route of its own",
        least: 100,
        input: |n| {
            let parts = |i| {
                gateway_class(&format!("c{i}"), ENVOY_GATEWAY)
                    + &gateway(&format!("g{i}"), &format!("c{i}"))
                    + &route_to(i)
            };
            Input::stream(service() + &each(n, parts))
        },
    },
    Generator {
        name: "gateways-of-traefik",
        grows: "Gateways of Traefik, whose listeners have another port, and routes to them",
        least: 100,
        input: |n| Input::stream(service() + &each(n, |i| gateway(&format!("g{i}"), "traefik") + &route_to(i))),
    },
    Generator {
        name: "gateways-with-an-envoy-proxy-each",
        grows: "Gateways of Envoy Gateway, each with a class and the settings of that",
        least: 50,
        input: |n| {
            let parts = |i| {
                let settings = "{provider: {type: Kubernetes, kubernetes: {envoyService: {type: LoadBalancer}}}}";
                let reference = format!(
                    "{{controllerName: {ENVOY_GATEWAY}, parametersRef: {{group: gateway.envoyproxy.io, kind: EnvoyProxy, name: e{i}, namespace: upbound-system}}}}"
                );
                object("gateway.envoyproxy.io/v1alpha1", "EnvoyProxy", &format!("e{i}"), settings)
                    + &of_gateway_api("GatewayClass", &format!("c{i}"), &reference)
                    + &gateway(&format!("g{i}"), &format!("c{i}"))
            };
            Input::stream(service() + &each(n, parts))
        },
    },
    Generator {
        name: "gateway-classes",
        grows: "GatewayClasses of which one may be meant, their names beginning alike",
        least: 200,
        input: |n| {
            let class = |i| gateway_class(&format!("class-with-a-long-common-prefix-{i:07}"), "acme.dev/controller");
            Input::stream(service() + &gateway("g", "eg") + &each(n, class))
        },
    },
    Generator {
        name: "gateway-classes-of-one-name",
        grows: "GatewayClasses of one name",
        least: 200,
        input: |n| Input::stream(service() + &gateway("g", "eg") + &gateway_class("eg", ENVOY_GATEWAY).repeat(n)),
    },
    Generator {
        name: "listeners",
        grows: "listeners of a Gateway, each of a host",
        least: 400,
        input: |n| Input::stream(service() + &gateway_of("g", &listeners(n))),
    },
    Generator {
        name: "listeners-in-conflict",
        grows: "listeners of a Gateway with one port and one host, of two protocols",
        least: 200,
        input: |n| {
            let listener = |i| {
                format!(
                    "  - {{name: l{i}, port: 443, protocol: {}, hostname: h.acme.dev}}\n",
                    if i % 2 == 0 { "TLS" } else { "HTTPS" }
                )
            };
            Input::stream(service() + &gateway_of("g", &each(n, listener)))
        },
    },
    Generator {
        name: "listeners-and-namespaces",
        grows: "listeners that choose namespaces by a label, and namespaces with another",
        least: 200,
        input: |n| {
            let listener = |i| {
                format!(
                    "  - {{name: l{i}, port: 443, protocol: TLS, hostname: h{i}.acme.dev, tls: {{mode: Passthrough}}, allowedRoutes: {{namespaces: {{from: Selector, selector: {{matchLabels: {{a: x{i}}}}}}}}}}}\n"
                )
            };
            let namespace =
                |i| format!("---\napiVersion: v1\nkind: Namespace\nmetadata: {{name: n{i}, labels: {{a: y{i}}}}}\n");
            let route = route("r", "name: g", "h.acme.dev", "spaces-router");
            Input::stream(service() + &gateway_of("g", &each(n, listener)) + &each(n, namespace) + &route)
        },
    },
    Generator {
        name: "certificates",
        grows: "certificates of a listener that passes TLS through",
        least: 400,
        input: |n| {
            let references = each(n, |i| format!("      - {{name: c{i}}}\n"));
            Input::stream(
                service()
                    + &gateway_of(
                        "g",
                        &format!(
                            "  - name: tls\n    port: 443\n    protocol: TLS\n    tls:\n      mode: Passthrough\n      certificateRefs:\n{references}"
                        ),
                    ),
            )
        },
    },
    Generator {
        name: "infrastructure",
        grows: "annotations of a Gateway's load balancer that are booleans",
        least: 300,
        input: |n| {
            let annotations = each(n, |i| format!("      k{i}: true\n"));
            Input::stream(
                service()
                    + &head("gateway.networking.k8s.io/v1", "Gateway", "g")
                    + "spec:\n  gatewayClassName: eg\n  infrastructure:\n    annotations:\n"
                    + &annotations
                    + &format!("  listeners: [{PASSING}]\n"),
            )
        },
    },
];

/// Writes a route of the backend to a listener of the Gateway of this number.
fn route_to(number: usize) -> String {
    let parent = format!("name: g{number}, sectionName: tls");
    route(&format!("r{number}"), &parent, &format!("h{number}.acme.dev"), "spaces-router")
}

/// Writes listeners that pass the TLS of a host each through.
pub(super) fn listeners(count: usize) -> String {
    each(count, |i| {
        format!("  - {{name: l{i}, port: 443, protocol: TLS, hostname: h{i}.acme.dev, tls: {{mode: Passthrough}}}}\n")
    })
}
