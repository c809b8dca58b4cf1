//! The rule `listener-protocol-is-not-tls`.

use crate::finding::{Diagnostic, Safety};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::traffic::{Gateway, Listener};
use serde_json::json;

declare_rule! {
    /// A listener for the backend's TLSRoute that has a protocol other than `TLS`.
    ///
    /// ## What it finds
    ///
    /// Listeners that the backend's TLSRoute asks for and whose `protocol` is not `TLS`, where no other listener takes
    /// the route; and `tls` in lower case on any listener with `mode: Passthrough`.
    ///
    /// ## Why it matters
    ///
    /// A TLSRoute attaches only to listeners of the protocol TLS. The API server accepts any word as a protocol, so
    /// nothing complains: the route just gets no traffic.
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
    ///     - {name: tls, port: 443, protocol: tls, tls: {mode: Passthrough}}
    /// ```
    // error[listener-protocol-is-not-tls]: the listener `tls` has the protocol `tls`, to which no TLSRoute attaches
    //  --> example.yaml:7:40
    //   |
    // 7 |     - {name: tls, port: 443, protocol: tls, tls: {mode: Passthrough}}
    //   |                                        ^^^
    //   |
    //   = in: Gateway spaces
    //   = why: The route is not accepted, and nothing answers for its host.
    //   = help: Write `protocol: TLS` with `tls.mode: Passthrough`, or give the route a listener of its own.
    // help: write `TLS`
    //   |
    // 7 -     - {name: tls, port: 443, protocol: tls, tls: {mode: Passthrough}}
    // 7 +     - {name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough}}
    //   |
    ///
    /// ```yaml passing
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: Gateway
    /// metadata: {name: spaces}
    /// spec:
    ///   gatewayClassName: eg
    ///   listeners:
    ///     - {name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough}}
    /// ```
    ///
    /// ## What to do
    ///
    /// Write `protocol: TLS` and `tls.mode: Passthrough`.
    ///
    /// ## Sources
    ///
    /// The CRDs and the conformance tests of kubernetes-sigs/gateway-api.
    "listener-protocol-is-not-tls", Error, since "0.1.0",
    references &["https://gateway-api.sigs.k8s.io/guides/tls/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let traffic = context.traffic();
    for gateway in &traffic.gateways {
        let declared = gateway.listeners.iter().filter(|listener| {
            listener.passes_through() && listener.protocol != "TLS" && listener.protocol.eq_ignore_ascii_case("TLS")
        });
        found.extend(declared.map(|listener| diagnostic(context, gateway, listener)));
    }
    for attachment in traffic.attachments() {
        let blamed = attachment.to_blame().into_iter();
        let blamed = blamed.filter(|listener| is_other(listener) && !listener.passes_through());
        found.extend(blamed.map(|listener| diagnostic(context, attachment.gateway, listener)));
    }
}

/// Whether a listener has another protocol than TLS that an API server accepts.
fn is_other(listener: &Listener<'_, '_, '_>) -> bool {
    match listener.protocol {
        "" | "TLS" => false,
        "HTTP" | "TCP" | "UDP" => !listener.has_tls(),
        _ => true,
    }
}

fn diagnostic<'s, 'd, 't>(
    context: &Context<'s, 'd, 't>,
    gateway: &Gateway<'_, '_, '_>,
    listener: &Listener<'s, 'd, 't>,
) -> Diagnostic {
    let Listener { name, protocol, .. } = listener;
    let message = format!("the listener `{name}` has the protocol `{protocol}`, to which no TLSRoute attaches");
    let diagnostic = Diagnostic::of(&RULE, message)
        .why("The route is not accepted, and nothing answers for its host.")
        .help("Write `protocol: TLS` with `tls.mode: Passthrough`, or give the route a listener of its own.");
    let diagnostic = listener.located.place_below(diagnostic, &["protocol"]);
    if protocol.eq_ignore_ascii_case("TLS") && !gateway.shares_port(listener) {
        let safety = if listener.passes_through() { Safety::Safe } else { Safety::Unsafe };
        let desired = json!({"protocol": "TLS", "tls": {"mode": "Passthrough"}});
        return listener.located.fix(context, diagnostic, "write `TLS`", safety, desired);
    }
    diagnostic
}
