//! The violations for which any API server refuses an exposure's objects, from tables and a few checks by hand.
//!
//! Each object is judged alone: rules judge how objects go together. Violations are reported by the rules, each one
//! kind of fault. The tests compare them with those of a real server.
//!
//! Read in Kubernetes 1.34 (`pkg/apis/*/validation`) and in the Gateway API's resource definitions of 1.3 to 1.6;
//! certainty high.

mod form;
mod gateway;
mod gateway_class;
mod ingress;
mod ingress_class;
mod judge;
mod label_selector;
mod located_field;
mod metadata;
mod network_policy;
mod service;
mod service_addresses;
mod shape;
mod tls_route;
mod walk;

use crate::facts::gateway_api::{Bundle, Channel};
use crate::facts::version::Version;
use crate::finding::{Safety, Severity};
use crate::reading::recognize::is_resource_list;
use crate::reading::subject::{Kind, ObjectKind, Subject, Subjects};
use crate::reading::target::Target;
use judge::Judge;
use located_field::LocatedField;
use portico_edit::Edit;
use portico_manifest::{PathSegment, Span};
use std::collections::BTreeSet;

pub(crate) use form::Form;
pub(crate) use service::name_form as service_name_form;

/// The kind of a fault, which decides the rule that reports it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FaultKind {
    /// The server has no such version of the kind.
    ApiVersion,
    /// A field that can't be set beside another one.
    Excluded,
    Missing,
    /// A name, a key of a label or a host of another form.
    Name,
    /// A repeated value that has to be unique.
    Repeated,
    Type,
    Unknown,
    /// A word, a number or an address that the field can't have.
    Value,
}

/// A fault for which the server refuses the object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Violation {
    pub fault: FaultKind,
    pub path: Vec<PathSegment>,
    pub span: Span,
    pub message: String,
    pub help: String,
    /// The fix: its title, whether it may be applied unseen, and the edit.
    pub fix: Option<(String, Safety, Edit)>,
    /// Whether a release newer than those that were read may accept it.
    pub may_be_newer: bool,
}

/// A violation, the object that it is in, and its severity.
pub(crate) struct Rejection {
    /// The index of the object among the subjects.
    pub subject: usize,
    pub violation: Violation,
    pub severity: Severity,
}

/// The versions of the server that judges.
#[derive(Clone, Copy)]
struct ServerVersions {
    kubernetes: Version,
    gateway_api: Bundle,
}

/// The newest Kubernetes whose fields were read.
const KUBERNETES_READ: Version = Version(1, 34);

/// The first Kubernetes without the beta versions of Ingress and IngressClass.
const WITHOUT_BETA: Version = Version(1, 22);

/// The oldest release of the Gateway API whose definitions were read.
const READ_SINCE: Version = Version(1, 3);

/// The releases of the Gateway API, the newest first, that a cluster of unstated version may have.
const RELEASES: [Bundle; 4] = [
    Bundle { version: Version(1, 6), channel: Channel::Standard },
    Bundle { version: Version(1, 5), channel: Channel::Standard },
    Bundle { version: Version(1, 4), channel: Channel::Experimental },
    Bundle { version: Version(1, 3), channel: Channel::Experimental },
];

/// Gives the rejections of the target's server, in the order of the objects.
pub(crate) fn rejections(subjects: &Subjects<'_, '_>) -> Vec<Rejection> {
    let mut rejections = Vec::new();
    for (index, subject) in subjects.all.iter().enumerate() {
        if subject.kind != Kind::KubernetesObject || subject.object_kind == ObjectKind::Other {
            continue;
        }
        let mut judged = judge_for(subject, &subjects.target);
        // A later step of a pipeline may add a missing field, as Crossplane adds names.
        if subject.document.root().is_some_and(is_resource_list) {
            judged.retain(|(violation, _)| violation.fault != FaultKind::Missing);
        }
        rejections.extend(judged.into_iter().map(|(violation, severity)| Rejection {
            subject: index,
            violation,
            severity,
        }));
    }
    rejections
}

