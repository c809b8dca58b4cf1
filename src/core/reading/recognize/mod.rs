//! Recognition of documents by their content: an Exposure, values, a Kubernetes object, or none of these; and of
//! objects inside others.
//!
//! Finding the faults of a document belongs to the rules.

mod argo_cd;
mod chart;
mod crossplane;
mod embedded_values;
mod flux;
mod k3s;
mod overlooked;
mod values;

pub(crate) use crossplane::{
    MANIFEST, PROVIDER_HELM_VALUES, release_version, stated_release_version, wrapper_of, writes,
};
pub(crate) use embedded_values::{EmbeddedValues, of_string};
pub(crate) use overlooked::{MARK as EXPOSURE_MARK, Overlooked, overlooked};

use crate::exposure;
use crate::facts::controller::Controller;
use crate::reading::input::Input;
use crate::reading::subject::{JudgedAs, Kind, ObjectKind, Subject};
use portico_manifest::{Contents, Document, Node, PathSegment};
use std::collections::BTreeSet;

/// Gives the group of an `apiVersion`: empty for the core group.
pub(crate) fn group_of(api_version: &str) -> &str {
    api_version.split_once('/').map_or("", |(group, _)| group)
}

/// The most levels of lists within lists that are searched.
const NESTED_LISTS: usize = 4;

/// The subjects found in several inputs.
pub(crate) struct FoundSubjects<'d, 't> {
    pub subjects: Vec<Subject<'d, 't>>,
    /// Values that are the text of a string, and must be read by themselves.
    pub strings: Vec<EmbeddedValues<'d, 't>>,
}

/// Finds the subjects in an input's documents, including the values of a provider-helm release. Documents of an unknown
/// kind give nothing.
pub(crate) fn recognize<'d, 't>(input: &'d Input<'t>, read_as: Option<JudgedAs>) -> Vec<Subject<'d, 't>> {
    with_values(objects(input, read_as, Depth::Applied))
}

/// Does the same where the releases among some items of a `ResourceList`, by their indexes, are of the Spaces chart
/// whatever their chart is called. Where any is named, no other one is.
pub(crate) fn recognize_with_releases<'d, 't>(
    input: &'d Input<'t>,
    spaces_releases: &BTreeSet<usize>,
) -> Vec<Subject<'d, 't>> {
    let mut found = objects(input, None, Depth::Applied);
    for subject in &mut found {
        if subject.object_kind == ObjectKind::SpacesRelease && !spaces_releases.is_empty() {
            subject.object_kind = ObjectKind::Other;
        }
        if let [PathSegment::Key(items), PathSegment::Index(index), ..] = &subject.prefix[..]
            && items == "items"
            && spaces_releases.contains(index)
            && crossplane::is_release(subject.node)
        {
            subject.object_kind = ObjectKind::SpacesRelease;
        }
    }
    with_values(found)
}

fn with_values<'d, 't>(objects: Vec<Subject<'d, 't>>) -> Vec<Subject<'d, 't>> {
    let mut found = FoundSubjects { subjects: Vec::new(), strings: Vec::new() };
    for subject in objects {
        found.extend_by_values(&subject, values::of_release(&subject));
        found.subjects.push(subject);
    }
    found.subjects
}

/// Finds the subjects in several inputs, also those inside objects that carry others.
pub(crate) fn recognize_everywhere<'d, 't>(
    inputs: &'d [Input<'t>],
    read_as: Option<JudgedAs>,
) -> FoundSubjects<'d, 't> {
    let objects: Vec<_> = inputs.iter().flat_map(|input| objects(input, read_as, Depth::Everything)).collect();
    let charts = flux::charts(&objects);
    let mut found = FoundSubjects { subjects: Vec::new(), strings: Vec::new() };
    for subject in objects {
        if read_as.is_none() {
            found.extend_by_values(&subject, values::embedded(&subject, &charts));
        }
        found.subjects.push(subject);
    }
    found
}

/// Makes a subject of the values that Helm merges from several files; none where they are no mapping.
pub(crate) fn recognize_values<'d, 't>(input: &'d Input<'t>, read_as: Option<JudgedAs>) -> Option<Subject<'d, 't>> {
    let document = input.documents.first()?;
    let node = document.root().filter(|root| root.is_mapping())?;
    let judged = read_as.filter(|judged| judged.kind.is_values()).unwrap_or(Kind::SpacesValues.into());
    Some(read_as_kind(judged, input, document, node))
}

impl<'d, 't> FoundSubjects<'d, 't> {
    fn extend_by_values(&mut self, subject: &Subject<'d, 't>, held: Vec<EmbeddedValues<'d, 't>>) {
        for held in held {
            if held.node.is_mapping() {
                self.subjects.extend(held.as_subject(subject));
            } else if held.node.as_str().is_some() {
                self.strings.push(held);
            }
        }
    }
}

/// The depth to which objects are searched for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// Objects that are applied with the document: the items of lists, and what an `Object` of provider-kubernetes holds.
    Applied,
    /// Also objects that a controller makes of the document later.
    Everything,
}

fn objects<'d, 't>(input: &'d Input<'t>, read_as: Option<JudgedAs>, depth: Depth) -> Vec<Subject<'d, 't>> {
    let mut subjects = Vec::new();
    for document in &input.documents {
        let Some(node) = document.root() else { continue };
        if let Some(judged) = read_as {
            subjects.push(read_as_kind(judged, input, document, node));
        } else {
            let mut search = Search { input, document, depth, subjects: &mut subjects };
            search.document(node);
        }
    }
    subjects
}

