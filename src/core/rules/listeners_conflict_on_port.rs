//! The rule `listeners-conflict-on-port`.

use crate::facts::controller::{Conflict, Neighbour};
use crate::facts::evidence::Certainty;
use crate::finding::{Diagnostic, Severity};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::traffic::{Listener, ServedBy, overlap};

declare_rule! {
    /// A listener that passes TLS through and shares its port with one that ends it, so that both are refused.
    ///
    /// ## What it finds
    ///
    /// On one port of a Gateway: a listener that passes TLS through and one of HTTPS with the same host; with another
    /// host, where the controller is known to refuse hosts that overlap (NGINX Gateway Fabric, Cilium from 1.20);
    /// and one that ends TLS, where the controller can't do both.
    ///
    /// ## Why it matters
    ///
    /// API servers accept this. Controllers mark one of the listeners or both as conflicted and serve neither.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: Gateway
    /// metadata: {name: spaces}
    /// spec:
    ///   gatewayClassName: eg
    ///   listeners:
    ///     - {name: tls, port: 443, protocol: TLS, hostname: proxy.acme.dev, tls: {mode: Passthrough}}
    ///     - {name: web, port: 443, protocol: HTTPS, hostname: proxy.acme.dev, tls: {certificateRefs: [{name: a}]}}
    /// ```
    // warning[listeners-conflict-on-port]: the listener `tls` passes TLS through on a port on which `web` serves HTTPS
    //  --> example.yaml:8:25
    //   |
    // 8 |     - {name: web, port: 443, protocol: HTTPS, hostname: proxy.acme.dev, tls: {certificateRefs: [{name: a}]}}
    //   |                         ^^^
    //   |
    //   = in: Gateway spaces
    //   = why: A controller reports the two as conflicted, and at least one of them gets no traffic.
    //   = help: Give them hosts that don't overlap, if the controller accepts that, or else ports or Gateways of their own.
    ///
    /// ```yaml passing
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: Gateway
    /// metadata: {name: spaces}
    /// spec:
    ///   gatewayClassName: eg
    ///   listeners:
    ///     - {name: tls, port: 443, protocol: TLS, hostname: proxy.acme.dev, tls: {mode: Passthrough}}
    ///     - {name: web, port: 443, protocol: HTTPS, hostname: shop.acme.dev, tls: {certificateRefs: [{name: a}]}}
    /// ```
    ///
    /// ## What to do
    ///
    /// Give the listeners hosts that don't overlap, or ports or Gateways of their own.
    ///
    /// ## Sources
    ///
    /// The code of each controller, its issues, and the conformance reports of the Gateway API.
    "listeners-conflict-on-port", Error, since "0.1.0",
    references &["https://gateway-api.sigs.k8s.io/geps/gep-2643/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let traffic = context.traffic();
    for (_, gateway) in traffic.passing_gateways() {
        let served = traffic.served_by(gateway);
        for (place, listener) in gateway.listeners.iter().enumerate() {
            if !listener.is_passthrough() || listener.port.is_none() {
                continue;
            }
            for (at, other) in gateway.listeners.iter().enumerate().filter(|(_, other)| other.port == listener.port) {
                if let Some(severity) = judge(&served, listener, other) {
                    // The later of the two is reported.
                    let later = if at > place { other } else { listener };
                    found.push(diagnostic(&served, listener, other, later).severity(severity));
                }
            }
        }
    }
}

/// Gives the severity of a listener on the port of one that passes TLS through; none where they don't conflict.
fn judge(served: &ServedBy<'_>, passing: &Listener<'_, '_, '_>, other: &Listener<'_, '_, '_>) -> Option<Severity> {
    let neighbour = match other.protocol {
        "HTTPS" if !other.passes_through() => Neighbour::Https,
        "TLS" if !other.passes_through() && other.has_tls() => Neighbour::TerminatingTls,
        _ => return None,
    };
    let is_same_host = passing.hostname == other.hostname;
    // Listeners of the same protocol, port and host are refused by the API server.
    if neighbour == Neighbour::TerminatingTls && (is_same_host || !served.is_certain) {
        return None;
    }
    let facts = served.facts().map_or(&[][..], |facts| facts.shared_port);
    let known = || facts.iter().filter(|fact| fact.other == neighbour && fact.holds_for(served.version));
    let conflicts = |conflict| match conflict {
        Conflict::SameHost => is_same_host,
        Conflict::Overlap => overlap(passing.hostname, other.hostname),
        Conflict::Always => true,
    };
    if known().next().is_none() {
        return (neighbour == Neighbour::Https && is_same_host).then_some(Severity::Warning);
    }
    if !known().any(|fact| conflicts(fact.conflict)) {
        return None;
    }
    let is_sure = neighbour == Neighbour::Https
        && served.is_certain
        && known().all(|fact| conflicts(fact.conflict) && fact.evidence.certainty == Certainty::High);
    Some(if is_sure { Severity::Error } else { Severity::Warning })
}

fn diagnostic(
    served: &ServedBy<'_>,
    passing: &Listener<'_, '_, '_>,
    other: &Listener<'_, '_, '_>,
    later: &Listener<'_, '_, '_>,
) -> Diagnostic {
    let (name, beside) = (passing.name, other.name);
    let is_https = other.protocol == "HTTPS";
    let ends = if is_https { "serves HTTPS" } else { "ends TLS" };
    let message = format!("the listener `{name}` passes TLS through on a port on which `{beside}` {ends}");
    let who = served.controller.map_or("A controller", |controller| controller.name);
    let diagnostic = Diagnostic::of(&RULE, message)
        .why(if is_https {
            format!("{who} reports the two as conflicted, and at least one of them gets no traffic.")
        } else {
            format!("{who} doesn't report the feature TLSRouteModeMixed, which the two need on one port.")
        })
        .help(
            "Give them hosts that don't overlap, if the controller accepts that, or else ports or Gateways of their own.",
        );
    later.located.place_below(diagnostic, &["port"])
}
