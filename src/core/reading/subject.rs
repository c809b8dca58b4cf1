//! Subjects: documents or parts of documents, with their kinds, and everything that is judged with them.
//!
//! Finding them in a text belongs to [`recognize`](crate::reading::recognize); judging them, to the rules.

use crate::exposure::{Backend, Ignore};
use crate::facts::controller::Controller;
use crate::finding::{self, Diagnostic};
use crate::reading::input::Input;
use crate::reading::target::Target;
use portico_manifest::{Contents, Document, Node, PathSegment, Span, spend};

/// The annotation by which Helm 4 tells a post-renderer what file of the chart an object is from.
pub(crate) const FILE_OF_HELM_4: &str = "postrenderer.helm.sh/postrender-filename";

/// The kind that a document, or a part of one, is judged as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Helm values of a controller's own chart.
    ControllerValues,
    /// An intent.
    Exposure,
    /// Any object that a Kubernetes API server takes.
    KubernetesObject,
    /// Helm values of the Spaces chart.
    SpacesValues,
}

impl Kind {
    pub(crate) const ALL: [Self; 4] =
        [Self::ControllerValues, Self::Exposure, Self::KubernetesObject, Self::SpacesValues];

    /// Gives the identifier that options use.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::ControllerValues => "controller-values",
            Self::Exposure => "exposure",
            Self::KubernetesObject => "kubernetes-object",
            Self::SpacesValues => "spaces-values",
        }
    }

    /// Whether it is values of a Helm chart.
    pub(crate) fn is_values(self) -> bool {
        matches!(self, Self::ControllerValues | Self::SpacesValues)
    }

    /// Gives the name that messages use.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ControllerValues => "controller's values",
            Self::Exposure => "Exposure",
            Self::KubernetesObject => "Kubernetes object",
            Self::SpacesValues => "Spaces values",
        }
    }
}

/// The kind that something is judged as, with the controller whose values it is, if any.
#[derive(Debug, Clone, Copy)]
pub(crate) struct JudgedAs {
    pub kind: Kind,
    pub controller: Option<&'static Controller>,
}

impl JudgedAs {
    /// Judges something as values of a controller's chart.
    pub(crate) fn values_of(controller: &'static Controller) -> Self {
        Self { kind: Kind::ControllerValues, controller: Some(controller) }
    }

    /// Finds the kind and the controller that an identifier in options stands for.
    pub(crate) fn find(id: &str) -> Option<Self> {
        Self::all().find(|judged| judged.id() == id)
    }

    /// Lists all that options can name.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let kinds = Kind::ALL.into_iter().filter(|&kind| kind != Kind::ControllerValues).map(Self::from);
        let controllers = Controller::all().filter(|controller| controller.values.is_some());
        kinds.chain(controllers.map(Self::values_of))
    }

    /// Gives the identifier that options use.
    pub(crate) fn id(self) -> String {
        self.controller.map_or_else(|| self.kind.id().to_owned(), |controller| format!("{}-values", controller.id))
    }
}

impl From<Kind> for JudgedAs {
    fn from(kind: Kind) -> Self {
        Self { kind, controller: None }
    }
}

/// The kinds of Kubernetes object that rules tell apart, in any version of their group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ObjectKind {
    CiliumNetworkPolicy,
    DaemonSet,
    Deployment,
    EnvoyProxy,
    Gateway,
    GatewayClass,
    GrpcRoute,
    HttpRoute,
    Ingress,
    IngressClass,
    Namespace,
    NetworkPolicy,
    /// An `Object` of Crossplane's provider-kubernetes, which holds another object.
    ProviderKubernetesObject,
    ReferenceGrant,
    Service,
    /// A `Release` of Crossplane's provider-helm that installs the Spaces chart.
    SpacesRelease,
    TcpRoute,
    TlsRoute,
    /// Any other kind, an Exposure, or values.
    Other,
}