/// Makes a subject of a node that is judged as a given kind.
fn read_as_kind<'d, 't>(
    JudgedAs { kind, controller }: JudgedAs,
    input: &'d Input<'t>,
    document: &'d Document<'t>,
    node: Node<'d, 't>,
) -> Subject<'d, 't> {
    let object_kind = if kind == Kind::KubernetesObject { object_kind(node) } else { ObjectKind::Other };
    let object = (!kind.is_values()).then_some(node);
    Subject { kind, object_kind, controller, input, document, node, prefix: Vec::new(), object }
}

/// Gives the kind of object that a mapping with `apiVersion` and `kind` is.
fn object_kind(node: Node<'_, '_>) -> ObjectKind {
    if crossplane::is_spaces_release(node) {
        return ObjectKind::SpacesRelease;
    }
    let text = |key| node.get(key).and_then(Node::as_str).unwrap_or_default();
    ObjectKind::of(group_of(text("apiVersion")), text("kind"))
}

/// A search for subjects in a document.
struct Search<'s, 'd, 't> {
    input: &'d Input<'t>,
    document: &'d Document<'t>,
    depth: Depth,
    subjects: &'s mut Vec<Subject<'d, 't>>,
}

impl<'d, 't> Search<'_, 'd, 't> {
    /// Adds the subjects in a document, or in the objects of the array that it is.
    fn document(&mut self, root: Node<'d, 't>) {
        if !root.is_sequence() {
            return self.node(root, Vec::new(), NESTED_LISTS);
        }
        for (index, item) in root.items().enumerate() {
            if kind_of_object(item).is_some() {
                self.node(item, vec![PathSegment::Index(index)], NESTED_LISTS - 1);
            }
        }
    }

    fn node(&mut self, node: Node<'d, 't>, prefix: Vec<PathSegment>, depth: usize) {
        let Some(kind) = kind_of_object(node) else {
            if let Some(judged) = values_of(node) {
                let values = read_as_kind(judged, self.input, self.document, node);
                self.subjects.push(Subject { prefix, ..values });
            }
            return;
        };
        let is_resource_list = is_resource_list(node);
        let items = node.get("items").filter(|_| kind.ends_with("List"));
        if (is_resource_list || items.is_some()) && depth > 0 {
            if let Some(config) = node.get("functionConfig").filter(|_| is_resource_list) {
                self.node(config, below(&prefix, &["functionConfig"]), 0);
            }
            self.items(items, &below(&prefix, &["items"]), &[], depth - 1);
            return;
        }
        let kind = if is_exposure(node) { Kind::Exposure } else { Kind::KubernetesObject };
        let subject = read_as_kind(kind.into(), self.input, self.document, node);
        if self.depth == Depth::Everything && crossplane::is_composition(node) && depth > 0 {
            for (list, path) in crossplane::resources(node) {
                self.items(Some(list), &[&prefix[..], &path[..]].concat(), &["base"], depth - 1);
            }
        }
        // What a provider only observes is neither made nor changed by it, and its manifest is often no more than a name.
        let wrapped = crossplane::wrapped(&subject).filter(|_| depth > 0 && writes(node));
        if let Some(wrapped) = wrapped.filter(|wrapped| kind_of_object(*wrapped).is_some() && !is_exposure(*wrapped)) {
            self.node(wrapped, below(&prefix, MANIFEST), depth - 1);
        }
        self.subjects.push(Subject { prefix, ..subject });
    }

    /// Adds the subjects at a path of keys in each item of a list.
    fn items(&mut self, list: Option<Node<'d, 't>>, prefix: &[PathSegment], keys: &[&str], depth: usize) {
        for (index, item) in list.items().enumerate() {
            let Some(node) = keys.iter().try_fold(item, |node, key| node.get(key)) else { continue };
            let mut path = prefix.to_vec();
            path.push(PathSegment::Index(index));
            self.node(node, below(&path, keys), depth);
        }
    }
}

/// Gives the `kind` of a node that has an `apiVersion` too.
fn kind_of_object<'d>(node: Node<'d, '_>) -> Option<&'d str> {
    node.get("apiVersion").and_then(Node::as_str)?;
    node.get("kind").and_then(Node::as_str)
}

/// Gives a path with keys after it.
fn below(path: &[PathSegment], keys: &[&str]) -> Vec<PathSegment> {
    path.iter().cloned().chain(keys.iter().map(|&key| PathSegment::Key(key.to_owned()))).collect()
}

/// Whether an object is of the Exposure's group, whatever its kind: a misspelt kind is reported, not passed over.
pub(crate) fn is_exposure(node: Node<'_, '_>) -> bool {
    let api_version = node.get("apiVersion").and_then(Node::as_str);
    api_version.is_some_and(|version| group_of(version) == group_of(exposure::API_VERSION))
}

/// Whether a document is a `ResourceList`, which KRM functions take and give.
pub(crate) fn is_resource_list(node: Node<'_, '_>) -> bool {
    let text = |key| node.get(key).and_then(Node::as_str).unwrap_or_default();
    text("kind") == "ResourceList" && group_of(text("apiVersion")) == "config.kubernetes.io"
}

/// Tells by its keys whose values a mapping without `apiVersion` and `kind` holds; none if they tell nothing.
fn values_of(node: Node<'_, '_>) -> Option<JudgedAs> {
    if is_spaces_values(node) {
        return Some(Kind::SpacesValues.into());
    }
    let has = |path: &[&str]| path.iter().try_fold(node, |node, key| node.get(key)).is_some();
    let is_marked = |controller: &&'static Controller| {
        controller.values.as_ref().is_some_and(|values| values.marks.iter().any(|path| has(path)))
    };
    Controller::all().find(is_marked).map(JudgedAs::values_of)
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
