//! How far an exposure has come, from the objects that the cluster shows.
//!
//! Controllers say in the status of objects what they made of them. Here their words become one answer: the address,
//! or what is still awaited, or what was refused and why. Nothing is judged before it is applied; that belongs to
//! [`validate`](crate::validate).

mod address;
mod condition;
mod gateway_api;
mod observed_object;
mod readiness;
mod reason;

use crate::exposure::{Exposure, Method};
use crate::finding::{Diagnostic, Source};
use crate::methods::{gateway_api as gateway, ingress};
use crate::reading::input::Input;
use crate::reading::recognize::is_resource_list;
use crate::report::{Format, Report};
use crate::requests::{exposure, unread};
use crate::rules::value_not_allowed;
use crate::validate::answer::{Outcome, answer};
pub use address::{Address, AddressKind};
use observed_object::ObservedObject;
use portico_manifest::{Contents, Document, Node};
pub use readiness::Readiness;

/// An object that is looked at for its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectReference {
    /// The API version in which it is read.
    pub api_version: String,
    /// Its kind.
    pub kind: String,
    /// Its namespace; empty for a kind without namespaces.
    pub namespace: String,
    /// Its name.
    pub name: String,
}

/// The version of the Gateway API's kinds that every release has.
const GATEWAY_API: &str = "gateway.networking.k8s.io/v1";

/// How far an exposure has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Progress {
    /// It isn't refused, and not there yet.
    #[default]
    Awaited,
    /// There is an address, and every controller on the way has accepted the objects.
    Exposed,
    /// A controller refused an object: waiting doesn't help.
    Refused,
}

/// What the cluster shows of an exposure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Observed {
    /// How far it has come.
    pub progress: Progress,
    /// The reason in one word, as conditions have it: a controller's own where it gave one.
    pub reason: String,
    /// The reason in a sentence, with what to do where something is to be done.
    pub message: String,
    /// The address that clients reach; absent until there is one.
    pub address: Option<Address>,
    /// The objects whose status tells, the one with the address first.
    pub watched: Vec<ObjectReference>,
    /// Whether each item of the list works, in their order.
    pub items: Vec<Readiness>,
    /// Warnings and advice: an error gives no result.
    pub report: Report,
}

/// Tells how far an exposure has come, by the objects of a `ResourceList` as the cluster shows them, with their status.
///
/// An object inside one of provider-kubernetes is looked at in its place.
///
/// # Errors
///
/// A report in which at least one diagnostic is an error: the Exposure or the list can't be read.
pub fn observe(objects: &Source, given: &Source, report_formats: &[Format]) -> Result<Observed, Report> {
    let observed = answer(&[objects, given], report_formats, || observed(objects, given));
    observed.map(|(observed, report)| Observed { report, ..observed })
}

fn observed(objects: &Source, given: &Source) -> Outcome<Observed> {
    let exposure = exposure::read_source(given)?;
    let input = Input::read(objects, &|_| true);
    if !input.unread.is_empty() {
        return Err(unread::diagnostics(&input));
    }
    let root = input.documents.first().and_then(Document::root).filter(|root| is_resource_list(*root));
    let (Some(root), 1) = (root, input.documents.len()) else {
        let found = Diagnostic::of(&value_not_allowed::RULE, "the observed objects are not one ResourceList");
        return Err(vec![Diagnostic { source: objects.name.clone(), ..found }]);
    };
    let items: Vec<ObservedObject<'_, '_>> = root.get("items").items().map(ObservedObject::of).collect();
    let watched = watched(&exposure);
    let standing = match exposure.spec.method {
        Method::GatewayAPI => gateway_api::standing(&exposure, &watched, &items),
        Method::LoadBalancer | Method::Ingress => of_one_object(&exposure, &watched[0], &items),
    };
    let items = items.iter().map(ObservedObject::readiness).collect();
    let Standing { progress, reason, message, address } = standing;
    let report = Report::default();
    Ok((Observed { progress, reason, message, address, watched, items, report }, Vec::new()))
}