/// Gives the violations of one object for the target's server. Of an assumed Gateway API, those that the newest release
/// accepts are left out, and those that some other release accepts are warnings.
fn judge_for(subject: &Subject<'_, '_>, target: &Target) -> Vec<(Violation, Severity)> {
    let server = ServerVersions { kubernetes: target.kubernetes.value, gateway_api: target.gateway_api.value };
    let found = judge(subject, server);
    let newest = RELEASES[0].version;
    let (version, is_assumed) = (server.gateway_api.version, target.gateway_api.is_assumed);
    let is_custom = is_custom(subject.object_kind);
    let others = (is_custom && is_assumed && !found.is_empty())
        .then(|| RELEASES.map(|gateway_api| judge(subject, ServerVersions { gateway_api, ..server })));
    let others = others.as_ref().map(|others| others.each_ref().map(|refused| likenesses(refused)));
    let is_read = !is_custom || (READ_SINCE..=newest).contains(&version);
    let fields_are_read = if is_custom {
        !is_assumed && version <= newest
    } else {
        !target.kubernetes.is_assumed && server.kubernetes <= KUBERNETES_READ
    };
    let graded = found.into_iter().filter_map(|violation| {
        let is_refused_by = |other: &BTreeSet<_>| other.contains(&violation.likeness());
        if others.as_ref().is_some_and(|others| others.first().is_some_and(|newest| !is_refused_by(newest))) {
            return None;
        }
        let by_all = others.as_ref().is_none_or(|others| others.iter().all(is_refused_by));
        let is_certain = !violation.may_be_newer || fields_are_read;
        let severity = if is_read && by_all && is_certain { Severity::Error } else { Severity::Warning };
        Some((violation, severity))
    });
    graded.collect()
}

impl Violation {
    /// Gives the part of a violation that is the same for two servers, whose messages may differ.
    fn likeness(&self) -> (FaultKind, Span, &[PathSegment]) {
        (self.fault, self.span, &self.path)
    }
}

fn likenesses(refused: &[Violation]) -> BTreeSet<(FaultKind, Span, &[PathSegment])> {
    refused.iter().map(Violation::likeness).collect()
}

fn is_custom(kind: ObjectKind) -> bool {
    matches!(kind, ObjectKind::Gateway | ObjectKind::GatewayClass | ObjectKind::TlsRoute)
}

/// Gives the violations of one object for one server.
fn judge(subject: &Subject<'_, '_>, server: ServerVersions) -> Vec<Violation> {
    let is_custom = is_custom(subject.object_kind);
    let mut judge = Judge { server, is_custom, prefix: &subject.prefix, found: Vec::new() };
    let root = LocatedField::root(subject);
    let check: fn(&mut Judge<'_>, &LocatedField<'_, '_, '_>) = match subject.object_kind {
        ObjectKind::Gateway => gateway::check,
        ObjectKind::GatewayClass => gateway_class::check,
        ObjectKind::Ingress => ingress::check,
        ObjectKind::IngressClass => ingress_class::check,
        ObjectKind::NetworkPolicy => network_policy::check,
        ObjectKind::Service => service::check,
        ObjectKind::TlsRoute => tls_route::check,
        _ => return Vec::new(),
    };
    if is_served(&mut judge, &root) {
        check(&mut judge, &root);
    }
    judge.found
}

/// Whether the object can be checked: notes a version of the kind that the server doesn't have, and passes over beta
/// versions where the server has them. Another rule judges TLSRoute's versions.
fn is_served(judge: &mut Judge<'_>, root: &LocatedField<'_, '_, '_>) -> bool {
    let (kind, given) = (root.text("kind"), root.text("apiVersion"));
    let served: &[&str] = match kind {
        "Service" => &["v1"],
        "Ingress" | "IngressClass" | "NetworkPolicy" => &["networking.k8s.io/v1"],
        "Gateway" | "GatewayClass" => &["gateway.networking.k8s.io/v1", "gateway.networking.k8s.io/v1beta1"],
        _ => return true,
    };
    let is_beta = given.ends_with("/v1beta1");
    if is_beta && kind.starts_with("Ingress") && judge.server.kubernetes < WITHOUT_BETA {
        return false;
    }
    let Some(version) = root.child("apiVersion").filter(|_| !served.contains(&given)) else { return true };
    let takes = served.join("` or `");
    let message = format!("the API server has no {kind} of `{given}`");
    let help = match kind {
        "Ingress" if is_beta => {
            "Write `networking.k8s.io/v1`; its fields differ: a path needs `pathType`, and a backend is written `service: {name, port: {number}}`.".to_owned()
        }
        _ => format!("Write `{takes}`."),
    };
    judge.refuse(FaultKind::ApiVersion, &version, message, help);
    false
}

#[cfg(test)]
mod tests;
