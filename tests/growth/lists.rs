//! Many objects in one document, of which several have a fault or something to change.

use super::{Generator, Input, Kind, each};
use serde_json::{Value, json};

/// The backend's Service as an item.
const SERVICE: &str = "- {apiVersion: v1, kind: Service, metadata: {name: spaces-router, namespace: upbound-system}, spec: {ports: [{port: 443, targetPort: 8443}], selector: {app: router}}}\n";

/// A load balancer of the backend as an item.
const LOAD_BALANCER: &str = "- {apiVersion: v1, kind: Service, metadata: {name: spaces-router, namespace: upbound-system, annotations: {service.beta.kubernetes.io/aws-load-balancer-type: external}}, spec: {type: LoadBalancer, ports: [{port: 443, targetPort: 8443}], selector: {app: router}}}\n";

pub(super) const ALL: &[Generator] = &[
    Generator {
        name: "list",
        grows: "items of a List with a boolean each, a line each",
        least: 100,
        input: |n| Input::stream(list(&each(n, |i| item(&format!("s{i}"))))),
    },
    Generator {
        name: "list-on-one-line",
        grows: "items of a List with a boolean each, on one line, as kubectl prints them",
        least: 100,
        input: |n| Input::stream(json!({"apiVersion": "v1", "kind": "List", "items": items(n)}).to_string()),
    },
    Generator {
        name: "array-on-one-line",
        grows: "objects of an array, on one line",
        least: 100,
        input: |n| Input::stream(Value::Array(items(n)).to_string()),
    },
    Generator {
        name: "list-of-lists",
        grows: "Lists of one item in a List",
        least: 100,
        input: |n| {
            let inner = |i| {
                format!(
                    "- {{apiVersion: v1, kind: List, items: [{}]}}\n",
                    item(&format!("s{i}")).trim_start_matches("- ").trim()
                )
            };
            Input::stream(list(&each(n, inner)))
        },
    },
    Generator {
        name: "list-of-policies-with-a-fix-each",
        grows: "policies of a List, which open the Service's port and not its pods'",
        least: 25,
        input: |n| Input::stream(list(&(SERVICE.to_owned() + &each(n, policy)))),
    },
    Generator {
        name: "list-of-load-balancers",
        grows: "load balancers of the backend in a List, which lack an annotation",
        least: 25,
        input: |n| Input::stream(list(&LOAD_BALANCER.repeat(n))),
    },
    Generator {
        name: "list-of-exposures",
        grows: "Exposures in a List",
        least: 50,
        input: |n| {
            let exposure = |i| {
                format!(
                    "- {{apiVersion: portico.dev/v1alpha1, kind: Exposure, metadata: {{name: e{i}}}, spec: {{host: proxy.acme.dev, method: LoadBalancer, cloud: aws}}}}\n"
                )
            };
            Input::stream(list(&(SERVICE.to_owned() + &each(n, exposure))))
        },
    },
    Generator {
        name: "resource-list-of-services",
        grows: "Services of the backend in a ResourceList, all of which are changed",
        least: 25,
        input: |n| Input::of(Kind::ResourceList, resource_list(AWS, &LOAD_BALANCER.repeat(n))),
    },
    Generator {
        name: "resource-list-of-policies",
        grows: "policies in a ResourceList",
        least: 50,
        input: |n| Input::of(Kind::ResourceList, resource_list(AWS, &(SERVICE.to_owned() + &each(n, policy)))),
    },
    Generator {
        name: "resource-list-of-others",
        grows: "objects in a ResourceList that have nothing to do with the backend",
        least: 200,
        input: |n| {
            let other = |i| {
                format!(
                    "- {{apiVersion: v1, kind: ConfigMap, metadata: {{name: c{i}, namespace: upbound-system}}, data: {{a: b}}}}\n"
                )
            };
            Input::of(Kind::ResourceList, resource_list(AWS, &(SERVICE.to_owned() + &each(n, other))))
        },
    },
    Generator {
        name: "resource-list-of-booleans",
        grows: "objects in a ResourceList with a boolean each, of which one is changed",
        least: 100,
        input: |n| {
            Input::of(
                Kind::ResourceList,
                resource_list(AWS, &(SERVICE.to_owned() + &each(n, |i| item(&format!("s{i}"))))),
            )
        },
    },
    Generator {
        name: "resource-list-of-routes",
        grows: "routes of the backend in a ResourceList",
        least: 50,
        input: |n| {
            let route = |i| {
                format!(
                    "- {{apiVersion: gateway.networking.k8s.io/v1, kind: TLSRoute, metadata: {{name: r{i}, namespace: upbound-system}}, spec: {{parentRefs: [{{name: g}}], hostnames: [h{i}.acme.dev], rules: [{{backendRefs: [{{name: spaces-router, port: 443}}]}}]}}}}\n"
                )
            };
            let fields = "method: GatewayAPI, controller: envoy-gateway";
            Input::of(Kind::ResourceList, resource_list(fields, &(SERVICE.to_owned() + &each(n, route))))
        },
    },
    Generator {
        name: "resource-list-of-releases",
        grows: "releases of provider-helm in a ResourceList, all of which are changed",
        least: 25,
        input: |n| {
            let release = |i| {
                format!(
                    "- {{apiVersion: helm.crossplane.io/v1beta1, kind: Release, metadata: {{name: r{i}}}, spec: {{forProvider: {{chart: {{name: spaces, repository: 'oci://xpkg.upbound.io/spaces-artifacts'}}, namespace: upbound-system, values: {{router: {{replicaCount: 2}}}}}}}}}}\n"
                )
            };
            Input::of(Kind::ResourceList, resource_list(AWS, &each(n, release)))
        },
    },
    Generator {
        name: "resource-list-of-objects",
        grows: "Services of the backend in Objects of provider-kubernetes, all of which are changed",
        least: 25,
        input: |n| {
            let object = |i| {
                format!(
                    "- {{apiVersion: kubernetes.m.crossplane.io/v1alpha1, kind: Object, metadata: {{name: o{i}, namespace: team}}, spec: {{forProvider: {{manifest: {{apiVersion: v1, kind: Service, metadata: {{name: spaces-router, namespace: upbound-system}}, spec: {{ports: [{{port: 443}}]}}}}}}}}}}\n"
                )
            };
            Input::of(Kind::ResourceList, resource_list(AWS, &each(n, object)))
        },
    },
    Generator {
        name: "resource-list-of-set-entries",
        grows: "entries of `set` in a release of provider-helm",
        least: 100,
        input: |n| {
            let entries = each(n, |i| format!("{{name: 'ingress.annotations.a{i}', value: 'a,ingress.host=h{i}'}}, "));
            let release = format!(
                "- {{apiVersion: helm.crossplane.io/v1beta1, kind: Release, metadata: {{name: spaces}}, spec: {{forProvider: {{chart: {{name: spaces}}, values: {{ingress: {{host: proxy.acme.dev}}}}, set: [{entries}]}}}}}}\n"
            );
            Input::of(Kind::ResourceList, resource_list(AWS, &release))
        },
    },
];

