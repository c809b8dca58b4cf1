//! The method as plain Kubernetes objects, for a service that no chart's values expose.

use super::values::heading;
use crate::exposure::commented;
use crate::exposure::{Exposure, Method};
use crate::methods::{gateway_api, ingress, load_balancer};

/// Writes the objects as one stream.
pub(super) fn stream(exposure: &Exposure) -> String {
    let spec = &exposure.spec;
    let objects = match spec.method {
        Method::LoadBalancer => load_balancer::manifests(exposure),
        Method::Ingress => ingress::manifests(exposure),
        Method::GatewayAPI => gateway_api::manifests(exposure),
    };
    let mut text = heading(exposure);
    if spec.backend.is_spaces() {
        let note = "Instead of the chart's values, for a release that exposes nothing itself; never beside them.";
        commented::write_comment(&note.into(), 0, &mut text);
    }
    if spec.backend.pod_labels.is_empty() {
        let service = match spec.method {
            Method::LoadBalancer => {
                "Its Service keeps the selector that it has when this is applied by the server, and no"
            }
            Method::Ingress | Method::GatewayAPI => "No",
        };
        let note = format!("{service} NetworkPolicy is here: `spec.backend.podLabels` says which pods are behind it.");
        commented::write_comment(&note.into(), 0, &mut text);
    }
    let documents: Vec<String> = objects.into_iter().map(|object| commented::write(&object.fields())).collect();
    text.push_str(&documents.join("---\n"));
    text
}
