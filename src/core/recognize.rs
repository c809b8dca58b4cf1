//! What a document is, by its content: an Exposure, Spaces values, a Kubernetes object, or none of these.
//!
//! What is wrong with it belongs to the rules.

use crate::cloud::Cloud;
use crate::diagnostic::{self, Diagnostic};
use crate::exposure::{self, Backend};
use crate::input::Input;
use portico_manifest::{Document, Node, PathSegment, Span};

/// What a document, or a part of one, is judged as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// An intent.
    Exposure,
    /// Any object that a Kubernetes API server takes.
    KubernetesObject,
    /// Helm values of the Spaces chart.
    SpacesValues,
}

impl Kind {
    pub(crate) const ALL: [Self; 3] = [Self::Exposure, Self::KubernetesObject, Self::SpacesValues];

    /// What options call it.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Exposure => "exposure",
            Self::KubernetesObject => "kubernetes-object",
            Self::SpacesValues => "spaces-values",
        }
    }

    /// What people call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Exposure => "Exposure",
            Self::KubernetesObject => "Kubernetes object",
            Self::SpacesValues => "Spaces values",
        }
    }
}

/// One thing to judge: a document, an item of a list, or the values inside an object.
#[derive(Clone)]
pub(crate) struct Subject<'d, 't> {
    pub kind: Kind,
    pub input: &'d Input<'t>,
    pub document: &'d Document<'t>,
    /// Its root.
    pub node: Node<'d, 't>,
    /// The way from the document's root to it.
    pub prefix: Vec<PathSegment>,
    /// The object that it lies in.
    object: Option<Node<'d, 't>>,
}

/// Everything that is judged together, and what is known of the target.
pub(crate) struct Subjects<'d, 't> {
    pub all: Vec<Subject<'d, 't>>,
    /// The service whose exposure is judged.
    pub backend: Backend,
    /// Where the cluster runs, if that is known.
    pub cloud: Option<&'static Cloud>,
}

impl<'d, 't> Subjects<'d, 't> {
    /// Those of one kind.
    pub(crate) fn of(&self, kind: Kind) -> impl Iterator<Item = &Subject<'d, 't>> {
        self.all.iter().filter(move |subject| subject.kind == kind)
    }

    /// The backend's Service, wherever it stands.
    pub(crate) fn backend_services(&self) -> impl Iterator<Item = &Subject<'d, 't>> {
        self.of(Kind::KubernetesObject).filter(|subject| subject.is_service_of(&self.backend))
    }

    /// The Ingresses that send traffic to the backend's Service.
    pub(crate) fn backend_ingresses(&self) -> impl Iterator<Item = &Subject<'d, 't>> {
        self.of(Kind::KubernetesObject).filter(|subject| subject.is_ingress_to(&self.backend))
    }
}

impl<'d, 't> Subject<'d, 't> {
    /// The value below it at a path of keys.
    pub(crate) fn get(&self, keys: &[&str]) -> Option<Node<'d, 't>> {
        keys.iter().try_fold(self.node, |node, key| node.get(key))
    }

    /// The text of a string below it.
    pub(crate) fn text(&self, keys: &[&str]) -> Option<&'d str> {
        self.get(keys)?.as_str()
    }

    /// The way from the document's root to a path of keys below it.
    pub(crate) fn path(&self, keys: &[&str]) -> Vec<PathSegment> {
        let mut path = self.prefix.clone();
        path.extend(keys.iter().map(|&key| PathSegment::Key(key.to_owned())));
        path
    }

    /// Puts what a rule found at a place below this subject's root.
    pub(crate) fn place(&self, found: Diagnostic, keys: &[&str], span: Span) -> Diagnostic {
        self.place_at(found, &self.path(keys), span)
    }

    /// Puts something found about the whole object at its kind.
    pub(crate) fn place_at_kind(&self, found: Diagnostic) -> Diagnostic {
        let span = self.get(&["kind"]).unwrap_or(self.node).span();
        self.place(found, &["kind"], span)
    }

    /// Puts what a rule found at a place in this subject's document.
    pub(crate) fn place_at(&self, found: Diagnostic, path: &[PathSegment], span: Span) -> Diagnostic {
        Diagnostic {
            source: self.input.name.to_owned(),
            document: Some(self.identity()),
            path: path.iter().map(diagnostic::PathSegment::from).collect(),
            span: Some(self.input.span(span)),
            ..found
        }
    }

    fn identity(&self) -> diagnostic::Document {
        let text = |keys: &[&str]| {
            let object = self.object?;
            let node = keys.iter().try_fold(object, |node, key| node.get(key))?;
            node.as_str().map(str::to_owned)
        };
        diagnostic::Document {
            api_version: text(&["apiVersion"]),
            kind: text(&["kind"]),
            namespace: text(&["metadata", "namespace"]),
            name: text(&["metadata", "name"]),
            ..diagnostic::Document::bare(self.input.document_index(self.document))
        }
    }

    /// Whether it is an object of this kind in some version of this group.
    pub(crate) fn is_object(&self, group: &str, kind: &str) -> bool {
        self.kind == Kind::KubernetesObject
            && self.text(&["kind"]) == Some(kind)
            && self.text(&["apiVersion"]).is_some_and(|version| group_of(version) == group)
    }

    pub(crate) fn is_service_of(&self, backend: &Backend) -> bool {
        self.is_object("", "Service")
            && self.text(&["metadata", "name"]) == Some(&backend.service)
            && self.is_in_namespace_of(backend)
    }

    fn is_ingress_to(&self, backend: &Backend) -> bool {
        (self.is_object("networking.k8s.io", "Ingress") || self.is_object("extensions", "Ingress"))
            && self.is_in_namespace_of(backend)
            && self.ingress_services().any(|service| service == backend.service)
    }

    /// The names of the Services that an Ingress sends traffic to.
    fn ingress_services(&self) -> impl Iterator<Item = &'d str> {
        let rules = self.get(&["spec", "rules"]).into_iter().flat_map(Node::items);
        let paths = rules.filter_map(|rule| rule.get("http")?.get("paths")).flat_map(Node::items);
        let backends = paths.filter_map(|path| path.get("backend"));
        let default = self.get(&["spec", "defaultBackend"]);
        backends.chain(default).filter_map(|backend| {
            let current = backend.get("service").and_then(|service| service.get("name"));
            current.or_else(|| backend.get("serviceName"))?.as_str()
        })
    }

    /// An object without a namespace is taken to be in the release's, and so to match.
    fn is_in_namespace_of(&self, backend: &Backend) -> bool {
        self.text(&["metadata", "namespace"]).is_none_or(|namespace| namespace == backend.namespace)
    }
}

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
                let object = (kind != Kind::SpacesValues).then_some(node);
                subjects.push(Subject { kind, input, document, node, prefix: Vec::new(), object });
            }
            None => recognize_node(input, document, node, Vec::new(), NESTED_LISTS, &mut subjects),
        }
    }
    subjects
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
            subjects.push(Subject { kind: Kind::SpacesValues, input, document, node, prefix, object: None });
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
    let object = Some(node);
    let kind = if is_exposure(node) { Kind::Exposure } else { Kind::KubernetesObject };
    let subject = Subject { kind, input, document, node, prefix, object };
    if let Some(values) = embedded_spaces_values(&subject) {
        let prefix = subject.path(PROVIDER_HELM_VALUES);
        subjects.push(Subject { kind: Kind::SpacesValues, input, document, node: values, prefix, object });
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
    (subject.is_object("helm.crossplane.io", "Release") || subject.is_object("helm.m.crossplane.io", "Release"))
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
