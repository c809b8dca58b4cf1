//! The rule `route-not-allowed-by-listener`.

use crate::exposure::nested::nested;
use crate::finding::{Diagnostic, Safety, Severity};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::traffic::{Attachment, Listener};
use serde_json::json;

declare_rule! {
    /// A listener that lets in no TLSRoute, or none from the backend's namespace.
    ///
    /// ## What it finds
    ///
    /// The listener that the backend's TLSRoute asks for, on a Gateway of another namespace, with
    /// `allowedRoutes.namespaces.from` absent or `Same`, or with a selector of other namespaces; and a listener that
    /// passes TLS through and whose `allowedRoutes.kinds` leave out TLSRoute.
    ///
    /// ## Why it matters
    ///
    /// The controller answers `NotAllowedByListeners`, and the host gets no traffic. A ReferenceGrant doesn't help.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: Gateway
    /// metadata: {name: shared, namespace: infra}
    /// spec:
    ///   gatewayClassName: eg
    ///   listeners:
    ///     - {name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough}}
    /// ---
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: TLSRoute
    /// metadata: {name: spaces-router, namespace: upbound-system}
    /// spec:
    ///   parentRefs: [{name: shared, namespace: infra}]
    ///   hostnames: [proxy.acme.dev]
    ///   rules: [{backendRefs: [{name: spaces-router, port: 443}]}]
    /// ```
    // error[route-not-allowed-by-listener]: the listener `tls` accepts no routes from the namespace `upbound-system`
    //  --> example.yaml:7:14
    //   |
    // 7 |     - {name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough}}
    //   |              ^^^
    //   |
    //   = in: Gateway infra/shared
    //   = why: The controller answers NotAllowedByListeners, and nothing answers for the route's host.
    //   = help: Write `from: Selector` with the namespace's label `kubernetes.io/metadata.name`, or `from: All`.
    // help: accept routes from that namespace
    //   |
    // 7 -     - {name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough}}
    // 7 +     - {name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough}, "allowedRoutes": {"namespaces": {"from": "Selector", "selector": {"matchLabels": {"kubernetes.io/metadata.name": "upbound-system"}}}}}
    //   |
    ///
    /// ```yaml passing
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: Gateway
    /// metadata: {name: shared, namespace: infra}
    /// spec:
    ///   gatewayClassName: eg
    ///   listeners:
    ///     - name: tls
    ///       port: 443
    ///       protocol: TLS
    ///       tls: {mode: Passthrough}
    ///       allowedRoutes: {namespaces: {from: All}}
    /// ```
    ///
    /// ## What to do
    ///
    /// Allow the namespace by `from: Selector` and its label `kubernetes.io/metadata.name`, and the kind TLSRoute.
    ///
    /// ## Sources
    ///
    /// The reference and the conformance tests of the Gateway API.
    "route-not-allowed-by-listener", Error, since "0.1.0",
    references &["https://gateway-api.sigs.k8s.io/guides/multiple-ns/"],
    check Some(check)
}

const WHY: &str = "The controller answers NotAllowedByListeners, and nothing answers for the route's host.";

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let traffic = context.traffic();
    for attachment in traffic.attachments() {
        let meant = attachment.meant();
        if meant.iter().any(|listener| attachment.is_admitted_by(listener)) {
            continue;
        }
        let having_host = meant.iter().find(|listener| attachment.meets(listener));
        let Some(listener) = having_host.or(meant.first()) else { continue };
        if !listener.admits(attachment.route.namespace, attachment.gateway.namespace) {
            found.push(other_namespaces(context, &attachment, listener));
        }
        if leaves_out_tls_routes(listener) {
            found.push(other_kinds(context, listener, Severity::Error));
        }
    }
    // The Gateways that the backend's routes name are judged above.
    for gateway in traffic.gateways.iter().filter(|gateway| !gateway.is_named) {
        for listener in gateway.listeners.iter().filter(|listener| listener.is_passthrough()) {
            if leaves_out_tls_routes(listener) {
                found.push(other_kinds(context, listener, Severity::Warning));
            }
        }
    }
}

fn leaves_out_tls_routes(listener: &Listener<'_, '_, '_>) -> bool {
    listener.kinds().is_some_and(|kinds| !kinds.contains(&"TLSRoute"))
}

fn other_kinds<'s, 'd, 't>(
    context: &Context<'s, 'd, 't>,
    listener: &Listener<'s, 'd, 't>,
    severity: Severity,
) -> Diagnostic {
    let message = format!("the listener `{}` accepts no TLSRoute", listener.name);
    let diagnostic = Diagnostic::of(&RULE, message)
        .severity(severity)
        .why("Only a TLSRoute can attach to a listener that passes TLS through.")
        .help("Write `kinds: [{kind: TLSRoute}]`, or leave `kinds` out.");
    let diagnostic = listener.located.place_below(diagnostic, &["allowedRoutes", "kinds"]);
    let desired = nested(&["allowedRoutes", "kinds"], vec![nested(&["kind"], "TLSRoute")]);
    listener.located.fix(context, diagnostic, "accept TLSRoutes", Safety::Safe, desired)
}

fn other_namespaces<'s, 'd, 't>(
    context: &Context<'s, 'd, 't>,
    attachment: &Attachment<'_, 's, 'd, 't>,
    listener: &Listener<'s, 'd, 't>,
) -> Diagnostic {
    let namespace = attachment.route.namespace;
    let from = listener.located.get(&["allowedRoutes", "namespaces", "from"]);
    let message = format!("the listener `{}` accepts no routes from the namespace `{namespace}`", listener.name);
    let diagnostic = Diagnostic::of(&RULE, message)
        .why(WHY)
        .help("Write `from: Selector` with the namespace's label `kubernetes.io/metadata.name`, or `from: All`.");
    let located = &listener.located;
    if from.is_some_and(|from| from.node.text() == "Selector") {
        return located.place_below(diagnostic, &["allowedRoutes", "namespaces", "selector"]);
    }
    let has_routes = located.node.get("allowedRoutes").is_some();
    let keys: &[&str] = if has_routes { &["allowedRoutes", "namespaces", "from"] } else { &["name"] };
    let labels = nested(&["matchLabels", "kubernetes.io/metadata.name"], namespace);
    let desired = json!({"allowedRoutes": {"namespaces": {"from": "Selector", "selector": labels}}});
    located.fix(
        context,
        located.place_below(diagnostic, keys),
        "accept routes from that namespace",
        Safety::Unsafe,
        desired,
    )
}
