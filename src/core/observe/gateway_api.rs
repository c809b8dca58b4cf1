//! The standing of the method GatewayAPI: the Gateway, its listener, its class, and the route.

use super::address::Address;
use super::condition::Condition;
use super::observed_object::{ObservedObject, text};
use super::reason::{Asks, asked_by};
use super::{ObjectReference, Progress, Standing};
use crate::exposure::Exposure;
use crate::views::traffic::overlap;
use portico_manifest::{Contents, Node};

/// Tells the standing by the Gateway, the route and the Gateway's class.
pub(super) fn standing(exposure: &Exposure, watched: &[ObjectReference], items: &[ObservedObject<'_, '_>]) -> Standing {
    let [gateway, route, class @ ..] = watched else { unreachable!("a Gateway and a route tell of this method") };
    let host = exposure.spec.host.as_str();
    let found_gateway = items.iter().find(|item| item.is(gateway));
    let of_host =
        || items.iter().find(|item| item.is_kind_of(route) && item.is_in(&route.namespace) && has_host(item, host));
    let found_route = items.iter().find(|item| item.is(route)).or_else(of_host);
    let found_class = class.first().and_then(|class| Some((items.iter().find(|item| item.is(class))?, class)));
    let told = [
        found_class.and_then(|(found, class)| of_class(found, class)),
        found_gateway.and_then(|found| of_gateway(found, gateway, exposure)),
        found_route.and_then(|found| of_route(found, route, gateway)),
        found_gateway.and_then(|found| without_listener(found, gateway, exposure)),
    ];
    // A refusal says more than something that is only awaited.
    let is_refused = |standing: &Standing| standing.progress == Progress::Refused;
    let mut told: Vec<Standing> = told.into_iter().flatten().collect();
    told.sort_by_key(|standing| !is_refused(standing));
    if let Some(first) = told.into_iter().next() {
        return first;
    }
    let (Some(found), Some(_)) = (found_gateway, found_route) else {
        return Standing::not_observed(if found_gateway.is_none() { gateway } else { route });
    };
    let addresses = found.get(&["status", "addresses"]).items();
    match addresses.filter_map(|address| address.get("value")).find_map(Address::of) {
        Some(address) => Standing::exposed(address, gateway),
        None => Standing::without_address(gateway),
    }
}

fn has_host(route: &ObservedObject<'_, '_>, host: &str) -> bool {
    let mut hostnames = route.get(&["spec", "hostnames"]).items().filter_map(Node::as_str);
    hostnames.any(|hostname| overlap(Some(hostname), Some(host)))
}

/// Gives what keeps a GatewayClass from being used, if anything does.
fn of_class(class: &ObservedObject<'_, '_>, named: &ObjectReference) -> Option<Standing> {
    let condition = class.condition("Accepted").filter(|condition| condition.is_false())?;
    Some(of_condition(&named.phrase(), "is not accepted", condition))
}

/// Gives what keeps a Gateway from working, if anything does.
fn of_gateway(gateway: &ObservedObject<'_, '_>, named: &ObjectReference, exposure: &Exposure) -> Option<Standing> {
    let who = named.phrase();
    if gateway.is_leaving() {
        return Some(Standing::awaited("GatewayLeaving", format!("{who} is being deleted")));
    }
    let of_listener = listener(gateway, exposure).and_then(|name| {
        let mut statuses = gateway.get(&["status", "listeners"]).items();
        let status = statuses.find(|status| text(*status, &["name"]) == Some(name))?;
        let conditions = status.get("conditions");
        let condition = |kind| Condition::find(conditions, kind, gateway.generation());
        let who = format!("the listener `{name}` of {who}");
        let conflict = condition("Conflicted").filter(|condition| condition.is_true());
        let fault =
            ["Accepted", "ResolvedRefs"].into_iter().find_map(|kind| condition(kind).filter(|found| found.is_false()));
        conflict.or(fault).map(|fault| of_condition(&who, "is not accepted", fault))
    });
    let own = || {
        let of_kind = |(kind, fault): (&str, &str)| {
            let condition = gateway.condition(kind).filter(|condition| condition.is_false())?;
            Some(of_condition(&who, fault, condition))
        };
        [("Accepted", "is not accepted"), ("Programmed", "does not work yet")].into_iter().find_map(of_kind)
    };
    let unanswered = || {
        let is_programmed = gateway.condition("Programmed").is_some_and(Condition::is_true);
        (!is_programmed).then(|| Standing::awaited("GatewayPending", format!("no controller has set up {who} yet")))
    };
    of_listener.or_else(own).or_else(unanswered)
}

