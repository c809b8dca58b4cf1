//! The rule `hosts-share-layer-4-port`.

use crate::finding::Diagnostic;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::traffic::{Attachment, Route, Traffic};
use std::collections::{BTreeMap, BTreeSet};

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
    // error[hosts-share-layer-4-port]: the TLSRoute `vault` uses the same port of the Gateway `shared` for another host
    //   --> example.yaml:19:15
    //    |
    // 19 |   hostnames: [proxy.acme.dev]
    //    |               ^^^^^^^^^^^^^^
    //    |
    //    = in: TLSRoute spaces-router
    //    = why: A Network Load Balancer doesn't look at the host: every connection to the port goes to one service.
    //    = help: Give each service a Gateway or a port of its own.
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

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let traffic = context.traffic();
    let is_on_layer_4 = |attachment: &Attachment<'_, '_, '_, '_>| {
        let served = traffic.served_by(attachment.gateway);
        served.is_certain && served.name == LAYER_4
    };
    let attachments: Vec<_> = traffic.attachments().filter(is_on_layer_4).collect();
    if attachments.is_empty() {
        return;
    }
    let others = Others::of(traffic);
    for attachment in attachments {
        let Some(other) = others.beside(&attachment) else { continue };
        let name = other.located.subject.name().unwrap_or_default();
        let gateway = attachment.gateway.name;
        let message = format!("the TLSRoute `{name}` uses the same port of the Gateway `{gateway}` for another host");
        let diagnostic = Diagnostic::of(&RULE, message)
            .why("A Network Load Balancer doesn't look at the host: every connection to the port goes to one service.")
            .help("Give each service a Gateway or a port of its own.");
        found.push(match attachment.route.hostnames.first() {
            Some(host) => host.place(diagnostic),
            None => attachment.parent.located.place_below(diagnostic, &["name"]),
        });
    }
}

/// The routes of other services, by the Gateway that they name and a port of the listeners that they ask for.
struct Others<'r, 's, 'd, 't> {
    at: BTreeMap<(usize, i64), Vec<Other<'r, 's, 'd, 't>>>,
}

struct Other<'r, 's, 'd, 't> {
    /// The index among all attachments of other services' routes.
    place: usize,
    hosts: Vec<&'d str>,
    route: &'r Route<'s, 'd, 't>,
}

impl<'r, 's, 'd, 't> Others<'r, 's, 'd, 't> {
    /// Takes the first route of each Gateway and port, and the first with other hosts than it: any third route has
    /// other hosts than one of these two.
    fn of(traffic: &'r Traffic<'s, 'd, 't>) -> Self {
        let mut at: BTreeMap<_, Vec<Other<'_, '_, '_, '_>>> = BTreeMap::new();
        let routes = traffic.other_routes().iter();
        for (place, other) in routes.flat_map(|route| traffic.attachments_of(route)).enumerate() {
            let Some(gateway) = other.parent.gateway else { continue };
            for port in ports(&other) {
                let there = at.entry((gateway, port)).or_default();
                let hosts = hosts(other.route);
                if there.len() < 2 && there.iter().all(|there| there.hosts != hosts) {
                    there.push(Other { place, hosts, route: other.route });
                }
            }
        }
        Self { at }
    }

    /// Gives the first route that shares a port with a route of the backend, and has other hosts.
    fn beside(&self, attachment: &Attachment<'_, '_, '_, '_>) -> Option<&'r Route<'s, 'd, 't>> {
        let gateway = attachment.parent.gateway?;
        let hosts = hosts(attachment.route);
        let there = ports(attachment).into_iter().filter_map(|port| self.at.get(&(gateway, port))).flatten();
        there.filter(|other| other.hosts != hosts).min_by_key(|other| other.place).map(|other| other.route)
    }
}

fn hosts<'d>(route: &Route<'_, 'd, '_>) -> Vec<&'d str> {
    route.hostnames.iter().map(|host| host.node.text()).collect()
}

/// Gives the ports of the listeners that a route asks for, each once.
fn ports(attachment: &Attachment<'_, '_, '_, '_>) -> BTreeSet<i64> {
    attachment.selected().filter_map(|listener| listener.port).collect()
}
