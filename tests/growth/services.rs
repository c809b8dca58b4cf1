//! Many Services, and Services of many parts.

use super::pieces::{head, load_balancer, named_service, policy, route, service};
use super::{Generator, Input, each};

pub(super) const ALL: &[Generator] = &[
    Generator {
        name: "services",
        grows: "load balancers",
        least: 100,
        input: |n| {
            let spec = "{type: LoadBalancer, ports: [{port: 443}], selector: {app: other}}";
            Input::stream(each(n, |i| named_service(&format!("s{i}"), spec)))
        },
    },
    Generator {
        name: "services-of-the-backend",
        grows: "load balancers of the backend",
        least: 100,
        input: |n| Input::stream(load_balancer().repeat(n)),
    },
    Generator {
        name: "services-of-many-namespaces",
        grows: "load balancers with a controller's annotation, each in its namespace",
        least: 100,
        input: |n| {
            Input::stream(each(n, |i| {
                format!(
                    "---\napiVersion: v1\nkind: Service\nmetadata: {{name: s{i}, namespace: n{i}, annotations: {{service.beta.kubernetes.io/aws-load-balancer-type: nlb}}}}\nspec: {{type: LoadBalancer, ports: [{{port: 443}}], selector: {{a: b}}}}\n"
                )
            }))
        },
    },
    Generator {
        name: "services-with-a-route-each",
        grows: "Services, each with a route of its own",
        least: 100,
        input: |n| {
            let spec = "{ports: [{port: 443}], selector: {app: other}}";
            Input::stream(
                service()
                    + &each(n, |i| {
                        named_service(&format!("s{i}"), spec)
                            + &route(&format!("r{i}"), "name: g", &format!("h{i}.acme.dev"), &format!("s{i}"))
                    }),
            )
        },
    },
    Generator {
        name: "services-policies-and-routes",
        grows: "Services of the backend, policies about its pods, and routes to it",
        least: 50,
        input: |n| {
            let ports = "[{from: [{podSelector: {matchLabels: {a: b}}}], ports: [{port: 8443}]}]";
            let gateway = super::pieces::gateway("g", "eg");
            let policies = each(n, |i| policy(&format!("p{i}"), ports));
            let routes = each(n, |i| route(&format!("r{i}"), "name: g", &format!("h{i}.acme.dev"), "spaces-router"));
            Input::stream(load_balancer().repeat(n) + &policies + &gateway + &routes)
        },
    },
    Generator {
        name: "ports",
        grows: "ports of the backend's Service",
        least: 600,
        input: |n| Input::stream(service_of_ports(n)),
    },
    Generator {
        name: "ports-of-one-name",
        grows: "ports of a Service that are the same",
        least: 400,
        input: |n| {
            let ports = "  - {name: p, port: 443}\n".repeat(n);
            Input::stream(head("v1", "Service", "spaces-router") + "spec:\n  ports:\n" + &ports)
        },
    },
    Generator {
        name: "ports-and-wrong-references",
        grows: "ports of the backend's Service, and references to ports that it doesn't have",
        least: 100,
        input: |n| {
            let references = each(n, |i| {
                route(&format!("r{i}"), "name: g", &format!("h{i}.acme.dev"), "spaces-router")
                    .replace("port: 443", "port: 65000")
            });
            Input::stream(service_of_ports(n) + &references)
        },
    },
    Generator {
        name: "ports-and-policies",
        grows: "ports of the backend's Service, and policies that open one each",
        least: 200,
        input: |n| {
            let policies =
                each(n, |i| policy(&format!("p{i}"), &format!("[{{ports: [{{port: {}}}]}}]", i % 30_000 + 1)));
            Input::stream(service_of_ports(n) + &policies)
        },
    },
    Generator {
        name: "selector",
        grows: "labels by which the backend's Service and a policy know its pods",
        least: 800,
        input: |n| {
            let labels = each(n, |i| format!("      k{i}: v\n"));
            let service = head("v1", "Service", "spaces-router")
                + "spec:\n  ports: [{port: 443, targetPort: 8443}]\n  selector:\n"
                + &labels;
            let policy = head("networking.k8s.io/v1", "NetworkPolicy", "p")
                + "spec:\n  ingress: []\n  podSelector:\n    matchLabels:\n"
                + &labels;
            Input::stream(service + &policy)
        },
    },
    Generator {
        name: "selectors",
        grows: "Services of the backend, and labels of a policy, of which each Service has one",
        least: 400,
        input: |n| {
            let service =
                |i| named_service("spaces-router", &format!("{{ports: [{{port: 443}}], selector: {{k{i}: v}}}}"));
            let policy = head("networking.k8s.io/v1", "NetworkPolicy", "p")
                + "spec:\n  ingress: []\n  podSelector:\n    matchLabels:\n"
                + &each(n, |i| format!("      k{i}: v\n"));
            Input::stream(each(n, service) + &policy)
        },
    },
];

/// Writes the backend's Service with so many ports, and other target ports.
fn service_of_ports(count: usize) -> String {
    let port = |i| format!("  - {{name: p{i}, port: {}, targetPort: {}}}\n", i % 30_000 + 1, i % 30_000 + 2);
    head("v1", "Service", "spaces-router") + "spec:\n  selector: {app: router}\n  ports:\n" + &each(count, port)
}
