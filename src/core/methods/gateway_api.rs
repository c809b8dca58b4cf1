//! The method GatewayAPI: a Gateway whose listener passes TLS through, and a TLSRoute from it to the backend.

use super::choice::{controller, tls_route};
use super::entry::{self, Entry};
use super::objects::gateway::{
    AllowedRoutes, BackendReference, GROUP, GatewayClassSpec, GatewaySpec, Infrastructure, Listener, ListenerTls,
    ParametersReference, ParentReference, RouteGroupKind, RouteNamespaces, TlsRouteRule, TlsRouteSpec,
};
use super::objects::{Commented, Comments, Object, beside_backend, named, named_in};
use super::policy::{NAMESPACE_NAME, Peers, network_policy};
use super::service_annotations::service_annotations;
use crate::exposure::commented::Field;
use crate::exposure::{Exposure, GatewayOverrides};
use crate::facts::controller::{GatewayFacts, SetupForm};
use crate::facts::spaces;
use crate::facts::version::Version;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

/// The name of the listener of a Gateway that isn't shared.
const LISTENER: &str = "tls";

/// Gives the catalogue's facts of the controller; none where it isn't listed.
pub(crate) fn facts(exposure: &Exposure) -> Option<&'static GatewayFacts> {
    controller(exposure)?.gateway.known()
}

fn given(exposure: &Exposure) -> Option<&GatewayOverrides> {
    exposure.spec.gateway.as_ref()
}

/// Whether the Gateway is one that others share.
pub(crate) fn is_shared(exposure: &Exposure) -> bool {
    given(exposure).and_then(|gateway| gateway.provision) == Some(false)
}

/// Gives the Gateway's name: a shared one belongs to others, who don't name it after an Exposure.
pub(crate) fn name(exposure: &Exposure) -> &str {
    let unnamed = if is_shared(exposure) { "spaces" } else { &exposure.metadata.name };
    given(exposure).and_then(|gateway| gateway.name.as_deref()).unwrap_or(unnamed)
}

/// Gives the Gateway's namespace: a shared one's own, else the backend's.
pub(crate) fn namespace(exposure: &Exposure) -> &str {
    let named = given(exposure).and_then(|gateway| gateway.namespace.as_deref()).filter(|name| !name.is_empty());
    named.unwrap_or(&exposure.spec.backend.namespace)
}

/// Gives the GatewayClass: the user's, else the controller's. One that no installation makes is made for the Exposure, and
/// has its name.
pub(crate) fn class_name(exposure: &Exposure) -> &str {
    let of_facts = |facts: &'static GatewayFacts| if facts.class.installed { Some(facts.class.name) } else { None };
    let known = facts(exposure).map_or("", |facts| of_facts(facts).unwrap_or(&exposure.metadata.name));
    given(exposure).and_then(|gateway| gateway.class_name.as_deref()).unwrap_or(known)
}

/// Gives the name of the listener that the backend's traffic comes by.
pub(crate) fn listener_name(exposure: &Exposure) -> &str {
    let unnamed = if is_shared(exposure) { &exposure.metadata.name } else { LISTENER };
    given(exposure).and_then(|gateway| gateway.section_name.as_deref()).unwrap_or(unnamed)
}

/// Gives the labels of the pods that connect to the backend's pods.
pub(crate) fn peers(exposure: &Exposure) -> Peers {
    Peers::of(
        facts(exposure).map(|facts| &facts.proxy),
        given(exposure).and_then(|gateway| gateway.pod_labels.as_ref()),
        given(exposure).and_then(|gateway| gateway.namespace_labels.as_ref()),
        name(exposure),
        namespace(exposure),
    )
}

/// Gives the annotations that the Gateway itself must carry to its Service; empty where the controller has another
/// place for them.
pub(crate) fn infrastructure_annotations(exposure: &Exposure) -> Vec<Entry> {
    let elsewhere = facts(exposure).is_some_and(|facts| facts.setup.service_annotations.is_some());
    if elsewhere { Vec::new() } else { service_annotations(exposure) }
}

/// Gives the reason why the chart's own Gateway won't do, if any: Portico's Gateway is a prerequisite then.
pub(crate) fn chart_gateway_fault(exposure: &Exposure) -> Option<&'static str> {
    if is_shared(exposure) {
        return None;
    }
    let known = facts(exposure).and_then(|facts| facts.chart_gateway);
    let annotated = !infrastructure_annotations(exposure).is_empty();
    known.or(annotated.then_some("its load balancer needs annotations, for which the chart has no value"))
}

/// Gives the chart's values for the Gateway and its route.
pub(crate) fn values(exposure: &Exposure, spaces: Version) -> Vec<Field> {
    let fault = chart_gateway_fault(exposure);
    let provision = !is_shared(exposure) && fault.is_none();
    let mut gateway = vec![Field::switch("provision", provision)];
    if let Some(fault) = fault {
        gateway[0].comment = Some(format!("the Gateway is among the prerequisites: {fault}").into());
    }
    gateway.push(Field::text("name", name(exposure)));
    if provision {
        gateway.push(Field::text("className", class_name(exposure)));
    } else if namespace(exposure) != exposure.spec.backend.namespace {
        gateway.push(Field::text("namespace", namespace(exposure)));
    }
    let mut fields = vec![
        Field::text("host", &exposure.spec.host),
        Field::block("gateway", gateway),
        Field::block("spacesRouterRoute", vec![Field::switch("provision", true)]),
    ];
    fields.extend(peers(exposure).values("the Gateway's", Vec::new()));
    let mut values = vec![Field::block("gatewayAPI", fields)];
    if spaces < spaces::CONTROLLER_AGNOSTIC {
        let off = Field::switch("provision", false).comment("before Spaces 1.16 it can't run beside a Gateway");
        values.insert(0, Field::block("ingress", vec![off]));
    }
    values
}

