//! The Ingress that leads to the backend: its class, its annotations and its host.

use super::{ApplyPlan, chosen};
use crate::exposure::Exposure;
use crate::exposure::commented::data;
use crate::methods::objects::data_of;
use crate::methods::{entry, ingress};
use crate::reading::subject::{Kind, Subject};
use crate::views::backend_ingress::{IN_OBJECT, rules};
use crate::views::context::Context;
use k8s_openapi::api::networking::v1::IngressRule;
use portico_manifest::{Node, PathSegment};

pub(super) fn plan<'s, 'd, 't>(exposure: &Exposure, context: &Context<'s, 'd, 't>, plan: &mut ApplyPlan<'s, 'd, 't>) {
    let host = exposure.spec.host.as_str();
    let ingresses = context.ingresses().iter();
    let ingresses = ingresses.filter(|ingress| ingress.subject.kind == Kind::KubernetesObject);
    let candidates: Vec<_> = ingresses.map(|ingress| ingress.subject).collect();
    let rules = |subject: &Subject<'d, 't>| rules(subject, &exposure.spec.backend);
    let has_host =
        |subject: &Subject<'d, 't>| rules(subject).iter().any(|rule| rule.host.and_then(Node::as_str) == Some(host));
    let Some(there) = chosen(&candidates, exposure, &has_host) else {
        plan.added.push(ingress::ingress(exposure));
        return;
    };
    class_and_annotations(exposure, there, plan);
    if has_host(there) {
        return;
    }
    let mut path = there.path(&["spec", "rules"]);
    match rules(there).first() {
        Some(rule) => {
            path.push(PathSegment::Index(rule.index));
            let rule = IngressRule { host: Some(host.to_owned()), http: None };
            plan.merge(there, &path, data_of(&rule));
        }
        None => plan.append(there, &path, data_of(&ingress::rule(exposure))),
    }
}

fn class_and_annotations<'s, 'd, 't>(
    exposure: &Exposure,
    ingress: &'s Subject<'d, 't>,
    plan: &mut ApplyPlan<'s, 'd, 't>,
) {
    let annotations = ingress::annotations(exposure);
    if !annotations.is_empty() {
        plan.merge(ingress, &ingress.path(IN_OBJECT.annotations), data(&entry::fields(&annotations)));
    }
    // The annotation that named the class before the field did, and the field, exclude each other.
    let [field, annotation] = IN_OBJECT.classes;
    let is_annotated = ingress.get(field).is_none() && ingress.get(annotation).is_some();
    let place = if is_annotated { annotation } else { field };
    plan.merge(ingress, &ingress.path(place), ingress::class_name(exposure).into());
}
