//! What a document is, by its content: an Exposure, values, a Kubernetes object, or none of these.
//!
//! What is wrong with it belongs to the rules.

use crate::exposure;
use crate::input::Input;
use crate::subject::{Kind, ObjectKind, Subject};
use portico_manifest::{Document, Node, PathSegment};

/// The group of an `apiVersion`: empty for the core group.
fn group_of(api_version: &str) -> &str {
    api_version.split_once('/').map_or("", |(group, _)| group)
}

/// The deepest that lists are looked into for lists.
const NESTED_LISTS: usize = 4;

/// Finds what there is to judge in an input's documents. Documents of which nothing is known give nothing.
pub(crate) fn recognize<'d, 't>(input: &'d Input<'t>, read_as: Option<Kind>) -> Vec<Subject<'d, 't>> {
    let mut subjects = Vec::new();
    for document in &input.documents {
        let Some(node) = document.root() else { continue };
        match read_as {
            Some(kind) => {
                subjects.push(read_as_kind(kind, input, document, node));
            }
            None => recognize_node(input, document, node, Vec::new(), NESTED_LISTS, &mut subjects),
        }
    }
    subjects
}

/// A document that is said to be of a kind.
fn read_as_kind<'d, 't>(
    kind: Kind,
    input: &'d Input<'t>,
    document: &'d Document<'t>,
    node: Node<'d, 't>,
) -> Subject<'d, 't> {
    let is_values = matches!(kind, Kind::SpacesValues | Kind::ControllerValues);
    let object_kind = if kind == Kind::KubernetesObject { object_kind(node) } else { ObjectKind::Other };
    let object = (!is_values).then_some(node);
    Subject { kind, object_kind, controller: None, input, document, node, prefix: Vec::new(), object }
}

/// Which object a mapping with `apiVersion` and `kind` is.
fn object_kind(node: Node<'_, '_>) -> ObjectKind {
    let text = |key| node.get(key).and_then(Node::as_str).unwrap_or_default();
    ObjectKind::of(group_of(text("apiVersion")), text("kind"))
}

fn recognize_node<'d, 't>(
    input: &'d Input<'t>,
    document: &'d Document<'t>,
    node: Node<'d, 't>,
    prefix: Vec<PathSegment>,
    depth: usize,
    subjects: &mut Vec<Subject<'d, 't>>,
) {
    let text = |key| node.get(key).and_then(Node::as_str);
    let (Some(_), Some(kind)) = (text("apiVersion"), text("kind")) else {
        if is_spaces_values(node) {
            let values = read_as_kind(Kind::SpacesValues, input, document, node);
            subjects.push(Subject { prefix, ..values });
        }
        return;
    };
    let is_resource_list = is_resource_list(node);
    let items = node.get("items").filter(|_| kind.ends_with("List"));
    if (is_resource_list || items.is_some()) && depth > 0 {
        if let Some(config) = node.get("functionConfig").filter(|_| is_resource_list) {
            let mut path = prefix.clone();
            path.push(PathSegment::Key("functionConfig".to_owned()));
            recognize_node(input, document, config, path, 0, subjects);
        }
        for (index, item) in items.into_iter().flat_map(Node::items).enumerate() {
            let mut path = prefix.clone();
            path.extend([PathSegment::Key("items".to_owned()), PathSegment::Index(index)]);
            recognize_node(input, document, item, path, depth - 1, subjects);
        }
        return;
    }
    let kind = if is_exposure(node) { Kind::Exposure } else { Kind::KubernetesObject };
    let subject = Subject { prefix, ..read_as_kind(kind, input, document, node) };
    if let Some(values) = embedded_spaces_values(&subject) {
        let prefix = subject.path(PROVIDER_HELM_VALUES);
        let values = read_as_kind(Kind::SpacesValues, input, document, values);
        subjects.push(Subject { prefix, object: Some(node), ..values });
    }
    subjects.push(subject);
}

/// Whether an object is an Exposure, whatever its kind: one that is misspelt is to be called wrong, not passed over.
pub(crate) fn is_exposure(node: Node<'_, '_>) -> bool {
    let api_version = node.get("apiVersion").and_then(Node::as_str);
    api_version.is_some_and(|version| group_of(version) == group_of(exposure::API_VERSION))
}

/// Whether a document is what KRM functions take and give.
pub(crate) fn is_resource_list(node: Node<'_, '_>) -> bool {
    let text = |key| node.get(key).and_then(Node::as_str).unwrap_or_default();
    text("kind") == "ResourceList" && group_of(text("apiVersion")) == "config.kubernetes.io"
}

/// Where Crossplane's provider-helm keeps a release's values.
pub(crate) const PROVIDER_HELM_VALUES: &[&str] = &["spec", "forProvider", "values"];

/// The values inside a `Release` of Crossplane's provider-helm for the Spaces chart.
fn embedded_spaces_values<'d, 't>(subject: &Subject<'d, 't>) -> Option<Node<'d, 't>> {
    if is_spaces_release(subject) {
        subject.get(PROVIDER_HELM_VALUES).filter(|values| values.is_mapping())
    } else {
        None
    }
}

/// Whether an object is a `Release` of Crossplane's provider-helm that installs the Spaces chart.
pub(crate) fn is_spaces_release(subject: &Subject<'_, '_>) -> bool {
    let chart = |key| subject.text(&["spec", "forProvider", "chart", key]);
    let group = subject.text(&["apiVersion"]).map(group_of);
    let is_release = subject.kind == Kind::KubernetesObject && subject.text(&["kind"]) == Some("Release");
    (is_release && (group == Some("helm.crossplane.io") || group == Some("helm.m.crossplane.io")))
        && (chart("name") == Some("spaces")
            || chart("url").is_some_and(|url| url.trim_end_matches('/').ends_with("/spaces-artifacts/spaces")))
}

/// Whether a mapping without `apiVersion` and `kind` holds keys that only the Spaces chart has.
fn is_spaces_values(node: Node<'_, '_>) -> bool {
    let value = |name: &str| node.entries().find(|entry| name.eq_ignore_ascii_case(&entry.key.key_text()));
    let has = |value: Node<'_, '_>, keys: &[&str]| keys.iter().any(|key| value.get(key).is_some());
    // Cilium's values have a `gatewayAPI` too, and the values of many charts an `ingress`.
    let gateway = ["host", "insecure", "gateway", "spacesRouterRoute", "podLabels", "namespaceLabels"];
    value("externalTLS").is_some()
        || value("gatewayAPI").is_some_and(|entry| has(entry.value, &gateway))
        || node.get("ingress").is_some_and(|ingress| has(ingress, &["provision", "podLabels", "namespaceLabels"]))
        || node.get("router").and_then(|router| router.get("proxy")).is_some_and(Node::is_mapping)
}
