//! Gateways, their listeners, and the controllers that serve them.

use super::{LocatedValue, namespace, selector};
use crate::facts::controller::{Controller, GatewayFacts};
use crate::facts::version::Version;
use crate::reading::subject::{ObjectKind, Subject, Subjects};
use crate::reading::target::Chosen;
use portico_manifest::{Contents, Node};
use std::collections::BTreeMap;

/// The most listeners that an API server lets a Gateway have.
const MOST_LISTENERS: usize = 64;

/// The label by which every namespace carries its own name.
const NAMESPACE_NAME: &str = "kubernetes.io/metadata.name";

/// A Gateway.
pub(crate) struct Gateway<'s, 'd, 't> {
    pub located: LocatedValue<'s, 'd, 't>,
    pub name: &'d str,
    pub namespace: &'s str,
    pub class: &'d str,
    pub listeners: Vec<Listener<'s, 'd, 't>>,
    /// Whether a route of the backend names the Gateway.
    pub is_named: bool,
}

/// One of a Gateway's listeners.
pub(crate) struct Listener<'s, 'd, 't> {
    pub located: LocatedValue<'s, 'd, 't>,
    pub name: &'d str,
    pub protocol: &'d str,
    pub port: Option<i64>,
    pub hostname: Option<&'d str>,
    /// As it is written; absent, it is `Terminate`.
    pub mode: Option<&'d str>,
}

/// The controller that serves a Gateway.
pub(crate) struct ServedBy<'s> {
    /// The controller's name: from the GatewayClass, or from the catalogue.
    pub name: &'s str,
    /// The catalogue's entry, if it lists the controller.
    pub controller: Option<&'static Controller>,
    /// The version, where it was stated for this controller.
    pub version: Option<Version>,
    /// Whether a GatewayClass or the target names the controller; else it is guessed from the class's name.
    pub is_certain: bool,
}

impl<'s, 'd, 't> Gateway<'s, 'd, 't> {
    pub(super) fn of(subject: &'s Subject<'d, 't>, subjects: &'s Subjects<'d, 't>) -> Self {
        let located = LocatedValue::root(subject);
        let listeners =
            located.items(&["spec", "listeners"]).into_iter().take(MOST_LISTENERS).map(Listener::of).collect();
        Self {
            name: subject.name().unwrap_or_default(),
            namespace: namespace(subject, subjects),
            class: subject.text(&["spec", "gatewayClassName"]).unwrap_or_default(),
            located,
            listeners,
            is_named: false,
        }
    }
}

impl Gateway<'_, '_, '_> {
    /// Whether another listener has the same port, so that a change of one may affect the other.
    pub(crate) fn shares_port(&self, listener: &Listener<'_, '_, '_>) -> bool {
        self.listeners.iter().filter(|other| other.port == listener.port).nth(1).is_some()
    }
}

impl<'s, 'd, 't> Listener<'s, 'd, 't> {
    fn of(located: LocatedValue<'s, 'd, 't>) -> Self {
        Self {
            name: located.text("name").unwrap_or_default(),
            protocol: located.text("protocol").unwrap_or_default(),
            port: located.number("port"),
            hostname: located.text("hostname"),
            mode: located.node.get("tls").and_then(|tls| tls.get("mode")?.as_str()),
            located,
        }
    }

    /// Whether its mode is `Passthrough`, whatever its protocol.
    pub(crate) fn passes_through(&self) -> bool {
        self.mode == Some("Passthrough")
    }

    /// Whether it has a block `tls`, even an empty one.
    pub(crate) fn has_tls(&self) -> bool {
        self.located.node.get("tls").is_some_and(|tls| !tls.is_null())
    }

    /// Whether it passes TLS through: by its mode and its protocol.
    pub(crate) fn is_passthrough(&self) -> bool {
        self.protocol == "TLS" && self.passes_through()
    }

