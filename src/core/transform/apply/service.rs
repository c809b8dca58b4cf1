//! The backend's Service: the changes to it, the port and the labels of its pods, and the objects beside it.

use super::ApplyPlan;
use crate::exposure::Exposure;
use crate::exposure::nested::nested;
use crate::methods::load_balancer;
use crate::methods::objects::Object;
use crate::reading::subject::{FILE_OF_HELM_4, Subject};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;
use portico_manifest::{Contents, Node, PathSegment};

/// The chart's file that added objects are said to come from. No such file exists, so its name says who made them.
const ADDED_FILE: &str = "added-by-portico.yaml";

/// Plans the Service's type, its annotations, and the `appProtocol` that health checks need.
pub(super) fn plan<'s, 'd, 't>(exposure: &Exposure, service: &'s Subject<'d, 't>, plan: &mut ApplyPlan<'s, 'd, 't>) {
    if let (Some(protocol), Some((index, _))) = (load_balancer::app_protocol(exposure), port(exposure, service)) {
        let mut path = service.path(&["spec", "ports"]);
        path.push(PathSegment::Index(index));
        plan.merge(service, &path, nested(&["appProtocol"], protocol.value));
    }
    plan.merge(service, &service.prefix, load_balancer::service(exposure));
}

/// Gives the Service's port that clients reach, with its place among the ports.
fn port<'d, 't>(exposure: &Exposure, service: &Subject<'d, 't>) -> Option<(usize, Node<'d, 't>)> {
    let number = i64::from(exposure.spec.backend.port);
    let is_faced = |port: &(usize, Node<'_, '_>)| port.1.get("port").and_then(Node::as_i64) == Some(number);
    service.get(&["spec", "ports"])?.items().enumerate().find(is_faced)
}

/// Gives the port of the pods that traffic to the Service reaches, by number or by name.
pub(super) fn pods_port(exposure: &Exposure, service: &Subject<'_, '_>) -> IntOrString {
    let target = port(exposure, service).and_then(|(_, port)| port.get("targetPort"));
    match target.and_then(Node::as_str) {
        Some(name) => IntOrString::String(name.to_owned()),
        None => IntOrString::Int(exposure.spec.backend.target_port.into()),
    }
}

/// Completes the Exposure with the pods' port and, where it has none, their labels, as the Service gives them.
pub(super) fn completed(mut exposure: Exposure, service: &Subject<'_, '_>) -> Exposure {
    if let Some((_, port)) = port(&exposure, service) {
        // Programs write 0 where nothing is said.
        let target = port.get("targetPort").filter(|target| target.as_i64() != Some(0));
        let number = target.map_or(port.get("port"), Some).and_then(Node::as_i64);
        let number = number.and_then(|number| u16::try_from(number).ok());
        exposure.spec.backend.target_port = number.unwrap_or(exposure.spec.backend.target_port);
    }
    if exposure.spec.backend.pod_labels.is_empty() {
        for pair in service.get(&["spec", "selector"]).entries() {
            exposure.spec.backend.pod_labels.insert(pair.key.key_text().into_owned(), pair.value.text().to_owned());
        }
    }
    exposure
}

/// Puts an added object into the Service's namespace, or none where the Service has none, and with Helm 4 into a file
/// of the chart.
pub(super) fn put_into_same_release(service: &Subject<'_, '_>, object: &mut Object) {
    object.metadata.namespace = service.namespace().map(str::to_owned);
    put_into_file(service, object);
}

/// With Helm 4, puts an added object into a file beside that of another.
pub(super) fn put_into_file(beside: &Subject<'_, '_>, object: &mut Object) {
    let Some(file) = beside.text(&["metadata", "annotations", FILE_OF_HELM_4]) else { return };
    let folder = file.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let annotations = object.metadata.annotations.get_or_insert_default();
    annotations.insert(FILE_OF_HELM_4.to_owned(), folder + ADDED_FILE);
}
