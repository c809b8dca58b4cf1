//! The objects from which controllers read their settings, read as the types that they have there.
//!
//! Their fields are facts, because values and objects of users are judged by them too: no type of the writer keeps
//! them from being misspelt, so these do.

#![allow(dead_code, reason = "reading is all that these types are for")]

use super::{Options, render};
use crate::facts::cloud::Cloud;
use crate::facts::controller::{Controller, SetupForm};
use crate::finding::Source;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Object<T> {
    api_version: String,
    kind: String,
    metadata: Metadata,
    spec: T,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Metadata {
    name: String,
    namespace: Option<String>,
}

/// As in `api/v1alpha1/envoyproxy_types.go` of envoyproxy/gateway.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EnvoyProxy {
    provider: EnvoyProvider,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EnvoyProvider {
    r#type: String,
    kubernetes: Option<EnvoyKubernetes>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct EnvoyKubernetes {
    envoy_service: EnvoyService,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EnvoyService {
    annotations: BTreeMap<String, String>,
}

/// As in `api/v1alpha1/nginxingresscontroller_types.go` of Azure/aks-app-routing-operator.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct NginxIngressController {
    ingress_class_name: String,
    controller_name_prefix: String,
    #[serde(rename = "enableSSLPassthrough")]
    enable_ssl_passthrough: bool,
    load_balancer_annotations: Option<BTreeMap<String, String>>,
}

/// Reads an object by the type of its kind.
fn read(kind: &str, text: &str) -> Result<(), serde_yaml::Error> {
    match kind {
        "EnvoyProxy" => serde_yaml::from_str::<Object<EnvoyProxy>>(text).map(|_| ()),
        "NginxIngressController" => serde_yaml::from_str::<Object<NginxIngressController>>(text).map(|_| ()),
        _ => panic!("{kind} has no type here"),
    }
}

/// Gives the kind of the object that has the controller's settings for a method.
fn kind(setup: Option<&SetupForm>) -> Option<&'static str> {
    match setup? {
        SetupForm::Object { kind, .. } => Some(kind),
        SetupForm::HelmValues { .. } => None,
    }
}

#[test]
fn a_controller_s_settings_are_fields_of_its_object() {
    let mut kinds = Vec::new();
    for controller in Controller::all() {
        let Controller { id, ingress, gateway, cloud, .. } = controller;
        let ingress = kind(ingress.known().map(|facts| &facts.setup.form)).map(|kind| ("Ingress", kind));
        let gateway = kind(gateway.known().map(|facts| &facts.setup.form)).map(|kind| ("GatewayAPI", kind));
        for (method, kind) in ingress.into_iter().chain(gateway) {
            for cloud in Cloud::all().filter(|known| cloud.is_none_or(|only| only == known.id)) {
                let spec = format!("{{host: proxy.acme.dev, method: {method}, controller: {id}, cloud: {}}}", cloud.id);
                let text = format!("apiVersion: portico.dev/v1alpha1\nkind: Exposure\nspec: {spec}\n");
                let rendered = render(&Source { name: "exposure.yaml".to_owned(), text }, &Options::default())
                    .expect("it is right");
                let file = format!("{}.yaml", kind.to_ascii_lowercase());
                let object = rendered.prerequisites.iter().find(|prerequisite| prerequisite.file == file);
                let text = &object.expect("the object is a prerequisite").text;
                read(kind, text).unwrap_or_else(|error| panic!("{error}:\n{text}"));
            }
            kinds.push(kind);
        }
    }
    assert!(kinds.len() > 1, "{kinds:?}");
}
