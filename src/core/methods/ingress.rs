//! The method Ingress: an Ingress that tells its controller to pass TLS through.

use super::choice::controller;
use super::entry::{self, Entry};
use super::objects::{Comments, Object, beside_backend, named};
use super::policy::{Peers, network_policy};
use crate::exposure::Exposure;
use crate::exposure::commented::{Field, Written};
use crate::facts::controller::IngressFacts;
use crate::facts::spaces;
use crate::facts::version::Version;
use k8s_openapi::api::networking::v1::{
    HTTPIngressPath, HTTPIngressRuleValue, IngressBackend, IngressClassSpec, IngressRule, IngressServiceBackend,
    IngressSpec, ServiceBackendPort,
};

/// Gives the catalogue's facts of the controller; none where the Exposure names none, or one that isn't listed.
pub(crate) fn facts(exposure: &Exposure) -> Option<&'static IngressFacts> {
    controller(exposure)?.ingress.known()
}

/// Gives the controller's name, or else names its class.
pub(crate) fn controller_name(exposure: &Exposure) -> String {
    match (controller(exposure), facts(exposure)) {
        (Some(controller), Some(_)) => controller.name.to_owned(),
        _ => format!("the class {}", class_name(exposure)),
    }
}

/// Gives the IngressClass: the user's, else the controller's.
pub(crate) fn class_name(exposure: &Exposure) -> String {
    let given = exposure.spec.ingress.as_ref().and_then(|ingress| ingress.class_name.clone());
    given.unwrap_or_else(|| facts(exposure).map(|facts| facts.class.name.to_owned()).unwrap_or_default())
}

/// Gives the annotations that tell the controller to pass TLS through: the user's, else the catalogue's.
pub(crate) fn annotations(exposure: &Exposure) -> Vec<Entry> {
    if let Some(given) = exposure.spec.ingress.as_ref().and_then(|ingress| ingress.annotations.as_ref()) {
        return entry::given(given);
    }
    let known = facts(exposure).map_or(&[][..], |facts| facts.annotations);
    known.iter().map(|known| Entry::new(known.key, known.value).comment(known.reason)).collect()
}

/// Gives the labels of the pods that connect to the backend's pods.
pub(crate) fn peers(exposure: &Exposure) -> Peers {
    let given = exposure.spec.ingress.as_ref();
    Peers::of(
        facts(exposure).map(|facts| &facts.proxy),
        given.and_then(|given| given.pod_labels.as_ref()),
        given.and_then(|given| given.namespace_labels.as_ref()),
        "",
        "",
    )
}

/// Gives the chart's values for the Ingress: without a controller, the generic block of the documentation's page.
pub(crate) fn values(exposure: &Exposure, spaces: Version) -> Field {
    let peers = peers(exposure);
    let mut fields = vec![Field::switch("provision", true), Field::text("host", &exposure.spec.host)];
    let mut taken_away = Vec::new();
    if spaces >= spaces::CONTROLLER_AGNOSTIC {
        fields.push(Field::text("ingressClassName", &class_name(exposure)));
        fields.push(Field::block("annotations", entry::fields(&annotations(exposure))));
    } else {
        for &(key, value) in spaces::OLD_POD_LABELS {
            if !peers.pod_labels.iter().any(|label| label.key == key) {
                let comment = format!("the chart asks for {value} before 1.16; null removes it");
                taken_away.push(Field::new(key, Written::Nothing).comment(comment));
            }
        }
    }
    fields.extend(peers.values("the controller's", taken_away));
    Field::block("ingress", fields)
}

/// Gives the Ingress, and the policy that lets its controller's pods in.
pub(crate) fn manifests(exposure: &Exposure) -> Vec<Object> {
    let mut objects = vec![ingress(exposure)];
    objects.extend(network_policy(exposure, Some(&peers(exposure))));
    objects
}

/// Gives the Ingress.
pub(crate) fn ingress(exposure: &Exposure) -> Object {
    let spec = IngressSpec {
        ingress_class_name: Some(class_name(exposure)),
        rules: Some(vec![rule(exposure)]),
        ..IngressSpec::default()
    };
    let metadata = beside_backend(exposure, &exposure.spec.backend.service);
    Object::new(metadata, &spec, Comments::default()).annotated(annotations(exposure))
}

/// Gives the rule of the Ingress that sends the host's traffic to the backend.
pub(crate) fn rule(exposure: &Exposure) -> IngressRule {
    let backend = &exposure.spec.backend;
    let service = IngressServiceBackend {
        name: backend.service.clone(),
        port: Some(ServiceBackendPort { number: Some(backend.port.into()), ..ServiceBackendPort::default() }),
    };
    let path = HTTPIngressPath {
        path: Some("/".to_owned()),
        path_type: "Prefix".to_owned(),
        backend: IngressBackend { service: Some(service), ..IngressBackend::default() },
    };
    IngressRule { host: Some(exposure.spec.host.clone()), http: Some(HTTPIngressRuleValue { paths: vec![path] }) }
}

/// Gives the IngressClass, if nothing else makes it.
pub(crate) fn missing_class(exposure: &Exposure) -> Option<Object> {
    let class = &facts(exposure)?.class;
    class.missing?;
    let spec = IngressClassSpec { controller: Some(class.controller.to_owned()), ..IngressClassSpec::default() };
    Some(Object::new(named(&class_name(exposure)), &spec, Comments::default()))
}
