//! The Ingress that leads to the backend: its class, its annotations and its host.

use super::{Plan, chosen};
use crate::exposure::Exposure;
use crate::methods::ingress;
use crate::nested::nested;
use crate::render::commented::{Field, data};
use crate::subject::{Kind, Subject, Subjects};
use crate::views::backend_ingress::{IngressRule, of_backend};
use portico_manifest::{Node, PathSegment};
use serde_json::json;

/// What named the class before the field did; the two exclude each other.
const FORMER_CLASS: &str = "kubernetes.io/ingress.class";

pub(super) fn plan<'s, 'd, 't>(exposure: &Exposure, subjects: &'s Subjects<'d, 't>, plan: &mut Plan<'s, 'd, 't>) {
    let host = exposure.spec.host.as_str();
    let ingresses: Vec<_> =
        of_backend(subjects).filter(|ingress| ingress.subject.kind == Kind::KubernetesObject).collect();
    let rules = |subject: &Subject<'d, 't>| -> Vec<IngressRule<'d, 't>> {
        let ingress = ingresses.iter().find(|ingress| std::ptr::eq(ingress.subject, subject));
        ingress.map(|ingress| ingress.rules(&exposure.spec.backend)).unwrap_or_default()
    };
    let has_host =
        |subject: &Subject<'d, 't>| rules(subject).iter().any(|rule| rule.host.and_then(Node::as_str) == Some(host));
    let candidates: Vec<_> = ingresses.iter().map(|ingress| ingress.subject).collect();
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
            plan.merge(there, &path, nested(&["host"], host));
        }
        None => plan.append(there, &path, data(&ingress::rule(exposure))),
    }
}

fn class_and_annotations<'s, 'd, 't>(exposure: &Exposure, ingress: &'s Subject<'d, 't>, plan: &mut Plan<'s, 'd, 't>) {
    let mut annotations = ingress::annotations(exposure);
    let mut desired = json!({});
    let class = ingress::class_name(exposure);
    let has_field = ingress.get(&["spec", "ingressClassName"]).is_some();
    if !has_field && ingress.get(&["metadata", "annotations", FORMER_CLASS]).is_some() {
        annotations.push(Field::text(FORMER_CLASS, &class));
    } else {
        desired = nested(&["spec", "ingressClassName"], class);
    }
    if !annotations.is_empty() {
        desired["metadata"] = nested(&["annotations"], data(&annotations));
    }
    plan.merge(ingress, &ingress.prefix, desired);
}