    /// Gives the kinds of route that it lists, if it lists any.
    pub(crate) fn kinds(&self) -> Option<Vec<&'d str>> {
        let kinds: Vec<&str> =
            self.located.items(&["allowedRoutes", "kinds"]).iter().filter_map(|kind| kind.text("kind")).collect();
        (!kinds.is_empty()).then_some(kinds)
    }

    /// Whether it lets a TLSRoute in from a namespace.
    pub(crate) fn admits_tls_route(&self, from: &str, own: &str) -> bool {
        self.admits(from, own) && self.kinds().is_none_or(|kinds| kinds.contains(&"TLSRoute"))
    }

    /// Whether it lets routes in from a namespace. Of a selector only terms about the namespace's name are judged;
    /// the others count as met.
    pub(crate) fn admits(&self, from: &str, own: &str) -> bool {
        let namespaces = self.located.get(&["allowedRoutes", "namespaces"]);
        match namespaces.as_ref().and_then(|namespaces| namespaces.text("from")) {
            None | Some("Same") => from == own,
            Some("Selector") => namespaces.and_then(|namespaces| namespaces.get(&["selector"])).is_some_and(|chosen| {
                let mut labels = selector::match_labels(chosen.node);
                labels.all(|(key, value)| key != NAMESPACE_NAME || value == from) && names_listed(chosen.node, from)
            }),
            Some("None") => false,
            Some(_) => true,
        }
    }
}

/// Whether the terms of a selector about the namespace's name match this name.
fn names_listed(selector: Node<'_, '_>, namespace: &str) -> bool {
    selector.get("matchExpressions").items().all(|term| {
        let text = |key| term.get(key).map(Node::text).unwrap_or_default();
        let is_listed = term.get("values").items().any(|item| item.text() == namespace);
        match text("operator") {
            _ if text("key") != NAMESPACE_NAME => true,
            "In" => is_listed,
            "NotIn" => !is_listed,
            _ => true,
        }
    })
}

impl<'s> ServedBy<'s> {
    /// Chooses the controller: the GatewayClass's, else the stated one, else the one that the class's name makes
    /// likely. A stated one other than the likely one isn't taken.
    pub(super) fn of(
        named: Option<&'s str>,
        likely: Option<&'static str>,
        stated: Option<Chosen>,
        anywhere: Option<Chosen>,
    ) -> Self {
        let stated = stated.and_then(|stated| Some(stated.controller.gateway.known()?.class.controller));
        let stated = stated.filter(|stated| likely.is_none_or(|likely| likely == *stated));
        let is_certain = named.is_some() || stated.is_some();
        let name = named.or(stated).or(likely).unwrap_or_default();
        let controller = by_controller_name(name);
        let is_it = |chosen: &Chosen| controller.is_some_and(|controller| chosen.is(controller.id));
        Self {
            name,
            controller,
            version: anywhere.filter(is_it).and_then(|chosen| chosen.version).map(|version| version.minor),
            is_certain,
        }
    }

    /// Gives the catalogue's facts of the controller's Gateways.
    pub(crate) fn facts(&self) -> Option<&'static GatewayFacts> {
        self.controller?.gateway.known()
    }
}

/// The given GatewayClasses: their names, and their controllers where those of one name agree.
pub(super) type Classes<'s> = BTreeMap<&'s str, Option<&'s str>>;

pub(super) fn classes<'s>(subjects: &'s Subjects<'_, '_>) -> Classes<'s> {
    let mut classes = Classes::new();
    for class in subjects.objects(ObjectKind::GatewayClass) {
        let name = class.name().unwrap_or_default();
        let controller = class.text(&["spec", "controllerName"]);
        let known = classes.entry(name).or_insert(controller);
        if *known != controller {
            *known = None;
        }
    }
    classes
}

/// Gives the controller whose installation makes a GatewayClass of this name.
pub(crate) fn installed_class(class: &str) -> Option<&'static str> {
    Controller::of_gateways()
        .find(|facts| facts.class.installed && facts.class.name == class)
        .map(|facts| facts.class.controller)
}

fn by_controller_name(name: &str) -> Option<&'static Controller> {
    let is_it = |controller: &&Controller| {
        controller.gateway.known().is_some_and(|facts| !name.is_empty() && facts.class.controller == name)
    };
    Controller::all().find(is_it)
}
