//! The method Ingress: an Ingress that tells its controller to pass TLS through.

use crate::controller::{Controller, IngressFacts, Passthrough};
use crate::exposure::Exposure;
use crate::render::commented::Field;
use std::collections::BTreeMap;

/// The facts of the controller that an Exposure names; none where it only gives a class.
pub(crate) fn facts(exposure: &Exposure) -> Option<(&'static Controller, &'static IngressFacts)> {
    let controller = Controller::find(exposure.spec.controller.as_deref()?)?;
    match &controller.passthrough {
        Passthrough::Ingress(facts) => Some((controller, facts)),
        Passthrough::Refused { .. } => None,
    }
}

/// What people call the controller, or its class.
pub(crate) fn controller_name(exposure: &Exposure) -> String {
    match facts(exposure) {
        Some((controller, _)) => controller.name.to_owned(),
        None => format!("the class {}", class_name(exposure)),
    }
}

/// The IngressClass: the user's, else the controller's.
pub(crate) fn class_name(exposure: &Exposure) -> String {
    let given = exposure.spec.ingress.as_ref().and_then(|ingress| ingress.class_name.clone());
    given.unwrap_or_else(|| facts(exposure).map(|(_, facts)| facts.class_name.to_owned()).unwrap_or_default())
}

/// The chart's values for the Ingress. Without a controller they are the page's generic block.
pub(crate) fn values(exposure: &Exposure) -> Field {
    let facts = facts(exposure).map(|(_, facts)| facts);
    let given = exposure.spec.ingress.clone().unwrap_or_default();

    let annotations = given.annotations.map_or_else(
        || {
            let known = facts.map_or(&[][..], |facts| facts.annotations);
            known.iter().map(|known| Field::text(known.key, known.value).comment(known.reason)).collect()
        },
        plain,
    );
    let pod_labels = given.pod_labels.map_or_else(
        || {
            facts
                .map_or(&[][..], |facts| facts.pod_labels)
                .iter()
                .map(|(key, value)| Field::text(*key, *value))
                .collect()
        },
        plain,
    );
    let namespace_labels = given.namespace_labels.map_or_else(
        || facts.map(|facts| Field::text("kubernetes.io/metadata.name", facts.namespace)).into_iter().collect(),
        plain,
    );
    Field::block(
        "ingress",
        vec![
            Field::switch("provision", true),
            Field::text("host", &exposure.spec.host),
            Field::text("ingressClassName", class_name(exposure)),
            Field::block("annotations", annotations),
            Field::block("podLabels", pod_labels)
                .comment("the controller's pods and namespace: the NetworkPolicy lets them in"),
            Field::block("namespaceLabels", namespace_labels),
        ],
    )
}

fn plain(pairs: BTreeMap<String, String>) -> Vec<Field> {
    pairs.into_iter().map(|(key, value)| Field::text(key, value)).collect()
}
