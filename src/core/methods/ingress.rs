//! The method Ingress: an Ingress that tells its controller to pass TLS through.

use super::choice::controller;
use super::object::{beside_backend, object, texts};
use super::policy::{Peers, network_policy};
use crate::exposure::Exposure;
use crate::exposure::commented::{Field, Written};
use crate::facts::controller::IngressFacts;
use crate::facts::spaces;
use crate::facts::version::Version;

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
pub(crate) fn annotations(exposure: &Exposure) -> Vec<Field> {
    if let Some(given) = exposure.spec.ingress.as_ref().and_then(|ingress| ingress.annotations.as_ref()) {
        return texts(given);
    }
    let known = facts(exposure).map_or(&[][..], |facts| facts.annotations);
    known.iter().map(|known| Field::text(known.key, known.value).comment(known.reason)).collect()
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
    let mut peers = peers(exposure);
    let mut fields = vec![Field::switch("provision", true), Field::text("host", &exposure.spec.host)];
    if spaces >= spaces::CONTROLLER_AGNOSTIC {
        fields.push(Field::text("ingressClassName", &class_name(exposure)));
        fields.push(Field::block("annotations", annotations(exposure)));
    } else {
        for &(key, value) in spaces::OLD_POD_LABELS {
            if !peers.pod_labels.iter().any(|label| label.key == key) {
                let comment = format!("the chart asks for {value} before 1.16; null takes that away");
                peers.pod_labels.push(Field::new(key, Written::Nothing).comment(comment));
            }
        }
    }
    fields.extend(peers.values("the controller's"));
    Field::block("ingress", fields)
}

/// Gives the Ingress, and the policy that lets its controller's pods in.
pub(crate) fn manifests(exposure: &Exposure) -> Vec<Vec<Field>> {
    [ingress(exposure)].into_iter().chain(network_policy(exposure, Some(&peers(exposure)))).collect()
}

/// Gives the Ingress.
pub(crate) fn ingress(exposure: &Exposure) -> Vec<Field> {
    let backend = &exposure.spec.backend;
    let mut metadata = beside_backend(exposure, &backend.service);
    let annotations = annotations(exposure);
    if !annotations.is_empty() {
        metadata.push(Field::block("annotations", annotations));
    }
    let spec = vec![Field::text("ingressClassName", &class_name(exposure)), Field::blocks("rules", [rule(exposure)])];
    object("networking.k8s.io/v1", "Ingress", metadata, vec![Field::block("spec", spec)])
}

/// Gives the rule of the Ingress that sends the host's traffic to the backend.
pub(crate) fn rule(exposure: &Exposure) -> Vec<Field> {
    let backend = &exposure.spec.backend;
    let service =
        vec![Field::text("name", &backend.service), Field::block("port", vec![Field::number("number", backend.port)])];
    let path = vec![
        Field::text("path", "/"),
        Field::text("pathType", "Prefix"),
        Field::block("backend", vec![Field::block("service", service)]),
    ];
    vec![Field::text("host", &exposure.spec.host), Field::block("http", vec![Field::blocks("paths", [path])])]
}

/// Gives the IngressClass, if nothing else makes it.
pub(crate) fn missing_class(exposure: &Exposure) -> Option<Vec<Field>> {
    let class = &facts(exposure)?.class;
    class.missing?;
    let metadata = vec![Field::text("name", &class_name(exposure))];
    let spec = vec![Field::text("controller", class.controller)];
    Some(object("networking.k8s.io/v1", "IngressClass", metadata, vec![Field::block("spec", spec)]))
}
