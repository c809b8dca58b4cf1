//! The method LoadBalancer: a load balancer of layer 4, made for the backend's own Service.

use super::choice::cloud;
use super::entry;
use super::objects::{Comments, Object, beside_backend, data_of};
use super::policy::network_policy;
use super::service_annotations::service_annotations;
use crate::exposure::commented::{Field, data};
use crate::exposure::nested::nested;
use crate::exposure::{Exposure, Extras};
use crate::facts::cloud::AppProtocol;
use k8s_openapi::api::core::v1::{ServicePort, ServiceSpec};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;
use serde_json::{Map, Value};

/// The type of a Service that has a load balancer.
const TYPE: &str = "LoadBalancer";

/// Gives the chart's values for the Service.
pub(crate) fn values(exposure: &Exposure) -> Field {
    let mut service = vec![Field::text("type", TYPE)];
    let annotations = service_annotations(exposure);
    if !annotations.is_empty() {
        service.push(Field::block("annotations", entry::fields(&annotations)));
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
    let annotations = service_annotations(exposure);
    if !annotations.is_empty() {
        desired.insert("metadata".to_owned(), nested(&["annotations"], data(&entry::fields(&annotations))));
    }
    let spec = ServiceSpec { type_: Some(TYPE.to_owned()), ..ServiceSpec::default() };
    desired.insert("spec".to_owned(), data_of(&spec));
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
pub(crate) fn manifests(exposure: &Exposure) -> Vec<Object> {
    let mut objects = vec![service_object(exposure)];
    objects.extend(network_policy(exposure, None));
    objects
}

fn service_object(exposure: &Exposure) -> Object {
    let backend = &exposure.spec.backend;
    let mut comments = Comments::default();
    let protocol = app_protocol(exposure);
    if let Some(protocol) = &protocol {
        comments.field("spec.ports.appProtocol", protocol.reason);
    }
    let class = cloud(exposure).load_balancer_class;
    if class.is_some() {
        comments.field("spec.loadBalancerClass", "a class can't be added or changed later");
    }
    let port = ServicePort {
        name: Some("https".to_owned()),
        protocol: Some("TCP".to_owned()),
        port: backend.port.into(),
        target_port: Some(IntOrString::Int(backend.target_port.into())),
        app_protocol: protocol.map(|protocol| protocol.value.to_owned()),
        ..ServicePort::default()
    };
    let spec = ServiceSpec {
        type_: Some(TYPE.to_owned()),
        load_balancer_class: class.map(str::to_owned),
        ports: Some(vec![port]),
        selector: entry::map(&entry::given(&backend.pod_labels)),
        ..ServiceSpec::default()
    };
    let object = Object::new(beside_backend(exposure, &backend.service), &spec, comments);
    object.annotated(service_annotations(exposure))
}
