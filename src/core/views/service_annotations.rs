//! The annotations of the Service that a load balancer of the backend is made for, wherever they are written.
//!
//! Several rules share this view; it reports nothing itself.

use crate::facts::cloud::Cloud;
use crate::finding::Diagnostic;
use crate::reading::subject::{Kind, Subject, Subjects};
use portico_manifest::{Contents, Entry, Node, PathSegment, Span};

/// Annotations of the backend's Service.
pub(crate) struct ServiceAnnotations<'s, 'd, 't> {
    pub subject: &'s Subject<'d, 't>,
    /// The keys of the annotations, from the subject.
    pub keys: &'static [&'static str],
    pub mapping: Node<'d, 't>,
    /// Whether the Service is of the type LoadBalancer, as far as can be seen.
    pub is_load_balancer: bool,
}

const IN_VALUES: &[&str] = &["router", "proxy", "service", "annotations"];
const IN_EXPOSURE: &[&str] = &["spec", "loadBalancer", "annotations"];
const IN_SERVICE: &[&str] = &["metadata", "annotations"];
const TYPE_IN_VALUES: &[&str] = &["router", "proxy", "service", "type"];
const TYPE_IN_SERVICE: &[&str] = &["spec", "type"];

/// Gives the annotations of every subject that has some.
pub(super) fn of_backend<'s, 'd, 't>(subjects: &'s Subjects<'d, 't>) -> Vec<ServiceAnnotations<'s, 'd, 't>> {
    let values = subjects.of(Kind::SpacesValues).map(|subject| {
        let kind = subject.text(&["router", "proxy", "service", "type"]);
        (subject, IN_VALUES, kind == Some("LoadBalancer"))
    });
    let exposures = subjects.of(Kind::Exposure).map(|subject| (subject, IN_EXPOSURE, false));
    let services = subjects.backend_services().filter_map(|subject| {
        (subject.text(&["spec", "type"]) == Some("LoadBalancer")).then_some((subject, IN_SERVICE, true))
    });
    let mut places: Vec<_> = values.collect();
    places.extend(exposures);
    places.extend(services);
    let all = places.into_iter().filter_map(|(subject, keys, is_load_balancer)| {
        let mapping = subject.get(keys).filter(|node| node.is_mapping())?;
        Some(ServiceAnnotations { subject, keys, mapping, is_load_balancer })
    });
    all.collect()
}

/// The load balancer that a Service of the backend becomes, with annotations or without.
pub(crate) struct BackendLoadBalancer<'s, 'd, 't> {
    pub subject: &'s Subject<'d, 't>,
    /// The keys of its annotations, whether written or not.
    pub keys: &'static [&'static str],
    /// The keys of its type, where findings about something missing are put.
    pub kind: &'static [&'static str],
}

/// Gives every Service of type LoadBalancer that is the backend's own.
pub(super) fn load_balancers<'s, 'd, 't>(subjects: &'s Subjects<'d, 't>) -> Vec<BackendLoadBalancer<'s, 'd, 't>> {
    let values = subjects.of(Kind::SpacesValues).map(|subject| BackendLoadBalancer {
        subject,
        keys: IN_VALUES,
        kind: TYPE_IN_VALUES,
    });
    let services = subjects.backend_services().map(|subject| BackendLoadBalancer {
        subject,
        keys: IN_SERVICE,
        kind: TYPE_IN_SERVICE,
    });
    let mut all: Vec<_> = values.collect();
    all.extend(services);
    all.retain(|load_balancer| load_balancer.subject.text(load_balancer.kind) == Some("LoadBalancer"));
    all
}

impl<'d, 't> BackendLoadBalancer<'_, 'd, 't> {
    /// Iterates over its annotations, where there are any.
    pub(crate) fn entries(&self) -> impl Iterator<Item = Entry<'d, 't>> {
        self.subject.get(self.keys).entries()
    }

    /// Gives the text of an annotation that isn't null.
    pub(crate) fn annotation(&self, key: &str) -> Option<&'d str> {
        self.subject.get(self.keys)?.get(key).filter(|value| !value.is_null()).map(Node::text)
    }

    /// Puts a finding about something missing at the type.
    pub(crate) fn place_at_type(&self, found: Diagnostic) -> Diagnostic {
        let span = self.subject.get(self.kind).unwrap_or(self.subject.node).span();
        self.subject.place(found, self.kind, span)
    }
}

impl ServiceAnnotations<'_, '_, '_> {
    /// Gives the cloud that makes the load balancer: an Exposure's own, where it names one, else the target's.
    pub(crate) fn cloud(&self, subjects: &Subjects<'_, '_>) -> Option<&'static Cloud> {
        match self.subject.text(&["spec", "cloud"]).filter(|_| self.subject.kind == Kind::Exposure) {
            Some(said) => Cloud::find(said),
            None => subjects.target.cloud,
        }
    }

    /// Whether the Service is the backend's own, not that of a controller in front of it.
    pub(crate) fn is_of_backend(&self) -> bool {
        self.subject.kind != Kind::Exposure || self.subject.text(&["spec", "method"]) == Some("LoadBalancer")
    }

    /// Puts a finding at one of the annotations.
    pub(crate) fn place(&self, found: Diagnostic, key: &str, span: Span) -> Diagnostic {
        let mut path = self.subject.path(self.keys);
        path.push(PathSegment::Key(key.to_owned()));
        self.subject.place_at(found, &path, span)
    }
}
