//! The method LoadBalancer: a load balancer of layer 4, made for the backend's own Service.

use super::choice::cloud;
use super::object::{beside_backend, object, texts};
use super::policy::network_policy;
use super::service_annotations::service_annotations;
use crate::exposure::commented::{Field, data};
use crate::exposure::nested::nested;
use crate::exposure::{Exposure, Extras};
use crate::facts::cloud::AppProtocol;
use serde_json::{Map, Value, json};

/// Gives the chart's values for the Service.
pub(crate) fn values(exposure: &Exposure) -> Field {
    let mut service = vec![Field::text("type", "LoadBalancer")];
    let annotations = service_annotations(exposure);
    if !annotations.is_empty() {
        service.push(Field::block("annotations", annotations));
    }
    if let Some(protocol) = app_protocol(exposure) {
        let comment = format!("Not on the documentation's page: {}.", protocol.reason);
        let field = Field::text("appProtocol", protocol.value).comment(comment);
        service.push(Field::block("http", vec![field]));
    }
    Field::block("router", vec![Field::block("proxy", vec![Field::block("service", service)])])
}

/// Gives the fields that an existing Service must have.
pub(crate) fn service(exposure: &Exposure) -> Value {
    let mut desired = Map::new();
    let annotations = data(&service_annotations(exposure));
    if annotations != json!({}) {
        desired.insert("metadata".to_owned(), nested(&["annotations"], annotations));
    }
    desired.insert("spec".to_owned(), nested(&["type"], "LoadBalancer"));
    Value::Object(desired)
}

/// Gives the protocol that the client-facing port must declare for the cloud's health checks to pass, if any.
pub(crate) fn app_protocol(exposure: &Exposure) -> Option<AppProtocol> {
    match exposure.spec.extras {
        Extras::Recommended => cloud(exposure).app_protocol,
        Extras::None => None,
    }
}

/// Gives the Service, and the policy that lets clients reach its pods.
pub(crate) fn manifests(exposure: &Exposure) -> Vec<Vec<Field>> {
    let backend = &exposure.spec.backend;
    let mut metadata = beside_backend(exposure, &backend.service);
    let annotations = service_annotations(exposure);
    if !annotations.is_empty() {
        metadata.push(Field::block("annotations", annotations));
    }
    let mut port = vec![
        Field::text("name", "https"),
        Field::text("protocol", "TCP"),
        Field::number("port", backend.port),
        Field::number("targetPort", backend.target_port),
    ];
    if let Some(protocol) = app_protocol(exposure) {
        port.push(Field::text("appProtocol", protocol.value).comment(protocol.reason));
    }
    let mut spec = vec![Field::text("type", "LoadBalancer")];
    if let Some(class) = cloud(exposure).load_balancer_class {
        spec.push(Field::text("loadBalancerClass", class).comment("it can't be added or changed later"));
    }
    spec.push(Field::blocks("ports", [port]));
    if !backend.pod_labels.is_empty() {
        spec.push(Field::block("selector", texts(&backend.pod_labels)));
    }
    let service = object("v1", "Service", metadata, vec![Field::block("spec", spec)]);
    let mut objects = vec![service];
    objects.extend(network_policy(exposure, None));
    objects
}