impl ObjectKind {
    /// Gives the kind of an object, by its group and its kind. A release of the Spaces chart is told by more than that.
    pub(crate) fn of(group: &str, kind: &str) -> Self {
        match (group, kind) {
            ("cilium.io", "CiliumNetworkPolicy") => Self::CiliumNetworkPolicy,
            ("apps", "DaemonSet") => Self::DaemonSet,
            ("apps", "Deployment") => Self::Deployment,
            ("gateway.envoyproxy.io", "EnvoyProxy") => Self::EnvoyProxy,
            ("gateway.networking.k8s.io", "Gateway") => Self::Gateway,
            ("gateway.networking.k8s.io", "GatewayClass") => Self::GatewayClass,
            ("gateway.networking.k8s.io", "GRPCRoute") => Self::GrpcRoute,
            ("gateway.networking.k8s.io", "HTTPRoute") => Self::HttpRoute,
            ("gateway.networking.k8s.io", "ReferenceGrant") => Self::ReferenceGrant,
            ("gateway.networking.k8s.io", "TCPRoute") => Self::TcpRoute,
            ("gateway.networking.k8s.io", "TLSRoute") => Self::TlsRoute,
            ("networking.k8s.io" | "extensions", "Ingress") => Self::Ingress,
            ("networking.k8s.io", "IngressClass") => Self::IngressClass,
            ("networking.k8s.io", "NetworkPolicy") => Self::NetworkPolicy,
            ("kubernetes.crossplane.io" | "kubernetes.m.crossplane.io", "Object") => Self::ProviderKubernetesObject,
            ("", "Namespace") => Self::Namespace,
            ("", "Service") => Self::Service,
            _ => Self::Other,
        }
    }

    /// Whether the Gateway API's CRDs bring it.
    pub(crate) fn is_of_gateway_api(self) -> bool {
        matches!(
            self,
            Self::Gateway
                | Self::GatewayClass
                | Self::GrpcRoute
                | Self::HttpRoute
                | Self::ReferenceGrant
                | Self::TcpRoute
                | Self::TlsRoute
        )
    }
}

/// One thing to judge: a document, an item of a list, or the values inside an object.
#[derive(Clone)]
pub(crate) struct Subject<'d, 't> {
    pub kind: Kind,
    /// The kind of object, if it is one.
    pub object_kind: ObjectKind,
    /// The controller whose values these are, if any.
    pub controller: Option<&'static Controller>,
    pub input: &'d Input<'t>,
    pub document: &'d Document<'t>,
    /// The root of the subject.
    pub node: Node<'d, 't>,
    /// The path from the document's root to the subject.
    pub prefix: Vec<PathSegment>,
    /// The object that the subject is or lies in.
    pub object: Option<Node<'d, 't>>,
}

/// The subjects that are judged together, and the target.
pub(crate) struct Subjects<'d, 't> {
    pub all: Vec<Subject<'d, 't>>,
    /// The earlier versions of the subjects, as far as they were given.
    pub previous: Vec<Subject<'d, 't>>,
    /// The service whose exposure is judged.
    pub backend: Backend,
    /// The cloud, the controller and the versions that the configuration is for.
    pub target: Target,
    /// Whether an Exposure is applied or was given, and no defaults stand in for it.
    pub serves_exposure: bool,
    /// The findings that the Exposure leaves out.
    pub ignore: Vec<Ignore>,
}

impl<'d, 't> Subjects<'d, 't> {
    /// Gives the subjects of one kind.
    pub(crate) fn of(&self, kind: Kind) -> impl Iterator<Item = &Subject<'d, 't>> {
        self.all.iter().take_while(|_| spend(1)).filter(move |subject| subject.kind == kind)
    }

    /// Gives the objects of one kind.
    pub(crate) fn objects(&self, kind: ObjectKind) -> impl Iterator<Item = &Subject<'d, 't>> {
        self.all.iter().take_while(|_| spend(1)).filter(move |subject| subject.object_kind == kind)
    }

    /// Gives the objects of several kinds, one kind after the other.
    pub(crate) fn objects_of(&self, kinds: &[ObjectKind]) -> Vec<&Subject<'d, 't>> {
        let mut all = Vec::new();
        for &kind in kinds {
            all.extend(self.objects(kind));
        }
        all
    }

    /// Finds the backend's Service, wherever it stands.
    pub(crate) fn backend_services(&self) -> impl Iterator<Item = &Subject<'d, 't>> {
        self.objects(ObjectKind::Service).filter(|subject| subject.is_service_of(&self.backend))
    }