/// Gives the Gateway with its one listener.
pub(crate) fn gateway(exposure: &Exposure) -> Object {
    let Commented { object: mut spec, comments: said } = spec_without_listeners(exposure);
    let listener = listener(exposure);
    spec.listeners.push(listener.object);
    let mut comments = Comments::default();
    comments.part("spec", said);
    comments.part("spec.listeners", listener.comments);
    Object::new(named_in(namespace(exposure), name(exposure)), &spec, comments)
}

/// Gives the class of the Gateway and what the controller puts on its Service.
pub(crate) fn spec_without_listeners(exposure: &Exposure) -> Commented<GatewaySpec<'_>> {
    let annotations = infrastructure_annotations(exposure);
    let infrastructure = entry::map(&annotations).map(|annotations| Infrastructure { annotations });
    let mut comments = Comments::default();
    comments.entries("infrastructure.annotations", annotations);
    let object = GatewaySpec { gateway_class_name: class_name(exposure), infrastructure, listeners: Vec::new() };
    Commented { object, comments }
}

/// Gives the listener that hands the host's traffic on untouched.
pub(crate) fn listener(exposure: &Exposure) -> Commented<Listener<'_>> {
    let backend = &exposure.spec.backend.namespace;
    let namespaces = if namespace(exposure) == backend {
        RouteNamespaces { from: "Same", selector: None }
    } else {
        let match_labels = entry::map(&[Entry::new(NAMESPACE_NAME, backend)]);
        let selector = LabelSelector { match_labels, ..LabelSelector::default() };
        RouteNamespaces { from: "Selector", selector: Some(selector) }
    };
    let port = facts(exposure).map_or(443, |facts| facts.listener_port);
    let mut comments = Comments::default();
    if port != 443 {
        comments.field("port", format!("the controller's Service offers {port} to clients as 443"));
    }
    comments.field("tls.mode", "without it TLS would end here");
    let object = Listener {
        name: Some(listener_name(exposure)),
        port,
        protocol: "TLS",
        hostname: Some(&exposure.spec.host),
        tls: ListenerTls { mode: "Passthrough" },
        allowed_routes: Some(AllowedRoutes { namespaces, kinds: vec![RouteGroupKind { kind: "TLSRoute" }] }),
    };
    Commented { object, comments }
}

/// Gives the reference of a route to a listener of the Gateway.
pub(crate) fn parent<'e>(exposure: &'e Exposure, listener: &'e str) -> ParentReference<'e> {
    let namespace = namespace(exposure);
    ParentReference {
        name: name(exposure),
        namespace: (namespace != exposure.spec.backend.namespace).then_some(namespace),
        section_name: listener,
    }
}

/// Gives the `apiVersion` of the TLSRoute: the best that the targets serve.
pub(crate) fn route_version(exposure: &Exposure) -> String {
    format!("{GROUP}/{}", tls_route(exposure))
}

/// Gives the TLSRoute from a listener of the Gateway to the backend.
pub(crate) fn route(exposure: &Exposure, listener: &str) -> Object {
    let backend = &exposure.spec.backend;
    let to = BackendReference { name: &backend.service, port: backend.port };
    let spec = TlsRouteSpec {
        parent_refs: vec![parent(exposure, listener)],
        hostnames: vec![&exposure.spec.host],
        rules: vec![TlsRouteRule { backend_refs: vec![to] }],
    };
    let mut route = Object::new(beside_backend(exposure, &backend.service), &spec, Comments::default());
    route.api_version = route_version(exposure);
    route
}

/// Gives the Gateway unless it is shared, the route, and the policy that lets the Gateway's pods in.
pub(crate) fn manifests(exposure: &Exposure) -> Vec<Object> {
    let mut objects = Vec::new();
    if !is_shared(exposure) {
        objects.push(gateway(exposure));
    }
    objects.push(route(exposure, listener_name(exposure)));
    objects.extend(network_policy(exposure, Some(&peers(exposure))));
    objects
}

/// Gives the name of the object with a class's parameters: it begins with the class's name where the catalogue's does.
pub(crate) fn parameters_name(exposure: &Exposure, known: &str) -> String {
    let rest = facts(exposure).and_then(|facts| known.strip_prefix(facts.class.name));
    rest.map_or_else(|| known.to_owned(), |rest| format!("{}{rest}", class_name(exposure)))
}

/// Gives the GatewayClass, if the controller's installation doesn't make it.
pub(crate) fn missing_class(exposure: &Exposure) -> Option<Object> {
    let facts = facts(exposure).filter(|facts| !facts.class.installed && !is_shared(exposure))?;
    let parameters_ref = match facts.setup.form {
        SetupForm::Object { api_version, kind, name, namespace } if facts.class.has_parameters => {
            let group = api_version.split('/').next().unwrap_or_default();
            Some(ParametersReference { group, kind, name: parameters_name(exposure, name), namespace })
        }
        _ => None,
    };
    let spec = GatewayClassSpec { controller_name: facts.class.controller, parameters_ref };
    Some(Object::new(named(class_name(exposure)), &spec, Comments::default()))
}
