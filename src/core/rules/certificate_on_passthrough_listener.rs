//! The rule `certificate-on-passthrough-listener`.

use crate::finding::{Diagnostic, Safety};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// A listener that passes TLS through and names a certificate.
    ///
    /// ## What it finds
    ///
    /// `certificateRefs` on a listener with `mode: Passthrough`.
    ///
    /// ## Why it matters
    ///
    /// The Gateway ignores them: clients are served the certificate of the service behind it. Renewing this one changes
    /// nothing for them.
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
    ///     - {name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough, certificateRefs: [{name: acme}]}}
    /// ```
    // warning[certificate-on-passthrough-listener]: the listener `tls` passes TLS through, so its certificate is ignored
    //  --> example.yaml:7:70
    //   |
    // 7 |     - {name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough, certificateRefs: [{name: acme}]}}
    //   |                                                                      ^^^^^^^^^^^^^^^
    //   |
    //   = in: Gateway spaces
    //   = why: Clients are served the certificate of the service behind it.
    //   = help: Remove it; a certificate of your own belongs in the Secret that `externalTLS.tlsSecret.name` names.
    // help: remove the certificate
    //   |
    // 7 -     - {name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough, certificateRefs: [{name: acme}]}}
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
    /// Remove them. A certificate of your own belongs in the Secret that `externalTLS.tlsSecret.name` names.
    ///
    /// ## Sources
    ///
    /// The reference of the Gateway API, and server-side dry runs against its CRDs.
    "certificate-on-passthrough-listener", Warning, since "0.1.0",
    references &["https://gateway-api.sigs.k8s.io/guides/tls/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let traffic = context.traffic();
    for listener in traffic.gateways.iter().flat_map(|gateway| &gateway.listeners) {
        let Some(tls) = listener.located.get(&["tls"]).filter(|_| listener.passes_through()) else { continue };
        if tls.node.get("certificateRefs").is_none_or(|list| list.items().next().is_none()) {
            continue;
        }
        let message = format!("the listener `{}` passes TLS through, so its certificate is ignored", listener.name);
        let diagnostic =
            Diagnostic::of(&RULE, message).why("Clients are served the certificate of the service behind it.").help(
                "Remove it; a certificate of your own belongs in the Secret that `externalTLS.tlsSecret.name` names.",
            );
        let diagnostic = tls.place_at_key(diagnostic, "certificateRefs");
        found.push(tls.fix_without(context, diagnostic, "remove the certificate", Safety::Safe, "certificateRefs"));
    }
}
