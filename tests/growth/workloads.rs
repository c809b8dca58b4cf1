//! Many workloads of controllers and values of their charts, and workloads of many parts.

use super::pieces::{ingress, object, service};
use super::{Generator, Input, each};

pub(super) const ALL: &[Generator] = &[
    Generator {
        name: "deployments-and-ingresses",
        grows: "Deployments of ingress-nginx without its argument, and Ingresses of the backend",
        least: 100,
        input: |n| {
            let deployments = each(n, |i| deployment(&format!("d{i}"), "[--controller-class=k8s.io/ingress-nginx]"));
            Input::stream(service() + &deployments + &ingresses(n))
        },
    },
    Generator {
        name: "controller-values-and-ingresses",
        grows: "values of ingress-nginx's chart, and Ingresses of the backend",
        least: 100,
        input: |n| {
            let values = "---\ncontroller: {ingressClassResource: {name: nginx}, extraArgs: {a: b}}\n".repeat(n);
            Input::stream(service() + &values + &ingresses(n))
        },
    },
    Generator {
        name: "controller-values-and-classes",
        grows: "values of Traefik's chart, and IngressClasses and GatewayClasses",
        least: 100,
        input: |n| {
            let values = "---\nproviders: {kubernetesGateway: {enabled: true, experimentalChannel: true}}\n".repeat(n);
            let class = |i| {
                super::pieces::ingress_class(&format!("i{i}"), "{}")
                    + &super::pieces::gateway_class(&format!("g{i}"), "traefik.io/gateway-controller")
            };
            Input::stream(service() + &values + &each(n, class))
        },
    },
    Generator {
        name: "operators-and-ingresses",
        grows: "objects of NGINX's operator, and Ingresses of the backend",
        least: 100,
        input: |n| {
            let object = |i| {
                object(
                    "charts.nginx.org/v1alpha1",
                    "NginxIngressController",
                    &format!("n{i}"),
                    "{ingressClassName: nginx}",
                )
            };
            Input::stream(service() + &each(n, object) + &ingresses(n))
        },
    },
    Generator {
        name: "arguments",
        grows: "arguments of a controller",
        least: 1_600,
        input: |n| Input::stream(service() + &deployment("d", &format!("[{}]", each(n, |i| format!("--a{i}=b,"))))),
    },
    Generator {
        name: "containers",
        grows: "containers of a Deployment",
        least: 800,
        input: |n| {
            let containers = each(n, |i| format!("{{name: c{i}, image: acme.dev/c, args: [--a={i}]}}, "));
            let spec = format!(
                "{{selector: {{matchLabels: {{a: b}}}}, template: {{metadata: {{labels: {{a: b}}}}, spec: {{containers: [{containers}]}}}}}}"
            );
            Input::stream(service() + &object("apps/v1", "Deployment", "d", &spec))
        },
    },
];

fn ingresses(count: usize) -> String {
    each(count, |i| ingress(&format!("i{i}"), "nginx", &format!("h{i}.acme.dev")))
}

/// Writes a Deployment of a controller with arguments in brackets.
fn deployment(name: &str, arguments: &str) -> String {
    let container =
        format!("{{name: controller, image: registry.k8s.io/ingress-nginx/controller:v1.12.0, args: {arguments}}}");
    let spec = format!(
        "{{selector: {{matchLabels: {{a: b}}}}, template: {{metadata: {{labels: {{a: b}}}}, spec: {{containers: [{container}]}}}}}}"
    );
    object("apps/v1", "Deployment", name, &spec)
}
