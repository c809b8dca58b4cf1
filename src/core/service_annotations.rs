//! The annotations of the Service that a load balancer of the backend is made for, wherever they are written.
//!
//! What several rules look at; what is wrong with them is theirs to say.

use crate::diagnostic::Diagnostic;
use crate::subject::{Kind, Subject, Subjects};
use portico_manifest::{Node, PathSegment, Span};

/// Annotations of the backend's Service.
pub(crate) struct ServiceAnnotations<'s, 'd, 't> {
    pub subject: &'s Subject<'d, 't>,
    /// Where they are, below the subject.
    pub keys: &'static [&'static str],
    pub mapping: Node<'d, 't>,
    /// Whether the Service is of the type LoadBalancer, as far as can be seen.
    pub is_load_balancer: bool,
}

const IN_VALUES: &[&str] = &["router", "proxy", "service", "annotations"];
const IN_EXPOSURE: &[&str] = &["spec", "loadBalancer", "annotations"];
const IN_SERVICE: &[&str] = &["metadata", "annotations"];

/// Every place that gives them.
pub(crate) fn of_backend<'s, 'd, 't>(
    subjects: &'s Subjects<'d, 't>,
) -> impl Iterator<Item = ServiceAnnotations<'s, 'd, 't>> {
    let values = subjects.of(Kind::SpacesValues).map(|subject| {
        let kind = subject.text(&["router", "proxy", "service", "type"]);
        (subject, IN_VALUES, kind == Some("LoadBalancer"))
    });
    let exposures = subjects.of(Kind::Exposure).map(|subject| (subject, IN_EXPOSURE, false));
    let services = subjects.backend_services().filter_map(|subject| {
        (subject.text(&["spec", "type"]) == Some("LoadBalancer")).then_some((subject, IN_SERVICE, true))
    });
    values.chain(exposures).chain(services).filter_map(|(subject, keys, is_load_balancer)| {
        let mapping = subject.get(keys).filter(|node| node.is_mapping())?;
        Some(ServiceAnnotations { subject, keys, mapping, is_load_balancer })
    })
}

impl ServiceAnnotations<'_, '_, '_> {
    /// Puts what a rule found at one of the annotations.
    pub(crate) fn place(&self, found: Diagnostic, key: &str, span: Span) -> Diagnostic {
        let mut path = self.subject.path(self.keys);
        path.push(PathSegment::Key(key.to_owned()));
        self.subject.place_at(found, &path, span)
    }
}
