//! The routes that send traffic to the backend, and the Gateways that they attach to.

use super::{Gateway, Listener, LocatedValue, namespace};
use crate::exposure::Backend;
use crate::reading::subject::{Kind, ObjectKind, Subject, Subjects};
use portico_manifest::Contents;
use std::collections::BTreeMap;

const GROUP: &str = "gateway.networking.k8s.io";

/// The most parents that an API server lets a route have.
const MOST_PARENTS: usize = 32;

/// The most host names that an API server lets a route have.
const MOST_HOSTNAMES: usize = 1024;

/// A TLSRoute to the backend, or the one that the Spaces chart makes from its values.
pub(crate) struct Route<'s, 'd, 't> {
    pub located: LocatedValue<'s, 'd, 't>,
    pub namespace: &'s str,
    /// Its host names.
    pub hostnames: Vec<LocatedValue<'s, 'd, 't>>,
    pub parents: Vec<Parent<'s, 'd, 't>>,
}

/// A Gateway that a route names.
pub(crate) struct Parent<'s, 'd, 't> {
    /// The reference, which holds the Gateway's name under the key `name`.
    pub located: LocatedValue<'s, 'd, 't>,
    pub section: Option<&'d str>,
    pub port: Option<i64>,
    /// The index among the given Gateways, if it is one of them.
    pub gateway: Option<usize>,
}

/// A route and a Gateway that it names.
pub(crate) struct Attachment<'r, 's, 'd, 't> {
    pub route: &'r Route<'s, 'd, 't>,
    pub parent: &'r Parent<'s, 'd, 't>,
    pub gateway: &'r Gateway<'s, 'd, 't>,
}

/// The references of a route's rule, at least one of them to the backend's Service.
pub(crate) struct BackendRefs<'s, 'd, 't> {
    pub all: Vec<LocatedValue<'s, 'd, 't>>,
    pub of_backend: Vec<LocatedValue<'s, 'd, 't>>,
}

impl<'r, 's, 'd, 't> Attachment<'r, 's, 'd, 't> {
    /// Gives the listeners that the route asks for: all of them where it names none.
    pub(crate) fn selected(&self) -> impl Iterator<Item = &'r Listener<'s, 'd, 't>> {
        let Parent { section, port, .. } = self.parent;
        let selected = self.gateway.listeners.iter().filter(move |listener| {
            section.is_none_or(|section| section == listener.name) && port.is_none_or(|_| listener.port == *port)
        });
        // Collected, so that code built upon it is generated once.
        selected.collect::<Vec<_>>().into_iter()
    }

    /// Whether the reference names a listener or a port.
    pub(crate) fn is_specific(&self) -> bool {
        self.parent.section.is_some() || self.parent.port.is_some()
    }

    /// Gives the listeners that the route asks for and that pass TLS through.
    pub(crate) fn passing(&self) -> impl Iterator<Item = &'r Listener<'s, 'd, 't>> {
        self.selected().filter(|listener| listener.is_passthrough())
    }

    /// Gives the listeners that the route is meant for: those that pass TLS through, else those of the protocol TLS
    /// that are to blame.
    pub(crate) fn meant(&self) -> Vec<&'r Listener<'s, 'd, 't>> {
        let passing: Vec<_> = self.passing().collect();
        if !passing.is_empty() {
            return passing;
        }
        let blamed = self.to_blame().into_iter();
        blamed.filter(|listener| listener.protocol.eq_ignore_ascii_case("TLS")).collect()
    }

    /// Whether a listener lets a TLSRoute in from the route's namespace.
    pub(crate) fn is_admitted_by(&self, listener: &Listener<'_, '_, '_>) -> bool {
        listener.admits_tls_route(self.route.namespace, self.gateway.namespace)
    }

