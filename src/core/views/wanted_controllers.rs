//! The controllers that are to pass the router's TLS through, as far as the configuration tells.
//!
//! Several rules about controllers' own settings share this view; it reports nothing itself.

use crate::facts::controller::{Controller, IngressFacts, Proxy, ReleaseRange, Setup};
use crate::facts::version::PatchVersion;
use crate::reading::subject::{Kind, Subject, Subjects};
use portico_manifest::Node;

/// A controller that is to pass TLS through by one method, with the facts of that method.
pub(crate) struct Wanted {
    pub controller: &'static Controller,
    pub setup: &'static Setup,
    /// The release, if it was stated.
    pub version: Option<PatchVersion>,
    pub releases: &'static [ReleaseRange],
}

/// Gives an entry for each method by which a controller is to pass TLS through.
pub(super) fn of(subjects: &Subjects<'_, '_>, controller: &'static Controller) -> Vec<Wanted> {
    let chosen = subjects.target.controller;
    let is_chosen = chosen.is_some_and(|chosen| chosen.is(controller.id));
    if chosen.is_some() && !is_chosen {
        return Vec::new();
    }
    let version = chosen.and_then(|chosen| chosen.version);
    let mut wanted = Vec::new();
    if let Some(facts) = controller.ingress.known()
        && (is_wanted_by_ingress(subjects, facts, is_chosen) || is_chosen && controller.gateway.known().is_none())
    {
        wanted.push(Wanted { controller, setup: &facts.setup, version, releases: facts.releases });
    }
    if let Some(facts) = controller.gateway.known()
        && (is_wanted_by_gateway(subjects, facts.class.name) || is_chosen && controller.ingress.known().is_none())
    {
        wanted.push(Wanted { controller, setup: &facts.setup, version, releases: facts.releases });
    }
    wanted
}

fn is_on(values: &Subject<'_, '_>, keys: &[&str]) -> bool {
    values.get(keys).and_then(Node::as_bool) == Some(true)
}

fn is_wanted_by_ingress(subjects: &Subjects<'_, '_>, facts: &IngressFacts, is_chosen: bool) -> bool {
    // Of a class whose IngressClass another controller makes, the name alone doesn't tell who serves it.
    let must_be_labelled = !is_chosen && facts.class.missing.is_some();
    let in_values = subjects.of(Kind::SpacesValues).any(|values| {
        values.text(&["ingress", "ingressClassName"]) == Some(facts.class.name)
            && is_on(values, &["ingress", "provision"])
            && are_of(values, facts).unwrap_or(!must_be_labelled)
    });
    let is_of_class = |ingress: &Subject<'_, '_>| ingress.text(&["spec", "ingressClassName"]) == Some(facts.class.name);
    in_values || !must_be_labelled && subjects.backend_ingresses().any(is_of_class)
}

/// Whether the pod labels in the values are the controller's; none where they don't tell.
fn are_of(values: &Subject<'_, '_>, facts: &IngressFacts) -> Option<bool> {
    let Proxy::Pods { labels: [(key, label), ..], .. } = facts.proxy else { return None };
    Some(values.text(&["ingress", "podLabels", key])? == *label)
}

fn is_wanted_by_gateway(subjects: &Subjects<'_, '_>, class: &str) -> bool {
    subjects.of(Kind::SpacesValues).any(|values| {
        values.text(&["gatewayAPI", "gateway", "className"]) == Some(class)
            && is_on(values, &["gatewayAPI", "gateway", "provision"])
    })
}
