//! The Ingress that leads to the backend, wherever it is written, and the controllers that may serve it.
//!
//! Several rules share this view; it reports nothing itself.

use crate::exposure::Backend;
use crate::facts::spaces;
use crate::finding::Diagnostic;
use crate::reading::subject::{Kind, Subject, Subjects};
use crate::reading::target::Chosen;
use crate::views::context::Context;
use crate::views::controller_candidates::{ControllerCandidates, candidates, is_passthrough_key};
use portico_manifest::{Contents, Node, PathSegment, Span};

/// An Ingress to the backend: in Spaces values, in an Exposure, or the object.
pub(crate) struct BackendIngress<'s, 'd, 't> {
    pub subject: &'s Subject<'d, 't>,
    pub form: &'static IngressKeys,
    /// The keys of its class, their value, and the class's name.
    pub class: Option<(&'static [&'static str], Node<'d, 't>, &'d str)>,
    pub candidates: ControllerCandidates,
    /// Whether it exists or is to be made; values may also prepare one that nothing makes.
    pub is_made: bool,
    /// Whether the chart adds class, annotations and labels of its own accord, as it did before Spaces 1.16.
    pub is_built_in: bool,
}

/// The keys of the parts of an Ingress.
pub(crate) struct IngressKeys {
    /// The class; the first of the two keys wins.
    pub classes: [&'static [&'static str]; 2],
    pub annotations: &'static [&'static str],
    pub pod_labels: &'static [&'static str],
    pub namespace_labels: &'static [&'static str],
}

const IN_VALUES: IngressKeys = IngressKeys {
    classes: [&["ingress", "ingressClassName"], &["ingress", "annotations", "kubernetes.io/ingress.class"]],
    annotations: &["ingress", "annotations"],
    pod_labels: &["ingress", "podLabels"],
    namespace_labels: &["ingress", "namespaceLabels"],
};

const IN_EXPOSURE: IngressKeys = IngressKeys {
    classes: [&["spec", "ingress", "className"], &["spec", "ingress", "annotations", "kubernetes.io/ingress.class"]],
    annotations: &["spec", "ingress", "annotations"],
    pod_labels: &["spec", "ingress", "podLabels"],
    namespace_labels: &["spec", "ingress", "namespaceLabels"],
};

/// The keys in an Ingress object.
pub(crate) const IN_OBJECT: IngressKeys = IngressKeys {
    classes: [&["spec", "ingressClassName"], &["metadata", "annotations", "kubernetes.io/ingress.class"]],
    annotations: &["metadata", "annotations"],
    pod_labels: &[],
    namespace_labels: &[],
};

/// Gives every Ingress that leads to the backend, or is meant to.
pub(super) fn of_backend<'s, 'd, 't>(context: &Context<'s, 'd, 't>) -> Vec<BackendIngress<'s, 'd, 't>> {
    let subjects = context.subjects;
    let values = subjects.of(Kind::SpacesValues).filter_map(|subject| {
        let is_old = is_old_chart(subjects);
        let is_made = ingress_is_provisioned(subject, subjects);
        let is_prepared = is_made
            || subject.get(&["ingress", "provision"]).is_none()
                && IN_VALUES.classes.iter().any(|keys| subject.get(keys).is_some());
        is_prepared.then(|| of_subject(subject, &IN_VALUES, context, is_made, is_old))
    });
    let exposures = subjects
        .of(Kind::Exposure)
        .filter(|subject| subject.text(&["spec", "method"]) == Some("Ingress"))
        .map(|subject| of_subject(subject, &IN_EXPOSURE, context, true, false));
    let objects = subjects.backend_ingresses().map(|subject| of_subject(subject, &IN_OBJECT, context, true, false));
    let mut all: Vec<_> = values.collect();
    all.extend(exposures);
    all.extend(objects);
    all
}

/// Whether the target's chart is one from before Spaces 1.16.
pub(crate) fn is_old_chart(subjects: &Subjects<'_, '_>) -> bool {
    subjects.target.spaces.value < spaces::CONTROLLER_AGNOSTIC
}

/// Whether the chart makes an Ingress from these values.
pub(crate) fn ingress_is_provisioned(values: &Subject<'_, '_>, subjects: &Subjects<'_, '_>) -> bool {
    is_on(values, &["ingress", "provision"]).unwrap_or_else(|| is_old_chart(subjects))
}

/// Gives the state of a switch, if it is written. One in quotes, which another rule reports, is read as meant.
pub(crate) fn is_on(values: &Subject<'_, '_>, keys: &[&str]) -> Option<bool> {
    let node = values.get(keys)?;
    node.as_bool().or_else(|| node.as_str()?.to_ascii_lowercase().parse().ok())
}

/// Gives the stated controller of the backend: an Exposure's own, where it names one, else the target's.
pub(crate) fn stated(subject: &Subject<'_, '_>, subjects: &Subjects<'_, '_>) -> Option<Chosen> {
    match subject.text(&["spec", "controller"]).filter(|_| subject.kind == Kind::Exposure) {
        Some(said) => Chosen::parse(said),
        None => subjects.target.controller,
    }
}