const AWS: &str = "method: LoadBalancer, cloud: aws";

fn list(items: &str) -> String {
    format!("apiVersion: v1\nkind: List\nitems:\n{items}")
}

fn resource_list(fields: &str, items: &str) -> String {
    let config =
        format!("{{apiVersion: portico.dev/v1alpha1, kind: Exposure, spec: {{host: proxy.acme.dev, {fields}}}}}");
    format!("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nfunctionConfig: {config}\nitems:\n{items}")
}

/// Writes a Service with an annotation that is a boolean.
fn item(name: &str) -> String {
    format!(
        "- {{apiVersion: v1, kind: Service, metadata: {{name: {name}, namespace: upbound-system, annotations: {{a: true}}}}, spec: {{ports: [{{port: 443}}]}}}}\n"
    )
}

/// Gives such Services as data.
fn items(count: usize) -> Vec<Value> {
    let one = |i| {
        let metadata = json!({"name": format!("s{i}"), "namespace": "upbound-system", "annotations": {"a": true}});
        json!({"apiVersion": "v1", "kind": "Service", "metadata": metadata, "spec": {"ports": [{"port": 443}]}})
    };
    (0..count).map(one).collect()
}

/// Writes a policy that opens the Service's port.
fn policy(number: usize) -> String {
    format!(
        "- {{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {{name: p{number}, namespace: upbound-system}}, spec: {{podSelector: {{matchLabels: {{app: router}}}}, ingress: [{{ports: [{{port: 443}}]}}]}}}}\n"
    )
}
