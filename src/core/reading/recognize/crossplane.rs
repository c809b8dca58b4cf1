//! The contents of Crossplane's objects: the values of a provider-helm release, the object in an `Object` of
//! provider-kubernetes, the objects of a Composition.

use super::chart::{is_spaces, name_and_version};
use super::{below, group_of, read_as_kind};
use crate::facts::version::Version;
use crate::reading::subject::{Kind, ObjectKind, Subject};
use portico_manifest::{Contents, Node, PathSegment};

/// The path of the values in a `Release` of Crossplane's provider-helm.
pub(crate) const PROVIDER_HELM_VALUES: &[&str] = &["spec", "forProvider", "values"];

/// The path of the object in an `Object` of Crossplane's provider-kubernetes.
pub(crate) const MANIFEST: &[&str] = &["spec", "forProvider", "manifest"];

/// Whether an object is a `Release` of Crossplane's provider-helm.
pub(super) fn is_release(node: Node<'_, '_>) -> bool {
    let text = |key| node.get(key).and_then(Node::as_str).unwrap_or_default();
    text("kind") == "Release" && matches!(group_of(text("apiVersion")), "helm.crossplane.io" | "helm.m.crossplane.io")
}

/// Whether an object is a `Release` of Crossplane's provider-helm that installs the Spaces chart.
pub(super) fn is_spaces_release(node: Node<'_, '_>) -> bool {
    is_release(node) && (is_spaces(chart(node, "name")) || is_spaces(chart(node, "url")))
}

/// Gives the version of the chart that a release installs, without its patch, and the field of `chart` that states it.
/// The address wins, as for the provider.
pub(crate) fn release_version(release: Node<'_, '_>) -> Option<(&'static str, Version)> {
    let of_address = name_and_version(chart(release, "url")).1.map(|version| ("url", version));
    let (field, version) = of_address.unwrap_or_else(|| ("version", chart(release, "version")));
    let end = version.find(['-', '+', '_']).unwrap_or(version.len());
    Some((field, Version::parse(&version[..end])?))
}

/// Gives the version of the Spaces chart that all releases of it among subjects install; none where they differ.
pub(crate) fn stated_release_version(subjects: &[Subject<'_, '_>]) -> Option<Version> {
    let is_release = |subject: &&Subject<'_, '_>| subject.object_kind == ObjectKind::SpacesRelease;
    let releases = subjects.iter().filter(is_release).filter(|release| writes(release.node));
    let mut versions = releases.map(|release| release_version(release.node).map(|(_, version)| version));
    let first = versions.next()?;
    first.filter(|_| versions.all(|version| version == first))
}

fn chart<'d>(release: Node<'d, '_>, key: &str) -> &'d str {
    let chart = ["spec", "forProvider", "chart", key].iter().try_fold(release, |node, key| node.get(key));
    chart.and_then(Node::as_str).unwrap_or_default()
}

/// Gives what an `Object` of Crossplane's provider-kubernetes holds.
pub(super) fn wrapped<'d, 't>(object: &Subject<'d, 't>) -> Option<Node<'d, 't>> {
    (object.object_kind == ObjectKind::ProviderKubernetesObject).then(|| object.get(MANIFEST)).flatten()
}

/// Whether a provider makes or changes what one of its objects is about, and doesn't only observe it.
pub(crate) fn writes(managed: Node<'_, '_>) -> bool {
    let Some(spec) = managed.get("spec") else { return true };
    // Before the list there was one word for all of it.
    let word = spec.get("managementPolicy").and_then(Node::as_str);
    let policies = spec.get("managementPolicies").filter(|policies| policies.is_sequence());
    match policies {
        Some(policies) => policies.items().any(|policy| matches!(policy.as_str(), Some("*" | "Create" | "Update"))),
        None => !matches!(word, Some("Observe" | "ObserveDelete")),
    }
}

/// Gives the `Object` of provider-kubernetes that a subject is wrapped in.
pub(crate) fn wrapper_of<'d, 't>(subject: &Subject<'d, 't>) -> Option<Subject<'d, 't>> {
    let prefix = subject.prefix.strip_suffix(&below(&[], MANIFEST)[..])?;
    let node = subject.document.root()?.at(prefix)?;
    let wrapper = read_as_kind(Kind::KubernetesObject.into(), subject.input, subject.document, node);
    let is_wrapper = wrapper.object_kind == ObjectKind::ProviderKubernetesObject;
    is_wrapper.then(|| Subject { prefix: prefix.to_vec(), ..wrapper })
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
