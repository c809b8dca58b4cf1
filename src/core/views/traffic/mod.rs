//! The path of traffic to the backend, across objects: route, Gateway, listener, Service, policy.
//!
//! Several rules share this view; it reports nothing itself.

mod gateways;
mod hostname;
mod located_value;
mod policies;
mod routes;
mod selector;

use gateways::Classes;
pub(crate) use gateways::{Gateway, Listener, ServedBy, installed_class};
pub(crate) use hostname::overlap;
pub(crate) use located_value::LocatedValue;
pub(crate) use policies::{ANY, Peer, Policies, PolicyRule, cilium_lets_in, is_for_some, open_ports};
pub(crate) use routes::{
    Attachment, BackendRefs, Route, backend_ref_lists, backend_refs, has_gateway, is_gateway, is_to_backend,
};
pub(crate) use selector::Labels;

use crate::reading::subject::{ObjectKind, Subject, Subjects};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// The routes of the backend and the Gateways that were given beside them.
pub(crate) struct Traffic<'s, 'd, 't> {
    subjects: &'s Subjects<'d, 't>,
    pub routes: Vec<Route<'s, 'd, 't>>,
    pub gateways: Vec<Gateway<'s, 'd, 't>>,
    classes: Classes<'s>,
    other_routes: OnceCell<Vec<Route<'s, 'd, 't>>>,
}

impl<'s, 'd, 't> Traffic<'s, 'd, 't> {
    pub(crate) fn of(subjects: &'s Subjects<'d, 't>) -> Self {
        let mut gateways: Vec<_> =
            subjects.objects(ObjectKind::Gateway).map(|subject| Gateway::of(subject, subjects)).collect();
        if gateways.is_empty() {
            // Without a Gateway no route can be judged.
            return Self {
                subjects,
                routes: Vec::new(),
                gateways,
                classes: Classes::new(),
                other_routes: OnceCell::new(),
            };
        }
        let routes = routes::of_backend(subjects, &gateways);
        for parent in routes.iter().flat_map(|route| &route.parents) {
            if let Some(gateway) = parent.gateway.and_then(|place| gateways.get_mut(place)) {
                gateway.is_named = true;
            }
        }
        Self { subjects, routes, gateways, classes: gateways::classes(subjects), other_routes: OnceCell::new() }
    }

    /// Gives each of the backend's routes with each Gateway that it names and that was given.
    pub(crate) fn attachments(&self) -> impl Iterator<Item = Attachment<'_, 's, 'd, 't>> {
        let all = self.routes.iter().flat_map(|route| self.attachments_of(route));
        // Collected, so that code built upon it is generated once.
        all.collect::<Vec<_>>().into_iter()
    }

    /// Gives a route with each Gateway that it names and that was given.
    pub(crate) fn attachments_of<'r>(
        &'r self,
        route: &'r Route<'s, 'd, 't>,
    ) -> impl Iterator<Item = Attachment<'r, 's, 'd, 't>> {
        route.parents.iter().filter_map(move |parent| {
            let gateway = self.gateways.get(parent.gateway?)?;
            Some(Attachment { route, parent, gateway })
        })
    }

    /// Groups the attachments of the backend's routes by the Gateways' indices.
    pub(crate) fn attachments_by_gateway(&self) -> BTreeMap<usize, Vec<Attachment<'_, 's, 'd, 't>>> {
        let mut all: BTreeMap<usize, Vec<_>> = BTreeMap::new();
        for attachment in self.attachments() {
            if let Some(place) = attachment.parent.gateway {
                all.entry(place).or_default().push(attachment);
            }
        }
        all
    }

    /// Gives the TLSRoutes of other services.
    pub(crate) fn other_routes(&self) -> &[Route<'s, 'd, 't>] {
        self.other_routes.get_or_init(|| routes::of_others(self.subjects, &self.gateways))
    }

    /// Gives the Gateways that the backend's routes name, and all that pass TLS through, with their indices.
    pub(crate) fn passing_gateways(&self) -> impl Iterator<Item = (usize, &Gateway<'s, 'd, 't>)> {
        let all = self.gateways.iter().enumerate();
        all.filter(|(_, gateway)| gateway.is_named || gateway.listeners.iter().any(Listener::passes_through))
    }

    /// Gives the Gateways that the backend's routes name. If no route names one, gives those in the backend's namespace
    /// that pass TLS through.
    pub(crate) fn backend_gateways(&self) -> Vec<&Gateway<'s, 'd, 't>> {
        let named: Vec<_> = self.gateways.iter().filter(|gateway| gateway.is_named).collect();
        if !named.is_empty() || self.routes.iter().any(|route| !route.parents.is_empty()) {
            return named;
        }
        let is_near = |gateway: &&Gateway<'_, '_, '_>| gateway.namespace == self.subjects.backend.namespace;
        self.passing_gateways().map(|(_, gateway)| gateway).filter(is_near).collect()
    }

    /// Gives the controller that the given GatewayClass of a Gateway names.
    pub(crate) fn class_controller(&self, gateway: &Gateway<'_, '_, '_>) -> Option<&'s str> {
        *self.classes.get(gateway.class)?
    }

    /// Gives the controller that serves a Gateway, as far as that can be known: by its class, by the one stated for the
    /// backend's Gateways, or by the name that a controller's installation gives its class.
    pub(crate) fn served_by(&self, gateway: &Gateway<'_, '_, '_>) -> ServedBy<'s> {
        let named = self.class_controller(gateway);
        let is_backends = gateway.is_named || gateway.namespace == self.subjects.backend.namespace;
        let stated = self.subjects.target.controller.filter(|_| is_backends);
        ServedBy::of(named, installed_class(gateway.class), stated, self.subjects.target.controller)
    }
}

/// Gives an object's namespace; without one, that of the backend.
pub(crate) fn namespace<'s>(subject: &Subject<'s, '_>, subjects: &'s Subjects<'_, '_>) -> &'s str {
    subject.namespace().unwrap_or(&subjects.backend.namespace)
}