fn of_subject<'s, 'd, 't>(
    subject: &'s Subject<'d, 't>,
    form: &'static IngressKeys,
    context: &Context<'s, 'd, 't>,
    is_made: bool,
    is_old: bool,
) -> BackendIngress<'s, 'd, 't> {
    let class = form.classes.into_iter().find_map(|keys| {
        let node = subject.get(keys)?;
        Some((keys, node, node.as_str().filter(|class| !class.is_empty())?))
    });
    let name = class.map(|(_, _, name)| name).or(is_old.then_some(spaces::OLD_INGRESS_CLASS.0));
    let labels = subject.get(form.pod_labels).filter(|_| !form.pod_labels.is_empty());
    let candidates = candidates(name, stated(subject, context.subjects), labels, context);
    BackendIngress { subject, form, class, candidates, is_made, is_built_in: is_old }
}

impl<'d, 't> BackendIngress<'_, 'd, 't> {
    /// Gives its annotations, where there are any.
    pub(crate) fn annotations(&self) -> Option<Node<'d, 't>> {
        self.subject.get(self.form.annotations).filter(|node| node.is_mapping())
    }

    /// Whether annotations that aren't written are added: by the chart, or from the catalogue's facts.
    pub(crate) fn gets_annotations(&self) -> bool {
        self.is_built_in
            || self.subject.kind == Kind::Exposure
                && self.subject.get(self.form.annotations).is_none()
                && self.subject.get(&["spec", "controller"]).is_some()
    }

    /// Puts a finding at one of its annotations.
    pub(crate) fn place_at_annotation(&self, found: Diagnostic, key: &str, span: Span) -> Diagnostic {
        let mut path = self.subject.path(self.form.annotations);
        path.push(PathSegment::Key(key.to_owned()));
        self.subject.place_at(found, &path, span)
    }

    /// Puts a finding about the whole Ingress at its class, else at the nearest place that is written.
    pub(crate) fn place_at_class(&self, found: Diagnostic) -> Diagnostic {
        if let Some((keys, node, _)) = self.class {
            return self.subject.place(found, keys, node.span());
        }
        let places: &[&[&str]] = &[&["ingress", "provision"], &["ingress"], &["spec", "controller"]];
        let place = places.iter().find_map(|keys| Some((*keys, self.subject.get(keys)?)));
        match place.filter(|_| self.subject.kind != Kind::KubernetesObject) {
            Some((keys, node)) => self.subject.place(found, keys, node.span()),
            None => self.subject.place_at_kind(found),
        }
    }
}

/// A rule of an Ingress object that sends a host's traffic to the backend.
pub(crate) struct IngressRule<'d, 't> {
    pub node: Node<'d, 't>,
    /// The index in `spec.rules`.
    pub index: usize,
    pub host: Option<Node<'d, 't>>,
    /// The paths that lead to the backend, with their indices.
    pub paths: Vec<(usize, Node<'d, 't>)>,
}

/// Gives the rules of an Ingress object that send traffic to the backend; none in values.
pub(crate) fn rules<'d, 't>(ingress: &Subject<'d, 't>, backend: &Backend) -> Vec<IngressRule<'d, 't>> {
    let leads_to_backend = |path: Node<'_, '_>| {
        let to = path.get("backend");
        let current = to.and_then(|to| to.get("service")?.get("name"));
        let service = current.or_else(|| to?.get("serviceName"));
        service.and_then(Node::as_str) == Some(&backend.service)
    };
    let rules = ingress.get(&["spec", "rules"]).filter(|_| ingress.kind == Kind::KubernetesObject);
    let rules = rules.items().enumerate().map(|(index, node)| {
        let paths = node.get("http").and_then(|http| http.get("paths")).items();
        let paths = paths.enumerate().filter(|(_, path)| leads_to_backend(*path)).collect();
        IngressRule { node, index, host: node.get("host"), paths }
    });
    rules.filter(|rule| !rule.paths.is_empty()).collect()
}

impl<'d, 't> BackendIngress<'_, 'd, 't> {
    /// Gives the rules of the object that send traffic to the backend; none in values.
    pub(crate) fn rules(&self, backend: &Backend) -> Vec<IngressRule<'d, 't>> {
        rules(self.subject, backend)
    }

    /// Whether it passes TLS through, as far as can be seen: by a known controller, or by an annotation of one.
    pub(crate) fn is_for_passthrough(&self) -> bool {
        self.candidates.facts().next().is_some()
            || self.annotations().entries().any(|entry| is_passthrough_key(&entry.key.key_text()))
    }

    /// Puts a finding at a place below one of the object's rules.
    pub(crate) fn place_in_rule(&self, found: Diagnostic, rule: usize, keys: &[PathSegment], span: Span) -> Diagnostic {
        let mut path = self.subject.path(&["spec", "rules"]);
        path.push(PathSegment::Index(rule));
        path.extend_from_slice(keys);
        self.subject.place_at(found, &path, span)
    }
}
