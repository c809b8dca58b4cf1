//! What is asked of the functions.

use portico_function::json::to_struct;
use portico_function::protocol::v1::{Resource, RunFunctionRequest, State};
use serde_json::{Value, json};

/// The number of composed objects of the larger workload.
const OBJECTS: usize = 20;

/// A request, and the name of what it is.
#[derive(Debug)]
pub struct Workload {
    /// The name.
    pub name: &'static str,
    /// The request.
    pub request: RunFunctionRequest,
}

/// Gives the workloads: a Release that gets values, and composed objects among which a Service is patched.
#[must_use]
pub fn workloads() -> [Workload; 2] {
    let objects = (0..OBJECTS).map(|number| (format!("object-{number:02}"), object(number)));
    [
        Workload { name: "a release", request: request([("spaces".to_owned(), release())]) },
        Workload { name: "20 objects", request: request(objects) },
    ]
}

fn resource(object: &Value) -> Resource {
    Resource { resource: object.as_object().map(to_struct), ..Resource::default() }
}

fn request(desired: impl IntoIterator<Item = (String, Value)>) -> RunFunctionRequest {
    let input = json!({
        "apiVersion": "portico.dev/v1alpha1",
        "kind": "Exposure",
        "spec": {"method": "LoadBalancer", "cloud": "aws"},
    });
    let composite = json!({
        "apiVersion": "platform.example.org/v1alpha1",
        "kind": "XSpace",
        "metadata": {"name": "team-a"},
        "spec": {"exposure": {"host": "proxy.acme.dev"}},
    });
    let resources = desired.into_iter().map(|(name, object)| (name, resource(&object))).collect();
    RunFunctionRequest {
        input: input.as_object().map(to_struct),
        observed: Some(State { composite: Some(resource(&composite)), ..State::default() }),
        desired: Some(State { composite: None, resources }),
        ..RunFunctionRequest::default()
    }
}

fn release() -> Value {
    let chart = json!({"name": "spaces", "repository": "oci://xpkg.upbound.io/spaces-artifacts", "version": "1.17.0"});
    let values = json!({"router": {"replicaCount": 2}, "account": "acme"});
    json!({
        "apiVersion": "helm.crossplane.io/v1beta1",
        "kind": "Release",
        "spec": {"forProvider": {"chart": chart, "namespace": "upbound-system", "values": values}},
    })
}

/// Makes one of the objects: the first is the Service that is exposed.
fn object(number: usize) -> Value {
    let metadata = |name: &str| json!({"name": name, "namespace": "upbound-system", "labels": {"app": name}});
    let name = format!("app-{number}");
    match number {
        0 => json!({
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": metadata("spaces-router"),
            "spec": {
                "type": "ClusterIP",
                "selector": {"app": "router"},
                "ports": [{"name": "https", "port": 443, "targetPort": 8443}],
            },
        }),
        _ if number.is_multiple_of(3) => json!({
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": metadata(&name),
            "data": {"config.yaml": "level: info\nworkers: 4\n".repeat(10)},
        }),
        _ if number % 3 == 1 => json!({
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": metadata(&name),
            "spec": {"selector": {"app": name}, "ports": [{"port": 80, "targetPort": 8080}]},
        }),
        _ => json!({
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "metadata": metadata(&name),
            "spec": {
                "replicas": 2,
                "selector": {"matchLabels": {"app": name}},
                "template": {
                    "metadata": {"labels": {"app": name}},
                    "spec": {"containers": [{
                        "name": "main",
                        "image": "registry.example.org/app:1.2.3",
                        "ports": [{"containerPort": 8080}],
                        "resources": {"requests": {"cpu": "100m", "memory": "64Mi"}, "limits": {"memory": "128Mi"}},
                    }]},
                },
            },
        }),
    }
}
