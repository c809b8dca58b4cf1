//! The routes that send traffic to the backend, and what they attach to.

use super::{Gateway, Listener, Spot, namespace, the_one};
use crate::exposure::Backend;
use crate::subject::{Kind, ObjectKind, Subject, Subjects};
use portico_manifest::{Contents, sort_by};

const GROUP: &str = "gateway.networking.k8s.io";

/// A TLSRoute to the backend, or the one that the Spaces chart makes of its values.
pub(crate) struct Route<'s, 'd, 't> {
    pub spot: Spot<'s, 'd, 't>,
    pub namespace: &'s str,
    /// Where each of its host names stands.
    pub hostnames: Vec<Spot<'s, 'd, 't>>,
    pub parents: Vec<Parent<'s, 'd, 't>>,
}

/// A Gateway that a route names.
pub(crate) struct Parent<'s, 'd, 't> {
    /// What names it, which holds its name under the key `name`.
    pub spot: Spot<'s, 'd, 't>,
    pub section: Option<&'d str>,
    pub port: Option<i64>,
    /// Its place among the Gateways, if it was given.
    pub gateway: Option<usize>,
}

/// A route and a Gateway that it names.
pub(crate) struct Attachment<'r, 's, 'd, 't> {
    pub route: &'r Route<'s, 'd, 't>,
    pub parent: &'r Parent<'s, 'd, 't>,
    pub gateway: &'r Gateway<'s, 'd, 't>,
}

/// A reference to the backend's Service.
pub(crate) struct BackendRef<'s, 'd, 't> {
    pub spot: Spot<'s, 'd, 't>,
    /// The list that it stands in.
    pub all: Vec<Spot<'s, 'd, 't>>,
}

impl<'r, 's, 'd, 't> Attachment<'r, 's, 'd, 't> {
    /// The listeners that the route asks for: all of them where it names none.
    pub(crate) fn selected(&self) -> impl Iterator<Item = &'r Listener<'s, 'd, 't>> {
        let Parent { section, port, .. } = self.parent;
        let selected = self.gateway.listeners.iter().filter(move |listener| {
            section.is_none_or(|section| section == listener.name) && port.is_none_or(|_| listener.port == *port)
        });
        // A list: what is built upon it is the same code everywhere.
        selected.collect::<Vec<_>>().into_iter()
    }

    /// Whether it says which listener it wants.
    pub(crate) fn is_specific(&self) -> bool {
        self.parent.section.is_some() || self.parent.port.is_some()
    }

    /// Those of them that pass TLS through.
    pub(crate) fn passing(&self) -> impl Iterator<Item = &'r Listener<'s, 'd, 't>> {
        self.selected().filter(|listener| listener.is_passthrough())
    }

    /// The listeners that the route is meant for: those that pass TLS through, else those that nearly do.
    pub(crate) fn meant(&self) -> Vec<&'r Listener<'s, 'd, 't>> {
        let passing: Vec<_> = self.passing().collect();
        if !passing.is_empty() {
            return passing;
        }
        let blamed = self.to_blame().into_iter();
        blamed.filter(|listener| listener.protocol.eq_ignore_ascii_case("TLS")).collect()
    }

    /// Whether a listener lets a route of this kind from its namespace in.
    pub(crate) fn is_admitted_by(&self, listener: &Listener<'_, '_, '_>) -> bool {
        listener.admits_tls_route(self.route.namespace, self.gateway.namespace)
    }

    /// The listeners to blame where none that the route asks for passes TLS through: all that it names; else, of those
    /// that have its host, the ones that are nearest to it.
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

    /// Whether one of the route's names is also one of a listener's.
    pub(crate) fn meets(&self, listener: &Listener<'_, '_, '_>) -> bool {
        let hostnames = &self.route.hostnames;
        hostnames.is_empty() || hostnames.iter().any(|host| super::overlap(listener.hostname, host.node.as_str()))
    }
}

/// Whether a route of the Gateway API sends traffic to the backend's Service.
pub(crate) fn is_to_backend(route: &Subject<'_, '_>, subjects: &Subjects<'_, '_>) -> bool {
    backend_refs(route, subjects).next().is_some()
}

/// The references of a route of the Gateway API to the backend's Service.
pub(crate) fn backend_refs<'s, 'd, 't>(
    route: &'s Subject<'d, 't>,
    subjects: &'s Subjects<'_, '_>,
) -> impl Iterator<Item = BackendRef<'s, 'd, 't>> {
    let own = namespace(route, subjects);
    let mut references = Vec::new();
    for rule in Spot::root(route).items(&["spec", "rules"]) {
        let all = rule.items(&["backendRefs"]);
        for spot in all.iter().filter(|spot| is_backend(spot, own, &subjects.backend)) {
            references.push(BackendRef { spot: spot.clone(), all: all.clone() });
        }
    }
    references.into_iter()
}

