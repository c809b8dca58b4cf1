//! The rule `listener-ends-tls`.

use crate::exposure::nested::nested;
use crate::facts::version::Version;
use crate::finding::{Diagnostic, Safety};
use crate::reading::LIMITS;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::traffic::{Gateway, Listener};
use portico_manifest::Node;
use serde_json::Value;

declare_rule! {
    /// A listener for the backend's TLSRoute that ends TLS itself.
    ///
    /// ## What it finds
    ///
    /// Listeners of the protocol TLS that the backend's TLSRoute asks for, with `mode: Terminate` or without a mode,
    /// where no other listener passes TLS through for the route. Other services may well end TLS at the same Gateway.
    ///
    /// ## Why it matters
    ///
    /// Without a mode a listener ends TLS. The router authenticates clients by their certificates, which are then lost,
    /// and clients get another certificate. Some controllers refuse the route instead.
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
    ///     - {name: tls, port: 443, protocol: TLS, tls: {certificateRefs: [{name: acme}]}}
    /// ---
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: TLSRoute
    /// metadata: {name: spaces-router}
    /// spec:
    ///   parentRefs: [{name: spaces}]
    ///   hostnames: [proxy.acme.dev]
    ///   rules: [{backendRefs: [{name: spaces-router, port: 443}]}]
    /// ```
    // error[listener-ends-tls]: the listener `tls` has no `tls.mode`, and so ends TLS
    //  --> example.yaml:7:45
    //   |
    // 7 |     - {name: tls, port: 443, protocol: TLS, tls: {certificateRefs: [{name: acme}]}}
    //   |                                             ^^^
    //   |
    //   = in: Gateway spaces
    //   = why: Client certificates don't reach the router, and clients get another certificate.
    //   = help: Write `tls.mode: Passthrough`, or give the route a listener of its own.
    // help: pass TLS through
    //   |
    // 7 -     - {name: tls, port: 443, protocol: TLS, tls: {certificateRefs: [{name: acme}]}}
    // 7 +     - {name: tls, port: 443, protocol: TLS, tls: {"mode": "Passthrough"}}
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
    /// Write `tls.mode: Passthrough`. A certificate belongs in the Secret that `externalTLS.tlsSecret.name` names.
    ///
    /// ## Sources
    ///
    /// The CRDs of kubernetes-sigs/gateway-api, by server-side dry run.
    "listener-ends-tls", Error, since "0.1.0",
    references &["https://gateway-api.sigs.k8s.io/guides/tls/"],
    check Some(check)
}

/// The first release in which an API server refuses a listener of the protocol TLS without a block `tls`.
const TLS_IS_NEEDED: Version = Version(1, 5);

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let target = context.subjects.target.gateway_api;
    let refuses_no_tls = !target.is_assumed && target.value.version >= TLS_IS_NEEDED;
    for attachment in context.traffic().attachments() {
        let blamed = attachment.to_blame().into_iter().filter(|listener| listener.has_tls() || !refuses_no_tls);
        found.extend(blamed.filter_map(|listener| diagnostic(context, attachment.gateway, listener)));
    }
}

fn diagnostic<'s, 'd, 't>(
    context: &Context<'s, 'd, 't>,
    gateway: &Gateway<'_, '_, '_>,
    listener: &Listener<'s, 'd, 't>,
) -> Option<Diagnostic> {
    if listener.protocol != "TLS" {
        return None;
    }
    let tls = listener.located.get(&["tls"]);
    let mode = tls.as_ref().and_then(|tls| tls.node.get("mode")).filter(|mode| !mode.is_null());
    let is_bare = tls.as_ref().is_none_or(|tls| tls.node.get("certificateRefs").is_none());
    if tls.as_ref().is_some_and(|tls| tls.node.is_mapping() && tls.node.entries().next().is_none()) {
        // An API server refuses that.
        return None;
    }
    let says = match mode.map(Node::text) {
        None => "has no `tls.mode`, and so ends TLS",
        Some("Terminate") => "ends TLS",
        // An API server takes no other word.
        Some(_) => return None,
    };
    let diagnostic = Diagnostic::of(&RULE, format!("the listener `{}` {says}", listener.name))
        .why("Client certificates don't reach the router, and clients get another certificate.")
        .help("Write `tls.mode: Passthrough`, or give the route a listener of its own.");
    let keys: &[&str] = if listener.has_tls() { &["tls", "mode"] } else { &["protocol"] };
    let diagnostic = listener.located.place_below(diagnostic, keys);
    if gateway.shares_port(listener) {
        return Some(diagnostic);
    }
    let Some(tls) = tls.filter(|tls| tls.node.is_mapping()) else {
        let desired = nested(&["tls", "mode"], "Passthrough");
        return Some(listener.located.fix(context, diagnostic, "pass TLS through", Safety::Safe, desired));
    };
    let safety = if mode.is_none() && is_bare { Safety::Safe } else { Safety::Unsafe };
    let Ok(Value::Object(mut desired)) = tls.node.to_data(&LIMITS) else { return Some(diagnostic) };
    desired.remove("certificateRefs");
    desired.insert("mode".to_owned(), "Passthrough".into());
    Some(tls.fix_exactly(context, diagnostic, "pass TLS through", safety, Value::Object(desired)))
}
