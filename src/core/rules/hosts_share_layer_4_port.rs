//! The rule `hosts-share-layer-4-port`.

use crate::diagnostic::Diagnostic;
use crate::rule::declare_rule;
use crate::subject::Subjects;
use crate::views::traffic::{Attachment, Traffic};

declare_rule! {
    /// Routes of several hosts on one port of a Gateway that can't tell hosts apart.
    ///
    /// ## What it finds
    ///
    /// The backend's TLSRoute and one of another service, for other hosts, on the same port of a Gateway whose
    /// GatewayClass belongs to the Network Load Balancer of AWS (`gateway.k8s.aws/nlb`).
    ///
    /// ## Why it matters
    ///
    /// That load balancer forwards TCP and doesn't look at the host that a client asks for: every connection to the
    /// port goes to one and the same service.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: GatewayClass
    /// metadata: {name: nlb}
    /// spec: {controllerName: gateway.k8s.aws/nlb}
    /// ---
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: Gateway
    /// metadata: {name: shared}
    /// spec:
    ///   gatewayClassName: nlb
    ///   listeners:
    ///     - {name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough}}
    /// ---
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: TLSRoute
    /// metadata: {name: spaces-router}
    /// spec:
    ///   parentRefs: [{name: shared}]
    ///   hostnames: [proxy.acme.dev]
    ///   rules: [{backendRefs: [{name: spaces-router, port: 443}]}]
    /// ---
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: TLSRoute
    /// metadata: {name: vault}
    /// spec:
    ///   parentRefs: [{name: shared}]
    ///   hostnames: [vault.acme.dev]
    ///   rules: [{backendRefs: [{name: vault, port: 443}]}]
    /// ```
    ///
    /// ```yaml passing
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: Gateway
    /// metadata: {name: shared}
    /// spec:
    ///   gatewayClassName: nlb
    ///   listeners:
    ///     - {name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough}}
    ///     - {name: vault, port: 8443, protocol: TLS, tls: {mode: Passthrough}}
    /// ```
    ///
    /// ## What to do
    ///
    /// Give each service a Gateway or a port of its own.
    ///
    /// ## Sources
    ///
    /// The code of the AWS Load Balancer Controller.
    "hosts-share-layer-4-port", Error, since "0.1.0",
    references &["https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/gateway/l4gateway/"],
    check Some(check)
}

const LAYER_4: &str = "gateway.k8s.aws/nlb";

fn check(subjects: &Subjects<'_, '_>, found: &mut Vec<Diagnostic>) {
    let traffic = Traffic::of(subjects);
    let is_on_layer_4 = |attachment: &Attachment<'_, '_, '_, '_>| {
        let served = traffic.served_by(attachment.gateway);
        served.is_certain && served.name == LAYER_4
    };
    let attachments: Vec<_> = traffic.attachments().filter(is_on_layer_4).collect();
    if attachments.is_empty() {
        return;
    }
    let others = traffic.other_routes();
    for attachment in attachments {
        let Some(other) = others.iter().flat_map(|other| traffic.attachments_of(other)).find(|other| {
            std::ptr::eq(other.gateway, attachment.gateway)
                && hosts(other) != hosts(&attachment)
                && share(other, &attachment)
        }) else {
            continue;
        };
        let name = other.route.spot.subject.name().unwrap_or_default();
        let gateway = attachment.gateway.name;
        let message = format!("the TLSRoute `{name}` has the same port of the Gateway `{gateway}` for another host");
        let diagnostic = Diagnostic::of(&RULE, message)
            .why("A Network Load Balancer doesn't look at the host: every connection to the port goes to one service.")
            .help("Give each service a Gateway or a port of its own.");
        found.push(match attachment.route.hostnames.first() {
            Some(host) => host.place(diagnostic),
            None => attachment.parent.spot.place_below(diagnostic, &["name"]),
        });
    }
}

fn hosts<'d>(attachment: &Attachment<'_, '_, 'd, '_>) -> Vec<&'d str> {
    attachment.route.hostnames.iter().map(|host| host.node.text()).collect()
}

fn share(one: &Attachment<'_, '_, '_, '_>, other: &Attachment<'_, '_, '_, '_>) -> bool {
    one.selected().any(|left| left.port.is_some() && other.selected().any(|right| left.port == right.port))
}