/// Says that a Gateway has no listener for the host: what its controller says of the route goes before.
fn without_listener(
    gateway: &ObservedObject<'_, '_>,
    named: &ObjectReference,
    exposure: &Exposure,
) -> Option<Standing> {
    let (who, host) = (named.phrase(), &exposure.spec.host);
    let refused = || {
        let message = format!("{who} has no listener of protocol TLS for `{host}`: its owners must add one");
        Standing { progress: Progress::Refused, reason: "NoListener".to_owned(), message, address: None }
    };
    listener(gateway, exposure).is_none().then(refused)
}

/// Gives the name of the listener for the host: the one that the Exposure names, else the first of protocol TLS.
fn listener<'d>(gateway: &ObservedObject<'d, '_>, exposure: &Exposure) -> Option<&'d str> {
    let host = exposure.spec.host.as_str();
    let named = exposure.spec.gateway.as_ref().and_then(|gateway| gateway.section_name.as_deref());
    let serves = |listener: &Node<'_, '_>| {
        named.is_none_or(|named| text(*listener, &["name"]) == Some(named))
            && text(*listener, &["protocol"]) == Some("TLS")
            && overlap(text(*listener, &["hostname"]), Some(host))
    };
    text(gateway.get(&["spec", "listeners"]).items().find(serves)?, &["name"])
}

/// Gives what keeps a route from its Gateway, if anything does. What other parents say is about other ways.
fn of_route(route: &ObservedObject<'_, '_>, named: &ObjectReference, gateway: &ObjectReference) -> Option<Standing> {
    let who = named.phrase();
    let unanswered = || Standing::awaited("RoutePending", format!("no controller has answered {who} yet"));
    let is_ours = |parent: &Node<'_, '_>| {
        text(*parent, &["parentRef", "name"]) == Some(&gateway.name)
            && text(*parent, &["parentRef", "namespace"]).unwrap_or(&named.namespace) == gateway.namespace
    };
    let generation = route.generation();
    let mut is_taken = false;
    for parent in route.get(&["status", "parents"]).items().filter(is_ours) {
        let condition = |kind| Condition::find(parent.get("conditions"), kind, generation);
        let (accepted, resolved) = (condition("Accepted"), condition("ResolvedRefs"));
        if let Some(fault) = accepted.filter(|condition| condition.is_false()) {
            return Some(of_condition(&who, &format!("is not accepted by the Gateway {}", gateway.name), fault));
        }
        if let Some(fault) = resolved.filter(|condition| condition.is_false()) {
            return Some(of_condition(&who, "does not reach the backend", fault));
        }
        is_taken |= [accepted, resolved].into_iter().all(|condition| condition.is_some_and(Condition::is_true));
    }
    (!is_taken).then(unanswered)
}

/// Tells a controller's condition in words.
fn of_condition(who: &str, fault: &str, condition: Condition<'_, '_>) -> Standing {
    let reason = condition.reason();
    let mut message = format!("{who} {fault}: {reason}");
    if !condition.message().is_empty() {
        message.push_str(&format!(" ({})", condition.message().trim_end_matches('.')));
    }
    let reason = if is_word(reason) { reason } else { "ControllerRefused" };
    match asked_by(reason) {
        Asks::Waiting => Standing::awaited(reason, message),
        Asks::Change(change) => {
            message.push_str(&format!(": {change}"));
            Standing { progress: Progress::Refused, reason: reason.to_owned(), message, address: None }
        }
    }
}

/// Whether a controller's reason is one that a condition may have.
fn is_word(reason: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    reason.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && reason.len() <= 128
        && reason.chars().all(is_letter)
}