    /// Finds the Ingresses that send traffic to the backend's Service.
    pub(crate) fn backend_ingresses(&self) -> impl Iterator<Item = &Subject<'d, 't>> {
        self.objects(ObjectKind::Ingress).filter(|subject| subject.is_ingress_to(&self.backend))
    }
}

impl<'d, 't> Subject<'d, 't> {
    /// Gives the value at a path of keys below the subject.
    pub(crate) fn get(&self, keys: &[&str]) -> Option<Node<'d, 't>> {
        keys.iter().try_fold(self.node, |node, key| node.get(key))
    }

    /// Gives the text of a string at a path of keys below the subject.
    pub(crate) fn text(&self, keys: &[&str]) -> Option<&'d str> {
        self.get(keys)?.as_str()
    }

    /// Whether it is a whole document, not a part of one.
    pub(crate) fn is_document(&self) -> bool {
        self.prefix.is_empty()
    }

    /// Gives the path from the document's root to a path of keys below the subject.
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
        let path = self.input.path().iter().chain(path).map(finding::PathSegment::from).collect();
        self.input.locate(Diagnostic { document: Some(self.identity()), path, ..found }, span)
    }

    /// Gives the subject's document as diagnostics name it.
    pub(crate) fn identity(&self) -> finding::Document {
        let known = self.input.identity(self.document.raw());
        let text = |keys: &[&str]| {
            let object = self.object?;
            let node = keys.iter().try_fold(object, |node, key| node.get(key))?;
            node.as_str().map(shortened)
        };
        finding::Document {
            api_version: text(&["apiVersion"]),
            kind: text(&["kind"]),
            namespace: text(&["metadata", "namespace"]),
            name: text(&["metadata", "name"]),
            template: known.template.or_else(|| text(&["metadata", "annotations", FILE_OF_HELM_4])),
            ..known
        }
    }

    /// Translates edits of the subject's text into the form that diagnostics and hosts take.
    pub(crate) fn edits(&self, edits: &[portico_edit::Edit]) -> Vec<finding::Edit> {
        self.input.edits(edits)
    }

    /// Gives the name of an object.
    pub(crate) fn name(&self) -> Option<&'d str> {
        self.text(&["metadata", "name"])
    }

    /// Gives the namespace of an object; absent, it is the release's.
    pub(crate) fn namespace(&self) -> Option<&'d str> {
        self.text(&["metadata", "namespace"])
    }

    /// Whether it is the backend's Service.
    pub(crate) fn is_service_of(&self, backend: &Backend) -> bool {
        self.object_kind == ObjectKind::Service
            && self.text(&["metadata", "name"]) == Some(&backend.service)
            && self.is_in_namespace_of(backend)
    }

    fn is_ingress_to(&self, backend: &Backend) -> bool {
        self.object_kind == ObjectKind::Ingress
            && self.is_in_namespace_of(backend)
            && self.ingress_services().any(|service| service == backend.service)
    }

    /// Gives the names of the Services that an Ingress sends traffic to.
    fn ingress_services(&self) -> impl Iterator<Item = &'d str> {
        let rules = self.get(&["spec", "rules"]).items();
        let paths = rules.filter_map(|rule| rule.get("http")?.get("paths")).flat_map(Node::items);
        let backends = paths.filter_map(|path| path.get("backend"));
        let default = self.get(&["spec", "defaultBackend"]);
        backends.chain(default).filter_map(|backend| {
            let current = backend.get("service").and_then(|service| service.get("name"));
            current.or_else(|| backend.get("serviceName"))?.as_str()
        })
    }

    /// Whether it is in the backend's namespace. An object without a namespace is taken to be there.
    pub(crate) fn is_in_namespace_of(&self, backend: &Backend) -> bool {
        self.text(&["metadata", "namespace"]).is_none_or(|namespace| namespace == backend.namespace)
    }
}

/// The longest name, in bytes, that diagnostics repeat: an API server takes none of half the length.
const LONGEST_NAME: usize = 512;

fn shortened(name: &str) -> String {
    let kept = &name[..name.floor_char_boundary(LONGEST_NAME)];
    if kept.len() < name.len() { format!("{kept}…") } else { name.to_owned() }
}
