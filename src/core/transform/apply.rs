//! What an Exposure changes in the objects: the backend's Service, and the values of a release of the Spaces chart.

use super::Change;
use crate::diagnostic::Diagnostic;
use crate::exposure::{Exposure, Method};
use crate::methods::load_balancer;
use crate::nested::nested;
use crate::recognize::{PROVIDER_HELM_VALUES, is_spaces_release};
use crate::render::{EXACT_VALUES, commented, value_fields};
use crate::rules::{choice_not_supported, edit_not_possible};
use crate::subject::Subject;
use portico_edit::{self as edit, Edit};
use portico_manifest::{Limits, PathSegment};
use serde_json::Value;

/// Whether an Exposure has anything to do with an object.
pub(super) fn concerns(exposure: &Exposure, subject: &Subject<'_, '_>) -> bool {
    subject.is_service_of(&exposure.spec.backend) || is_release_to_change(exposure, subject)
}

/// The edits of every document that an Exposure changes.
pub(super) fn changes(
    exposure: &Exposure,
    subjects: &[Subject<'_, '_>],
    limits: &Limits,
) -> Result<Vec<Change>, Vec<Diagnostic>> {
    let mut changes: Vec<Change> = Vec::new();
    let mut found = Vec::new();
    for subject in subjects {
        let edits = if is_release_to_change(exposure, subject) {
            release(exposure, subject, limits)
        } else if subject.is_service_of(&exposure.spec.backend) {
            service(exposure, subject, limits)
        } else {
            continue;
        };
        match edits {
            Err(diagnostic) => found.push(diagnostic),
            Ok(edits) if edits.is_empty() => {}
            Ok(edits) => add(&mut changes, subject, edits),
        }
    }
    for change in &mut changes {
        edit::sort(&mut change.edits);
    }
    if found.is_empty() { Ok(changes) } else { Err(found) }
}

fn add(changes: &mut Vec<Change>, subject: &Subject<'_, '_>, edits: Vec<Edit>) {
    let documents = &subject.input.documents;
    let Some(document) = documents.iter().position(|document| std::ptr::eq(document, subject.document)) else { return };
    match changes.iter_mut().find(|change| change.document == document) {
        Some(change) => change.edits.extend(edits),
        None => changes.push(Change { document, edits }),
    }
}

fn is_release_to_change(exposure: &Exposure, subject: &Subject<'_, '_>) -> bool {
    exposure.spec.backend.is_spaces() && is_spaces_release(subject)
}

/// The values of a release get those that the Exposure renders.
fn release(exposure: &Exposure, subject: &Subject<'_, '_>, limits: &Limits) -> Result<Vec<Edit>, Diagnostic> {
    let path = subject.path(PROVIDER_HELM_VALUES);
    let desired = commented::data(&value_fields(exposure));
    edit::merge_exactly(subject.document, &path, &desired, EXACT_VALUES, limits)
        .map_err(|error| subject.place_at(edit_not_possible::diagnostic(&error), &path, error.span))
}

/// The Service gets its type, its annotations and what health checks need of its port.
fn service(exposure: &Exposure, subject: &Subject<'_, '_>, limits: &Limits) -> Result<Vec<Edit>, Diagnostic> {
    if exposure.spec.method != Method::LoadBalancer {
        let found = choice_not_supported::later(
            "applying another method than LoadBalancer to objects",
            "give the chart the values of `portico render`, or choose the method LoadBalancer",
        );
        return Err(subject.place_at_kind(found));
    }
    let mut edits = port(exposure, subject, limits)?;
    edits.extend(merge(subject, &subject.prefix, &load_balancer::service(exposure), limits)?);
    Ok(edits)
}

fn port(exposure: &Exposure, subject: &Subject<'_, '_>, limits: &Limits) -> Result<Vec<Edit>, Diagnostic> {
    let Some(protocol) = load_balancer::app_protocol(exposure) else { return Ok(Vec::new()) };
    let Some(ports) = subject.get(&["spec", "ports"]) else { return Ok(Vec::new()) };
    let number = i64::from(exposure.spec.backend.port);
    let is_faced = |port: portico_manifest::Node<'_, '_>| {
        port.get("port").and_then(portico_manifest::Node::as_i64) == Some(number)
    };
    let Some(index) = ports.items().position(is_faced) else { return Ok(Vec::new()) };
    let mut path = subject.path(&["spec", "ports"]);
    path.push(PathSegment::Index(index));
    merge(subject, &path, &nested(&["appProtocol"], protocol.value), limits)
}

fn merge(
    subject: &Subject<'_, '_>,
    path: &[PathSegment],
    desired: &Value,
    limits: &Limits,
) -> Result<Vec<Edit>, Diagnostic> {
    edit::merge(subject.document, path, desired, limits)
        .map_err(|error| subject.place_at(edit_not_possible::diagnostic(&error), path, error.span))
}