fn is_backend(spot: &Spot<'_, '_, '_>, own_namespace: &str, backend: &Backend) -> bool {
    spot.text("name") == Some(&backend.service)
        && spot.text("kind").is_none_or(|kind| kind == "Service")
        && spot.text("group").is_none_or(str::is_empty)
        && spot.text("namespace").unwrap_or(own_namespace) == backend.namespace
}

/// The Gateways that were given, by namespace and name.
struct Known<'r, 's, 'd, 't> {
    subjects: &'s Subjects<'d, 't>,
    gateways: &'r [Gateway<'s, 'd, 't>],
    /// In their order.
    places: Vec<((&'s str, &'d str), usize)>,
}

impl<'r, 's, 'd, 't> Known<'r, 's, 'd, 't> {
    fn of(subjects: &'s Subjects<'d, 't>, gateways: &'r [Gateway<'s, 'd, 't>]) -> Self {
        let named = gateways.iter().enumerate().map(|(place, gateway)| ((gateway.namespace, gateway.name), place));
        let mut places: Vec<_> = named.collect();
        sort_by(&mut places, &Ord::cmp);
        Self { subjects, gateways, places }
    }

    fn find(&self, namespace: &str, name: &str, named_in: &Subject<'_, '_>) -> Option<usize> {
        let wanted = (namespace, name);
        let first = self.places.partition_point(|&(named, _)| named < wanted);
        let places = self.places.iter().skip(first).take_while(|&&(named, _)| named == wanted);
        let found = places.filter_map(|&(_, place)| Some((place, self.gateways.get(place)?.spot.subject)));
        the_one(&found.collect::<Vec<_>>(), named_in)
    }

    fn route(&self, subject: &'s Subject<'d, 't>) -> Route<'s, 'd, 't> {
        let spot = Spot::root(subject);
        let own = namespace(subject, self.subjects);
        let parents = spot.items(&["spec", "parentRefs"]).into_iter().filter(is_gateway).map(|parent| {
            let name = parent.text("name").unwrap_or_default();
            let gateway = self.find(parent.text("namespace").unwrap_or(own), name, subject);
            let (section, port) = (parent.text("sectionName"), parent.number("port"));
            Parent { spot: parent, section, port, gateway }
        });
        let hostnames = spot.items(&["spec", "hostnames"]).into_iter().filter(|host| host.node.as_str().is_some());
        Route { namespace: own, hostnames: hostnames.collect(), parents: parents.collect(), spot }
    }

    /// The route that the Spaces chart makes of its values to a Gateway that it doesn't make.
    fn chart_route(&self, values: &'s Subject<'d, 't>) -> Option<Route<'s, 'd, 't>> {
        let spot = Spot::root(values).get(&["gatewayAPI"])?;
        let is_on = |keys: &[&str]| spot.get(keys).and_then(|value| value.node.as_bool()) == Some(true);
        if !is_on(&["spacesRouterRoute", "provision"]) || is_on(&["gateway", "provision"]) {
            return None;
        }
        let parent = spot.get(&["gateway"])?;
        let name = parent.text("name").unwrap_or("spaces");
        let own: &str = &self.subjects.backend.namespace;
        let in_namespace = parent.text("namespace").filter(|namespace| !namespace.is_empty()).unwrap_or(own);
        let gateway = self.find(in_namespace, name, values);
        let parents = vec![Parent { spot: parent, section: None, port: None, gateway }];
        let hostnames = spot.get(&["host"]).filter(|host| host.node.as_str().is_some()).into_iter().collect();
        Some(Route { namespace: own, hostnames, parents, spot })
    }
}

pub(super) fn of_backend<'s, 'd, 't>(
    subjects: &'s Subjects<'d, 't>,
    gateways: &[Gateway<'s, 'd, 't>],
) -> Vec<Route<'s, 'd, 't>> {
    let known = Known::of(subjects, gateways);
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
    let known = Known::of(subjects, gateways);
    let objects = subjects.objects(ObjectKind::TlsRoute).filter(|route| !is_to_backend(route, subjects));
    objects.map(|route| known.route(route)).collect()
}

/// Whether a route's parent is a Gateway.
pub(crate) fn is_gateway(parent: &Spot<'_, '_, '_>) -> bool {
    parent.text("kind").is_none_or(|kind| kind == "Gateway") && parent.text("group").is_none_or(|group| group == GROUP)
}

/// Whether a route of the Gateway API names a Gateway as its parent.
pub(crate) fn has_gateway(route: &Subject<'_, '_>) -> bool {
    let mut parents = route.get(&["spec", "parentRefs"]).items();
    parents.any(|parent| parent.get("kind").is_none_or(|kind| kind.text() == "Gateway"))
}
