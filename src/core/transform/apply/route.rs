//! The TLSRoute from the Gateway to the backend: its version, its host and its parent.

use super::{ApplyPlan, chosen};
use crate::exposure::Exposure;
use crate::exposure::nested::nested;
use crate::methods::objects::data_of;
use crate::methods::objects::gateway::TlsRouteSpec;
use crate::methods::{choice, gateway_api};
use crate::reading::subject::{ObjectKind, Subject, Subjects};
use crate::views::traffic::{LocatedValue, is_gateway, is_to_backend, namespace, overlap};

pub(super) fn plan<'s, 'd, 't>(
    exposure: &Exposure,
    listener: &str,
    subjects: &'s Subjects<'d, 't>,
    plan: &mut ApplyPlan<'s, 'd, 't>,
) {
    let host = exposure.spec.host.as_str();
    let routes = subjects.objects(ObjectKind::TlsRoute);
    let candidates: Vec<_> = routes.filter(|route| is_to_backend(route, subjects)).collect();
    let has_host = |route: &Subject<'_, '_>| {
        let hostnames = LocatedValue::root(route).items(&["spec", "hostnames"]);
        hostnames.iter().filter_map(|hostname| hostname.node.as_str()).any(|name| overlap(Some(name), Some(host)))
    };
    let Some(route) = chosen(&candidates, exposure, &has_host) else {
        plan.added.push(gateway_api::route(exposure, listener));
        return;
    };
    let version = route.text(&["apiVersion"]).and_then(|version| version.rsplit('/').next());
    let served = choice::served_tls_routes(exposure);
    if !served.iter().any(|served| Some(served.to_string().as_str()) == version) {
        plan.merge(route, &route.prefix, nested(&["apiVersion"], gateway_api::route_version(exposure)));
    }
    if !has_host(route) {
        let spec = TlsRouteSpec { hostnames: vec![host], ..TlsRouteSpec::default() };
        plan.merge(route, &route.path(&["spec"]), data_of(&spec));
    }
    parent(exposure, listener, route, subjects, plan);
}

/// Attaches the route to the listener.
fn parent<'s, 'd, 't>(
    exposure: &Exposure,
    listener: &str,
    route: &'s Subject<'d, 't>,
    subjects: &Subjects<'_, '_>,
    plan: &mut ApplyPlan<'s, 'd, 't>,
) {
    let own = namespace(route, subjects);
    let gateway = (gateway_api::namespace(exposure), gateway_api::name(exposure));
    let parents = LocatedValue::root(route).items(&["spec", "parentRefs"]);
    let names_it = |parent: &&LocatedValue<'_, '_, '_>| {
        let name = parent.text("name").unwrap_or_default();
        is_gateway(parent) && (parent.text("namespace").unwrap_or(own), name) == gateway
    };
    let desired = data_of(&gateway_api::parent(exposure, listener));
    match (parents.iter().find(names_it), parents.as_slice()) {
        (Some(parent), _) => {
            // The owners of a shared Gateway know which of its listeners is the right one.
            let is_other = parent.text("sectionName").is_some_and(|section| section != listener);
            if is_other && !gateway_api::is_shared(exposure) {
                plan.merge(route, parent.path(), nested(&["sectionName"], listener));
            }
        }
        (None, [only]) => plan.merge_exactly(route, only.path(), desired, &[&[]]),
        (None, _) => plan.append(route, &route.path(&["spec", "parentRefs"]), desired),
    }
}
