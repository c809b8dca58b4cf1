//! The rule `network-policy-shuts-proxy-out`.

use crate::facts::controller::{Controller, Label, Proxy, ProxyNamespace};
use crate::finding::{Diagnostic, Severity};
use crate::reading::subject::{Kind, Subjects};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::traffic::{Gateway, Peer, PolicyRule, Traffic, cilium_lets_in};
use portico_manifest::Node;

declare_rule! {
    /// A NetworkPolicy for the backend whose labels don't match where the traffic comes from.
    ///
    /// ## What it finds
    ///
    /// Policies that select the backend's pods and let in only pods, where the traffic comes from Cilium's own proxy or
    /// from a load balancer outside the cluster; and, with a controller given, policies that name another controller's
    /// pods or another Gateway's. Where a policy beside it lets the traffic in, that is right.
    ///
    /// ## Why it matters
    ///
    /// Gateway and route look healthy, and every connection times out. Cilium's proxy has the identity `ingress`,
    /// which no selector matches; several controllers run their pods in the Gateway's namespace, not in their own.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: Gateway
    /// metadata: {name: spaces}
    /// spec:
    ///   gatewayClassName: cilium
    ///   listeners:
    ///     - {name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough}}
    /// ---
    /// apiVersion: networking.k8s.io/v1
    /// kind: NetworkPolicy
    /// metadata: {name: spaces-router}
    /// spec:
    ///   podSelector: {matchLabels: {app: spaces-router}}
    ///   ingress:
    ///     - from: [{podSelector: {matchLabels: {k8s-app: cilium}}}]
    /// ```
    // error[network-policy-shuts-proxy-out]: no label of a pod matches Cilium's proxy
    //   --> example.yaml:15:28
    //    |
    // 15 |     - from: [{podSelector: {matchLabels: {k8s-app: cilium}}}]
    //    |                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    //    |
    //    = in: NetworkPolicy spaces-router
    //    = why: The policy drops the traffic: Gateway and route look healthy, and every connection times out.
    //    = help: Write a CiliumNetworkPolicy with `fromEntities: [ingress]` beside it.
    ///
    /// ```yaml passing
    /// apiVersion: cilium.io/v2
    /// kind: CiliumNetworkPolicy
    /// metadata: {name: spaces-router}
    /// spec:
    ///   endpointSelector: {matchLabels: {app: spaces-router}}
    ///   ingress:
    ///     - fromEntities: [ingress]
    /// ```
    ///
    /// ## What to do
    ///
    /// Name the labels of the pods that the proxy runs in and of their namespace; for Cilium, write a
    /// CiliumNetworkPolicy with `fromEntities: [ingress]`; for a load balancer outside, an `ipBlock`.
    ///
    /// ## Sources
    ///
    /// The charts and the code of each controller, and Cilium's reference.
    "network-policy-shuts-proxy-out", Error, since "0.1.0",
    references &[
        "https://docs.cilium.io/en/stable/network/servicemesh/ingress/",
        "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
    ],
    check Some(check)
}

/// Gateways whose proxies are outside the cluster: the controller's name, and the name in messages.
const OUTSIDE: [(&str, &str); 2] =
    [("gateway.k8s.aws/nlb", "the Network Load Balancer of AWS"), ("networking.gke.io/gateway", "the GKE Gateway")];

/// The most Gateways that an API server lets a route name.
const MOST_PARENTS: usize = 32;

/// A proxy that traffic to the backend comes from.
struct TrafficSource {
    name: &'static str,
    from: SeenAs,
    severity: Severity,
}

