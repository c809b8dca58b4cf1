//! Many Exposures, and Exposures of many parts.

use super::pieces::{named_service, service};
use super::{Generator, Input, Kind, each};

const HEAD: &str = "apiVersion: portico.dev/v1alpha1\nkind: Exposure\nspec:\n  host: proxy.acme.dev\n  method: LoadBalancer\n  cloud: aws\n";

pub(super) const ALL: &[Generator] = &[
    Generator {
        name: "exposures",
        grows: "Exposures of a stream",
        least: 100,
        input: |n| Input::stream(each(n, exposure) + &service()),
    },
    Generator {
        name: "exposures-and-services",
        grows: "Exposures of a stream, and the Services that they name",
        least: 100,
        input: |n| {
            let one = |i| {
                exposure(i)
                    .replace("cloud: aws", &format!("cloud: aws, backend: {{service: service-{i}, namespace: a}}"))
            };
            let spec = "{ports: [{port: 443}], selector: {app: other}}";
            Input::stream(each(n, one) + &each(n, |i| named_service(&format!("service-{i}"), spec)))
        },
    },
    Generator {
        name: "annotations-of-an-exposure",
        grows: "annotations that an Exposure gives the load balancer",
        least: 100,
        input: |n| {
            Input::of(
                Kind::Exposure,
                HEAD.to_owned() + "  loadBalancer:\n    annotations:\n" + &each(n, |i| format!("      k{i}: v\n")),
            )
        },
    },
    Generator {
        name: "annotations-for-a-service",
        grows: "annotations that an Exposure gives the backend's Service, and those that this has",
        least: 100,
        input: |n| {
            let annotations = each(n, |i| format!("    k{i}: v\n"));
            let service = super::pieces::head("v1", "Service", "spaces-router")
                + "  annotations:\n"
                + &annotations
                + "spec:\n  ports: [{port: 443}]\n";
            let given = each(n, |i| format!("      k{i}: w\n"));
            Input::stream(service).serving(HEAD.to_owned() + "  loadBalancer:\n    annotations:\n" + &given)
        },
    },
    Generator {
        name: "unknown-fields-of-an-exposure",
        grows: "fields of an Exposure that nobody knows",
        least: 100,
        input: |n| Input::of(Kind::Exposure, HEAD.to_owned() + &each(n, |i| format!("  hots{i}: a\n"))),
    },
];

fn exposure(number: usize) -> String {
    format!(
        "---\napiVersion: portico.dev/v1alpha1\nkind: Exposure\nmetadata: {{name: e{number}}}\nspec: {{host: proxy{number}.acme.dev, method: LoadBalancer, cloud: aws}}\n"
    )
}
