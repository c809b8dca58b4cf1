//! The controllers of the catalogue that may serve an Ingress, by its class and by the stated controller.

use crate::facts::controller::{Controller, IngressFacts, Label, Passthrough, Proxy, Support};
use crate::finding::Severity;
use crate::reading::subject::ObjectKind;
use crate::reading::target::Chosen;
use crate::views::context::Context;
use portico_manifest::Node;
use portico_text::choices;

/// The controllers of the catalogue that may serve a class; empty where it may be an unlisted one.
pub(crate) struct ControllerCandidates {
    pub controllers: Vec<&'static Controller>,
    /// Whether no stated controller contradicts them.
    pub is_sure: bool,
}

/// Gives the controllers that may serve a class: those of the given IngressClass, else those whose class has the name.
/// The stated one alone is taken where the class allows it; of several, those whose labels are given.
pub(crate) fn candidates(
    class: Option<&str>,
    stated: Option<Chosen>,
    labels: Option<Node<'_, '_>>,
    context: &Context<'_, '_, '_>,
) -> ControllerCandidates {
    let given = class.and_then(|class| context.named(ObjectKind::IngressClass, class)?.text(&["spec", "controller"]));
    let has_class = |controller: &Controller| match given {
        Some(given) => class_controllers(controller).contains(&given),
        None => class.is_some_and(|class| has_class_name(controller, class)),
    };
    let mut found: Vec<&'static Controller> = Controller::all().filter(|controller| has_class(controller)).collect();
    let stated = stated.map(|chosen| chosen.controller);
    if stated.is_some_and(|stated| matches!(stated.ingress, Support::Unlisted)) {
        return ControllerCandidates { controllers: Vec::new(), is_sure: true };
    }
    let serves_ingresses =
        |controller: &Controller| controller.ingress.known().is_some() || controller.unfit_class.is_some();
    if let Some(stated) = stated.filter(|stated| serves_ingresses(stated)) {
        let is_among = found.iter().any(|controller| controller.id == stated.id);
        if is_among || found.is_empty() && given.is_none() {
            return ControllerCandidates { controllers: vec![stated], is_sure: true };
        }
        return ControllerCandidates { controllers: found, is_sure: false };
    }
    let labelled: Vec<&'static Controller> =
        found.iter().copied().filter(|controller| has_labels(controller, labels)).collect();
    if found.len() > 1 && !labelled.is_empty() {
        found = labelled;
    }
    ControllerCandidates { controllers: found, is_sure: true }
}

/// Gives the values of `spec.controller` in a controller's IngressClasses, where it has such objects.
fn class_controllers(controller: &Controller) -> Vec<&'static str> {
    let known = controller.ingress.known().map(|facts| facts.class.controller);
    let unfit = controller.unfit_class.iter().flat_map(|class| class.controllers).copied();
    known.into_iter().chain(unfit).collect()
}

fn has_class_name(controller: &Controller, name: &str) -> bool {
    controller.ingress.known().is_some_and(|facts| facts.class.name == name)
        || controller.unfit_class.as_ref().is_some_and(|class| class.names.contains(&name))
}

/// Whether the first label of a controller's pods, the most telling one, is among these.
fn has_labels(controller: &Controller, labels: Option<Node<'_, '_>>) -> bool {
    let has = |&(key, value): &Label| labels.and_then(|labels| labels.get(key)?.as_str()) == Some(value);
    match controller.ingress.known().map(|facts| &facts.proxy) {
        Some(Proxy::Pods { labels: known, .. }) => known.first().is_some_and(has),
        Some(Proxy::CiliumIngress) | None => false,
    }
}

impl ControllerCandidates {
    /// Gives the controller, where there is only one candidate.
    pub(crate) fn only(&self) -> Option<&'static Controller> {
        match self.controllers.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Gives the facts of those controllers that pass TLS through.
    pub(crate) fn facts(&self) -> impl Iterator<Item = &'static IngressFacts> {
        self.controllers.iter().filter_map(|controller| controller.ingress.known())
    }

    /// Gives the severity of a finding that depends on the controllers.
    pub(crate) fn severity(&self) -> Severity {
        if self.is_sure { Severity::Error } else { Severity::Warning }
    }

    /// Gives the passthrough annotation, where all controllers that pass TLS through read the same one.
    pub(crate) fn passthrough(&self) -> Option<&'static Passthrough> {
        let mut all = self.facts().map(|facts| &facts.passthrough);
        let first = all.next()?;
        all.all(|other| other.keys == first.keys).then_some(first)
    }

    /// Lists the controllers' names.
    pub(crate) fn names(&self) -> String {
        choices(self.controllers.iter().map(|controller| controller.name))
    }
}

/// Whether a controller of the catalogue reads this annotation as the one for passthrough.
pub(crate) fn is_passthrough_key(key: &str) -> bool {
    Controller::of_ingresses().any(|facts| facts.passthrough.reads(key))
}
