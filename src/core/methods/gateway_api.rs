//! The method GatewayAPI: a Gateway whose listener passes TLS through, and a TLSRoute from it to the backend.

use super::choice::{controller, tls_route};
use super::object::{beside_backend, object};
use super::policy::{Peers, network_policy};
use super::service_annotations::service_annotations;
use crate::exposure::commented::{Field, Written};
use crate::exposure::{Exposure, GatewayOverrides};
use crate::facts::controller::{GatewayFacts, SetupForm};
use crate::facts::spaces;
use crate::facts::version::Version;

const GROUP_VERSION: &str = "gateway.networking.k8s.io/v1";

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

/// Gives the Gateway's name.
pub(crate) fn name(exposure: &Exposure) -> &str {
    given(exposure).and_then(|gateway| gateway.name.as_deref()).unwrap_or("spaces")
}

/// Gives the Gateway's namespace: a shared one's own, else the backend's.
pub(crate) fn namespace(exposure: &Exposure) -> &str {
    let named = given(exposure).and_then(|gateway| gateway.namespace.as_deref()).filter(|name| !name.is_empty());
    named.unwrap_or(&exposure.spec.backend.namespace)
}

/// Gives the GatewayClass: the user's, else the controller's.
pub(crate) fn class_name(exposure: &Exposure) -> &str {
    let known = facts(exposure).map_or("", |facts| facts.class.name);
    given(exposure).and_then(|gateway| gateway.class_name.as_deref()).unwrap_or(known)
}

/// Gives the name of the listener that the backend's traffic comes by.
pub(crate) fn listener_name(exposure: &Exposure) -> &str {
    if is_shared(exposure) { &exposure.metadata.name } else { LISTENER }
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
pub(crate) fn infrastructure_annotations(exposure: &Exposure) -> Vec<Field> {
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
    fields.extend(peers(exposure).values("the Gateway's"));
    let mut values = vec![Field::block("gatewayAPI", fields)];
    if spaces < spaces::CONTROLLER_AGNOSTIC {
        let off = Field::switch("provision", false).comment("before Spaces 1.16 it can't run beside a Gateway");
        values.insert(0, Field::block("ingress", vec![off]));
    }
    values
}

/// Gives the Gateway with its one listener.
pub(crate) fn gateway(exposure: &Exposure) -> Vec<Field> {
    let metadata = vec![Field::text("name", name(exposure)), Field::text("namespace", namespace(exposure))];
    let mut spec = vec![Field::text("gatewayClassName", class_name(exposure))];
    let annotations = infrastructure_annotations(exposure);
    if !annotations.is_empty() {
        spec.push(Field::block("infrastructure", vec![Field::block("annotations", annotations)]));
    }
    spec.push(Field::blocks("listeners", [listener(exposure)]));
    object(GROUP_VERSION, "Gateway", metadata, vec![Field::block("spec", spec)])
}

/// Gives the listener that hands the host's traffic on untouched.
pub(crate) fn listener(exposure: &Exposure) -> Vec<Field> {
    let backend = &exposure.spec.backend.namespace;
    let namespaces = if namespace(exposure) == backend {
        vec![Field::text("from", "Same")]
    } else {
        let labels = vec![Field::text("kubernetes.io/metadata.name", backend)];
        vec![Field::text("from", "Selector"), Field::block("selector", vec![Field::block("matchLabels", labels)])]
    };
    let port = facts(exposure).map_or(443, |facts| facts.listener_port);
    let mut number = Field::number("port", port);
    if port != 443 {
        number.comment = Some(format!("clients reach it as 443: the controller's Service offers {port} so").into());
    }
    vec![
        Field::text("name", listener_name(exposure)),
        number,
        Field::text("protocol", "TLS"),
        Field::text("hostname", &exposure.spec.host),
        Field::block("tls", vec![Field::text("mode", "Passthrough").comment("without it TLS would end here")]),
        Field::block(
            "allowedRoutes",
            vec![
                Field::block("namespaces", namespaces),
                Field::blocks("kinds", [vec![Field::text("kind", "TLSRoute")]]),
            ],
        ),
    ]
}

/// Gives the reference of a route to a listener of the Gateway.
pub(crate) fn parent(exposure: &Exposure, listener: &str) -> Vec<Field> {
    let mut parent = vec![Field::text("name", name(exposure))];
    if namespace(exposure) != exposure.spec.backend.namespace {
        parent.push(Field::text("namespace", namespace(exposure)));
    }
    parent.push(Field::text("sectionName", listener));
    parent
}

/// Gives the `apiVersion` of the TLSRoute: the best that the targets serve.
pub(crate) fn route_version(exposure: &Exposure) -> String {
    format!("gateway.networking.k8s.io/{}", tls_route(exposure))
}

/// Gives the TLSRoute from a listener of the Gateway to the backend.
pub(crate) fn route(exposure: &Exposure, listener: &str) -> Vec<Field> {
    let backend = &exposure.spec.backend;
    let to = vec![Field::text("name", &backend.service), Field::number("port", backend.port)];
    let spec = vec![
        Field::blocks("parentRefs", [parent(exposure, listener)]),
        Field::list("hostnames", vec![Written::Text(exposure.spec.host.clone())]),
        Field::blocks("rules", [vec![Field::blocks("backendRefs", [to])]]),
    ];
    object(
        &route_version(exposure),
        "TLSRoute",
        beside_backend(exposure, &backend.service),
        vec![Field::block("spec", spec)],
    )
}

/// Gives the Gateway unless it is shared, the route, and the policy that lets the Gateway's pods in.
pub(crate) fn manifests(exposure: &Exposure) -> Vec<Vec<Field>> {
    let mut objects = Vec::new();
    if !is_shared(exposure) {
        objects.push(gateway(exposure));
    }
    objects.push(route(exposure, listener_name(exposure)));
    objects.extend(network_policy(exposure, Some(&peers(exposure))));
    objects
}

/// Gives the GatewayClass, if the controller's installation doesn't make it.
pub(crate) fn missing_class(exposure: &Exposure) -> Option<Vec<Field>> {
    let facts = facts(exposure).filter(|facts| !facts.class.installed && !is_shared(exposure))?;
    let metadata = vec![Field::text("name", class_name(exposure))];
    let mut spec = vec![Field::text("controllerName", facts.class.controller)];
    if let (true, SetupForm::Object { api_version, kind, name, namespace }) =
        (facts.class.has_parameters, &facts.setup.form)
    {
        let mut parameters = vec![
            Field::text("group", api_version.split('/').next().unwrap_or_default()),
            Field::text("kind", kind),
            Field::text("name", name),
        ];
        parameters.extend(namespace.map(|namespace| Field::text("namespace", namespace)));
        spec.push(Field::block("parametersRef", parameters));
    }
    Some(object(GROUP_VERSION, "GatewayClass", metadata, vec![Field::block("spec", spec)]))
}
