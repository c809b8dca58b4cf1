//! The Exposure's own Gateway and its listener. A shared Gateway is never changed: only its owners may.

use super::ApplyPlan;
use crate::exposure::Exposure;
use crate::exposure::commented::data;
use crate::methods::gateway_api;
use crate::methods::objects::data_of;
use crate::methods::objects::gateway::Listener as Wanted;
use crate::reading::subject::{ObjectKind, Subject, Subjects};
use crate::views::traffic::{Gateway, Listener, Traffic, is_to_backend, overlap};
use portico_manifest::Contents;
use std::collections::BTreeSet;

/// Gives the Exposure. Where it doesn't name its own Gateway, it gets the name of the only one that already leads to
/// the backend.
pub(super) fn with_existing_gateway_name(exposure: &Exposure, subjects: &Subjects<'_, '_>) -> Exposure {
    let mut exposure = exposure.clone();
    let is_named = exposure.spec.gateway.as_ref().is_some_and(|gateway| gateway.name.is_some());
    if is_named || gateway_api::is_shared(&exposure) {
        return exposure;
    }
    let routes = subjects.objects(ObjectKind::TlsRoute).filter(|route| is_to_backend(route, subjects));
    let parents = routes.flat_map(|route| route.get(&["spec", "parentRefs"]).items());
    let names: BTreeSet<&str> = parents.filter_map(|parent| parent.get("name")?.as_str()).collect();
    let mut own = subjects
        .objects(ObjectKind::Gateway)
        .filter(|gateway| gateway.is_in_namespace_of(&exposure.spec.backend))
        .filter_map(Subject::name)
        .filter(|name| names.contains(name));
    if let (Some(name), None) = (own.next(), own.next()) {
        exposure.spec.gateway.get_or_insert_default().name = Some(name.to_owned());
    }
    exposure
}

/// Plans the Gateway and its listener, and gives the name of the listener that routes are to attach to.
pub(super) fn plan<'s, 'd, 't>(
    exposure: &Exposure,
    traffic: &Traffic<'s, 'd, 't>,
    plan: &mut ApplyPlan<'s, 'd, 't>,
) -> String {
    let own_listener = gateway_api::listener_name(exposure);
    if gateway_api::is_shared(exposure) {
        return own_listener.to_owned();
    }
    let is_it = |gateway: &&Gateway<'_, '_, '_>| {
        gateway.name == gateway_api::name(exposure) && gateway.namespace == exposure.spec.backend.namespace
    };
    let Some(gateway) = traffic.gateways.iter().find(is_it) else {
        plan.added.push(gateway_api::gateway(exposure));
        return own_listener.to_owned();
    };
    let subject = gateway.located.subject;
    plan.merge(subject, &subject.path(&["spec"]), data(&gateway_api::spec_without_listeners(exposure).fields()));
    let mut wanted = gateway_api::listener(exposure).object;
    let Some(listener) = listener(exposure, gateway, &wanted) else {
        plan.append(subject, &subject.path(&["spec", "listeners"]), data_of(&wanted));
        return own_listener.to_owned();
    };
    wanted.name = None;
    if overlap(listener.hostname, Some(&exposure.spec.host)) {
        wanted.hostname = None;
    }
    if listener.admits_tls_route(&exposure.spec.backend.namespace, gateway.namespace) {
        wanted.allowed_routes = None;
    }
    // Certificates are for a listener that ends TLS.
    plan.merge_exactly(subject, listener.located.path(), data_of(&wanted), &[&["tls"]]);
    listener.name.to_owned()
}

/// Gives the listener to change: one that passes the host's TLS through already, else the one with Portico's name,
/// else the only one on the port.
fn listener<'g, 's, 'd, 't>(
    exposure: &Exposure,
    gateway: &'g Gateway<'s, 'd, 't>,
    wanted: &Wanted<'_>,
) -> Option<&'g Listener<'s, 'd, 't>> {
    let port = Some(i64::from(wanted.port));
    let serves = |listener: &&Listener<'_, '_, '_>| overlap(listener.hostname, Some(&exposure.spec.host));
    let passing = gateway.listeners.iter().filter(|listener| listener.is_passthrough()).find(serves);
    let named = || gateway.listeners.iter().find(|listener| listener.name == gateway_api::listener_name(exposure));
    let mut on_port = gateway.listeners.iter().filter(|listener| listener.port == port);
    let alone = on_port.next().filter(|_| on_port.next().is_none());
    passing.or_else(named).or(alone.filter(serves))
}
