//! The contents of Crossplane's objects: the values of a provider-helm release, the objects of a Composition.

use super::{below, group_of};
use crate::reading::subject::{Kind, Subject};
use portico_manifest::{Contents, Node, PathSegment};

/// The path of the values in a `Release` of Crossplane's provider-helm.
pub(crate) const PROVIDER_HELM_VALUES: &[&str] = &["spec", "forProvider", "values"];

/// Whether an object is a `Release` of Crossplane's provider-helm.
fn is_release(subject: &Subject<'_, '_>) -> bool {
    let group = subject.text(&["apiVersion"]).map(group_of);
    subject.kind == Kind::KubernetesObject
        && subject.text(&["kind"]) == Some("Release")
        && (group == Some("helm.crossplane.io") || group == Some("helm.m.crossplane.io"))
}

/// Whether an object is a `Release` of Crossplane's provider-helm that installs the Spaces chart.
pub(crate) fn is_spaces_release(subject: &Subject<'_, '_>) -> bool {
    let chart = |key| subject.text(&["spec", "forProvider", "chart", key]);
    is_release(subject)
        && (chart("name") == Some("spaces")
            || chart("url").is_some_and(|url| url.trim_end_matches('/').ends_with("/spaces-artifacts/spaces")))
}

pub(super) fn is_composition(node: Node<'_, '_>) -> bool {
    let text = |key| node.get(key).and_then(Node::as_str).unwrap_or_default();
    text("kind") == "Composition" && group_of(text("apiVersion")) == "apiextensions.crossplane.io"
}

/// Gives the lists of resources in a Composition, with their paths: its own, and those of patch-and-transform steps.
pub(super) fn resources<'d, 't>(composition: Node<'d, 't>) -> Vec<(Node<'d, 't>, Vec<PathSegment>)> {
    let Some(spec) = composition.get("spec") else { return Vec::new() };
    let own = spec.get("resources").map(|list| (list, below(&[], &["spec", "resources"])));
    let steps = spec.get("pipeline").items().enumerate();
    let of_steps = steps.filter_map(|(index, step)| {
        let list = step.get("input")?.get("resources")?;
        let mut path = below(&[], &["spec", "pipeline"]);
        path.push(PathSegment::Index(index));
        Some((list, below(&path, &["input", "resources"])))
    });
    own.into_iter().chain(of_steps).collect()
}