/// Where an exposure stands, and why.
struct Standing {
    progress: Progress,
    reason: String,
    message: String,
    address: Option<Address>,
}

impl Standing {
    fn exposed(address: Address, by: &ObjectReference) -> Self {
        let message = format!("{} has the address {}", by.phrase(), address.value);
        Self { progress: Progress::Exposed, reason: "AddressAssigned".to_owned(), message, address: Some(address) }
    }

    fn awaited(reason: &str, message: String) -> Self {
        Self { progress: Progress::Awaited, reason: reason.to_owned(), message, address: None }
    }

    /// The object isn't among those that were observed.
    fn not_observed(object: &ObjectReference) -> Self {
        Self::awaited("NotObserved", format!("{} is not observed yet", object.phrase()))
    }

    /// The object is there, and has no address.
    fn without_address(object: &ObjectReference) -> Self {
        Self::awaited("AddressPending", format!("{} has no address yet", object.phrase()))
    }
}

impl ObjectReference {
    fn new(api_version: &str, kind: &str, namespace: &str, name: &str) -> Self {
        let [api_version, kind, namespace, name] = [api_version, kind, namespace, name].map(str::to_owned);
        Self { api_version, kind, namespace, name }
    }

    /// Names the object in a sentence.
    fn phrase(&self) -> String {
        let Self { kind, namespace, name, .. } = self;
        if namespace.is_empty() { format!("the {kind} {name}") } else { format!("the {kind} {namespace}/{name}") }
    }
}

/// Gives the objects whose status tells how far an exposure has come, the one with the address first.
fn watched(exposure: &Exposure) -> Vec<ObjectReference> {
    let backend = &exposure.spec.backend;
    let beside =
        |api_version: &str, kind| ObjectReference::new(api_version, kind, &backend.namespace, &backend.service);
    match exposure.spec.method {
        Method::LoadBalancer => vec![beside("v1", "Service")],
        Method::Ingress => vec![beside("networking.k8s.io/v1", "Ingress")],
        Method::GatewayAPI => {
            let (namespace, name) = (gateway::namespace(exposure), gateway::name(exposure));
            let of_api = |kind, namespace, name| ObjectReference::new(GATEWAY_API, kind, namespace, name);
            let class = Some(gateway::class_name(exposure)).filter(|_| !gateway::is_shared(exposure));
            let mut watched =
                vec![of_api("Gateway", namespace, name), beside(&gateway::route_version(exposure), "TLSRoute")];
            watched.extend(class.map(|class| of_api("GatewayClass", "", class)));
            watched
        }
    }
}

/// Tells the standing of a method whose one object has the address.
fn of_one_object(exposure: &Exposure, front: &ObjectReference, items: &[ObservedObject<'_, '_>]) -> Standing {
    let named = || items.iter().find(|item| item.is(front));
    // A chart may give its Ingress another name; where it leads tells.
    let leading =
        || items.iter().find(|item| item.is_kind_of(front) && item.is_in(&front.namespace) && leads(exposure, item));
    let Some(item) = named().or_else(leading) else { return Standing::not_observed(front) };
    let found = item.reference(front);
    match item.load_balancer_address().filter(|_| !item.is_leaving()) {
        Some(address) => Standing::exposed(address, &found),
        None => Standing::without_address(&found),
    }
}

/// Whether an Ingress of the wanted class leads the host to the backend's Service.
fn leads(exposure: &Exposure, item: &ObservedObject<'_, '_>) -> bool {
    let service = exposure.spec.backend.service.as_str();
    let is_to_service =
        |path: Node<'_, '_>| observed_object::text(path, &["backend", "service", "name"]) == Some(service);
    let is_for_host = |rule: Node<'_, '_>| {
        observed_object::text(rule, &["host"]) == Some(&exposure.spec.host)
            && observed_object::at(rule, &["http", "paths"]).items().any(is_to_service)
    };
    item.text(&["spec", "ingressClassName"]) == Some(&ingress::class_name(exposure))
        && item.get(&["spec", "rules"]).items().any(is_for_host)
}

#[cfg(test)]
mod tests;