enum SeenAs {
    /// Cilium's identity.
    Cilium,
    /// Addresses outside the cluster.
    Outside,
    /// Pods with these labels, and in this namespace where it can be no other.
    Pods { labels: Vec<(&'static str, String)>, namespace: Option<String> },
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let ports = [context.subjects.backend.target_port, context.subjects.backend.port].map(i64::from);
    let policies = context.policies();
    let is_judged = |rule: &&PolicyRule<'_, '_, '_>| rule.is_for_some && rule.opens_any(&ports);
    let rules: Vec<_> = policies.rules.iter().filter(is_judged).collect();
    if rules.is_empty() || policies.rules.iter().any(|rule| rule.opens_any(&ports) && rule.admits_addresses()) {
        return;
    }
    let peers = || rules.iter().flat_map(|rule| &rule.peers).filter(|peer| !is_agent(peer));
    let Some(first) = peers().next() else { return };
    let cilium_lets_in = cilium_lets_in(context.subjects);
    let labels_in_values = labels_in_values(context.subjects);
    for source in sources(context.subjects) {
        let (message, help) = match &source.from {
            SeenAs::Cilium if !cilium_lets_in => (
                "no label of a pod matches Cilium's proxy".to_owned(),
                "Write a CiliumNetworkPolicy with `fromEntities: [ingress]` beside it.",
            ),
            SeenAs::Outside => (
                format!("no label of a pod matches {}, which is outside the cluster", source.name),
                "Let its addresses in by an `ipBlock`.",
            ),
            SeenAs::Pods { labels, namespace } if !labels_in_values => {
                if !peers().all(|peer| is_other(peer, labels, namespace.as_deref())) {
                    continue;
                }
                (
                    format!("these labels are not those of the pods of {}", source.name),
                    "Name their labels and namespace; `kubectl get pods --show-labels` prints them.",
                )
            }
            SeenAs::Cilium | SeenAs::Pods { .. } => continue,
        };
        let diagnostic = Diagnostic::of(&RULE, message)
            .severity(source.severity)
            .why("The policy drops the traffic: Gateway and route look healthy, and every connection times out.")
            .help(help);
        found.push(first.located.place_at_first(diagnostic, &["podSelector", "namespaceSelector"]));
    }
}

/// Gives the sources of the traffic, as far as they are known: the Gateways of the backend, else the target's
/// controller.
fn sources(subjects: &Subjects<'_, '_>) -> Vec<TrafficSource> {
    let traffic = Traffic::of(subjects);
    let stated = subjects.target.controller.map(|stated| stated.controller);
    let serves_gateways = stated.filter(|controller| controller.gateway.known().is_some());
    let mut sources: Vec<TrafficSource> = Vec::new();
    let gateways = traffic.backend_gateways();
    let is_clear = |gateway: &&&Gateway<'_, '_, '_>| gateway.is_named || gateways.len() == 1;
    for gateway in gateways.iter().filter(is_clear).take(MOST_PARENTS) {
        let served = traffic.served_by(gateway);
        if serves_gateways.is_some_and(|stated| served.controller.is_none_or(|served| served.id != stated.id)) {
            continue;
        }
        if let Some((_, name)) = OUTSIDE.iter().find(|(controller, _)| *controller == served.name) {
            sources.push(TrafficSource { name, from: SeenAs::Outside, severity: Severity::Warning });
        } else if let (Some(facts), Some(controller)) = (served.facts(), served.controller) {
            sources.extend(source(
                controller.name,
                &facts.proxy,
                Some((gateway.name, gateway.namespace)),
                served.is_certain,
            ));
        }
    }
    if let Some(controller) = stated.filter(|_| sources.is_empty()) {
        let ingress = controller.ingress.known().map(|facts| &facts.proxy);
        let proxy = ingress.or(controller.gateway.known().map(|facts| &facts.proxy));
        sources.extend(proxy.and_then(|proxy| source(controller.name, proxy, None, true)));
    }
    sources
}

fn source(
    name: &'static str,
    proxy: &'static Proxy,
    gateway: Option<(&str, &str)>,
    is_certain: bool,
) -> Option<TrafficSource> {
    let from = match proxy {
        Proxy::CiliumIngress => return Some(TrafficSource { name, from: SeenAs::Cilium, severity: Severity::Error }),
        // The name of a class alone doesn't tell where its controller's pods run.
        Proxy::Pods { .. } if !is_certain => return None,
        Proxy::Pods { labels, namespace } => {
            let filled = |(key, value): &Label| match gateway {
                Some((gateway, _)) => Some((*key, value.replace("{gateway}", gateway))),
                None => (!value.contains("{gateway}")).then(|| (*key, (*value).to_owned())),
            };
            let namespace = match (namespace, gateway) {
                (ProxyNamespace::OfGateway, Some((_, namespace))) => Some(namespace.to_owned()),
                _ => None,
            };
            SeenAs::Pods { labels: labels.iter().filter_map(filled).collect(), namespace }
        }
    };
    Some(TrafficSource { name, from, severity: Severity::Error })
}

/// Whether a peer surely isn't some pods: it contradicts their labels, has those of another controller, or names
/// another namespace.
fn is_other(peer: &Peer<'_, '_, '_>, labels: &[(&str, String)], namespace: Option<&str>) -> bool {
    let own = |key: &str| labels.iter().find(|(known, _)| *known == key).map(|(_, value)| value.as_str());
    let is_foreign = peer.pod_labels().iter().any(|(key, value)| match own(key) {
        Some(own) => own != *value,
        None => is_of_a_controller(key, value),
    });
    let names = peer.namespace_labels();
    let named = names.iter().find(|(key, _)| key == "kubernetes.io/metadata.name").map(|(_, value)| *value);
    is_foreign || named.zip(namespace).is_some_and(|(named, namespace)| named != namespace)
}

/// Whether a label is one by which the catalogue recognises a controller's pods.
fn is_of_a_controller(key: &str, value: &str) -> bool {
    Controller::all().flat_map(Controller::proxies).any(|proxy| match proxy {
        Proxy::Pods { labels, .. } => {
            key == "app.kubernetes.io/name" && labels.iter().any(|(_, known)| *known == value)
        }
        Proxy::CiliumIngress => false,
    })
}

/// Whether a peer is the connect agent, which may reach the router too.
fn is_agent(peer: &Peer<'_, '_, '_>) -> bool {
    peer.pod_labels().iter().any(|(key, value)| key == "app" && *value == "agent")
}

/// Whether given values of Spaces have pod labels, so that the chart writes a policy for the controller.
fn labels_in_values(subjects: &Subjects<'_, '_>) -> bool {
    subjects.of(Kind::SpacesValues).any(|values| {
        let labels = ["gatewayAPI", "ingress"].into_iter().filter_map(|part| values.get(&[part, "podLabels"]));
        labels.flat_map(Node::entries).next().is_some()
    })
}