    /// Gives the listeners to blame where none that the route asks for passes TLS through: all that it names; else, of
    /// those that have its host, the ones of the protocol nearest to TLS.
    pub(crate) fn to_blame(&self) -> Vec<&'r Listener<'s, 'd, 't>> {
        if self.selected().any(Listener::is_passthrough) {
            return Vec::new();
        }
        if self.is_specific() {
            return self.selected().collect();
        }
        let having_host = || self.selected().filter(|listener| self.meets(listener));
        let of = |protocol: &str| -> Vec<_> {
            having_host().filter(|listener| listener.protocol.eq_ignore_ascii_case(protocol)).collect()
        };
        let nearest = ["TLS", "HTTPS", "TCP", "HTTP"].into_iter().map(of).find(|found| !found.is_empty());
        nearest.unwrap_or_default()
    }

    /// Whether a host name of the route overlaps with the listener's.
    pub(crate) fn meets(&self, listener: &Listener<'_, '_, '_>) -> bool {
        let hostnames = &self.route.hostnames;
        hostnames.is_empty() || hostnames.iter().any(|host| super::overlap(listener.hostname, host.node.as_str()))
    }
}

/// Whether a route of the Gateway API sends traffic to the backend's Service.
pub(crate) fn is_to_backend(route: &Subject<'_, '_>, subjects: &Subjects<'_, '_>) -> bool {
    backend_refs(route, subjects).next().is_some()
}

/// Gives the references of a route of the Gateway API to the backend's Service.
pub(crate) fn backend_refs<'s, 'd, 't>(
    route: &'s Subject<'d, 't>,
    subjects: &'s Subjects<'_, '_>,
) -> impl Iterator<Item = LocatedValue<'s, 'd, 't>> {
    backend_ref_lists(route, subjects).into_iter().flat_map(|list| list.of_backend)
}

/// Gives the rules of a route of the Gateway API that have references to the backend's Service.
pub(crate) fn backend_ref_lists<'s, 'd, 't>(
    route: &'s Subject<'d, 't>,
    subjects: &'s Subjects<'_, '_>,
) -> Vec<BackendRefs<'s, 'd, 't>> {
    let own = namespace(route, subjects);
    let lists = LocatedValue::root(route).items(&["spec", "rules"]).into_iter().map(|rule| {
        let all = rule.items(&["backendRefs"]);
        let of_backend = all.iter().filter(|located| is_backend(located, own, &subjects.backend)).cloned().collect();
        BackendRefs { all, of_backend }
    });
    lists.filter(|list| !list.of_backend.is_empty()).collect()
}

fn is_backend(located: &LocatedValue<'_, '_, '_>, own_namespace: &str, backend: &Backend) -> bool {
    located.text("name") == Some(&backend.service)
        && located.text("kind").is_none_or(|kind| kind == "Service")
        && located.text("group").is_none_or(str::is_empty)
        && located.text("namespace").unwrap_or(own_namespace) == backend.namespace
}

/// An index of the given Gateways.
struct GatewayIndex<'s, 'd, 't> {
    subjects: &'s Subjects<'d, 't>,
    /// By namespace and name.
    named: BTreeMap<(&'s str, &'d str), SameKey>,
    /// By namespace, name and source.
    near: BTreeMap<(&'s str, &'d str, &'s str), SameKey>,
}

/// The number of Gateways of one key, and the index of the first.
#[derive(Clone, Copy)]
struct SameKey {
    count: usize,
    first: usize,
}

impl SameKey {
    fn only(&self) -> Option<usize> {
        (self.count == 1).then_some(self.first)
    }
}

impl<'s, 'd, 't> GatewayIndex<'s, 'd, 't> {
    fn of(subjects: &'s Subjects<'d, 't>, gateways: &[Gateway<'s, 'd, 't>]) -> Self {
        let mut known = Self { subjects, named: BTreeMap::new(), near: BTreeMap::new() };
        for (first, gateway) in gateways.iter().enumerate() {
            let (namespace, name) = (gateway.namespace, gateway.name);
            let source = gateway.located.subject.input.name;
            known.named.entry((namespace, name)).or_insert(SameKey { count: 0, first }).count += 1;
            known.near.entry((namespace, name, source)).or_insert(SameKey { count: 0, first }).count += 1;
        }
        known
    }

    /// Finds the Gateway that a reference means: the one in the reference's own source, else in any; none where several
    /// fit.
    fn find(&self, namespace: &str, name: &str, named_in: &Subject<'_, '_>) -> Option<usize> {
        match self.near.get(&(namespace, name, named_in.input.name)) {
            Some(near) => near.only(),
            None => self.named.get(&(namespace, name))?.only(),
        }
    }

    fn route(&self, subject: &'s Subject<'d, 't>) -> Route<'s, 'd, 't> {
        let located = LocatedValue::root(subject);
        let own = namespace(subject, self.subjects);
        let parents = located.items(&["spec", "parentRefs"]).into_iter().filter(is_gateway).map(|parent| {
            let name = parent.text("name").unwrap_or_default();
            let gateway = self.find(parent.text("namespace").unwrap_or(own), name, subject);
            let (section, port) = (parent.text("sectionName"), parent.number("port"));
            Parent { located: parent, section, port, gateway }
        });
        let hostnames = located.items(&["spec", "hostnames"]).into_iter().filter(|host| host.node.as_str().is_some());
        let hostnames = hostnames.take(MOST_HOSTNAMES).collect();
        Route { namespace: own, hostnames, parents: parents.take(MOST_PARENTS).collect(), located }
    }

    /// Gives the route that the Spaces chart makes from its values, if it goes to a Gateway that the chart doesn't
    /// make.
    fn chart_route(&self, values: &'s Subject<'d, 't>) -> Option<Route<'s, 'd, 't>> {
        let located = LocatedValue::root(values).get(&["gatewayAPI"])?;
        let is_on = |keys: &[&str]| located.get(keys).and_then(|value| value.node.as_bool()) == Some(true);
        if !is_on(&["spacesRouterRoute", "provision"]) || is_on(&["gateway", "provision"]) {
            return None;
        }
        let parent = located.get(&["gateway"])?;
        let name = parent.text("name").unwrap_or("spaces");
        let own: &str = &self.subjects.backend.namespace;
        let in_namespace = parent.text("namespace").filter(|namespace| !namespace.is_empty()).unwrap_or(own);
        let gateway = self.find(in_namespace, name, values);
        let parents = vec![Parent { located: parent, section: None, port: None, gateway }];
        let hostnames = located.get(&["host"]).filter(|host| host.node.as_str().is_some()).into_iter().collect();
        Some(Route { namespace: own, hostnames, parents, located })
    }
}

pub(super) fn of_backend<'s, 'd, 't>(
    subjects: &'s Subjects<'d, 't>,
    gateways: &[Gateway<'s, 'd, 't>],
) -> Vec<Route<'s, 'd, 't>> {
    let known = GatewayIndex::of(subjects, gateways);
    let objects = subjects.objects(ObjectKind::TlsRoute).filter(|route| is_to_backend(route, subjects));
    let values = subjects.of(Kind::SpacesValues).filter_map(|values| known.chart_route(values));
    let mut routes: Vec<_> = objects.map(|route| known.route(route)).collect();
    routes.extend(values);
    routes
}

pub(super) fn of_others<'s, 'd, 't>(
    subjects: &'s Subjects<'d, 't>,
    gateways: &[Gateway<'s, 'd, 't>],
) -> Vec<Route<'s, 'd, 't>> {
    let known = GatewayIndex::of(subjects, gateways);
    let objects = subjects.objects(ObjectKind::TlsRoute).filter(|route| !is_to_backend(route, subjects));
    objects.map(|route| known.route(route)).collect()
}

/// Whether a route's parent reference is to a Gateway.
pub(crate) fn is_gateway(parent: &LocatedValue<'_, '_, '_>) -> bool {
    parent.text("kind").is_none_or(|kind| kind == "Gateway") && parent.text("group").is_none_or(|group| group == GROUP)
}

/// Whether a route of the Gateway API names a Gateway as its parent.
pub(crate) fn has_gateway(route: &Subject<'_, '_>) -> bool {
    let mut parents = route.get(&["spec", "parentRefs"]).items();
    parents.any(|parent| parent.get("kind").is_none_or(|kind| kind.text() == "Gateway"))
}
