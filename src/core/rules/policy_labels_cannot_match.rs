//! The rule `policy-labels-cannot-match`.

use crate::facts::controller::Proxy;
use crate::finding::{Diagnostic, Severity};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// Pod labels for a proxy whose traffic no pod label can match.
    ///
    /// ## What it finds
    ///
    /// `podLabels` or `namespaceLabels` of an Ingress or a Gateway of Cilium, and of a Gateway of one of GKE's
    /// classes, in Spaces values and Exposures. For GKE it is a warning.
    ///
    /// ## Why it matters
    ///
    /// Traffic of Cilium's proxy carries the identity `ingress`, and that of GKE's comes from outside the cluster. A
    /// NetworkPolicy that lets pods in by their labels drops both.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// ingress:
    ///   provision: true
    ///   host: proxy.acme.dev
    ///   ingressClassName: cilium
    ///   annotations:
    ///     ingress.cilium.io/tls-passthrough: enabled
    ///   podLabels:
    ///     k8s-app: cilium
    /// ```
    // error[policy-labels-cannot-match]: no labels match the traffic of Cilium's proxy
    //  --> example.yaml:8:5
    //   |
    // 8 |     k8s-app: cilium
    //   |     ^^^^^^^^^^^^^^^
    //   |
    //   = why: A NetworkPolicy lets pods in by their labels. This traffic comes from no pod, so it is dropped.
    //   = help: Leave the labels empty, and add a CiliumNetworkPolicy with `fromEntities: [ingress]`.
    ///
    /// ```yaml passing
    /// ingress:
    ///   provision: true
    ///   host: proxy.acme.dev
    ///   ingressClassName: cilium
    ///   annotations:
    ///     ingress.cilium.io/tls-passthrough: enabled
    /// ```
    ///
    /// ## What to do
    ///
    /// Leave the labels empty. For Cilium add a CiliumNetworkPolicy with `fromEntities: [ingress]`, for GKE a
    /// NetworkPolicy with the `ipBlock` of the proxy-only subnet.
    ///
    /// ## Sources
    ///
    /// Cilium's documentation of its identities, and Google's of its proxies.
    "policy-labels-cannot-match", Error, since "0.1.0",
    references &["https://docs.cilium.io/en/stable/network/servicemesh/ingress-reference/"],
    check Some(check)
}

/// The prefix of the names of GKE's GatewayClasses.
const GKE: &str = "gke-l7-";

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for labels in context.policy_labels() {
        let is_cilium =
            !labels.proxies.is_empty() && labels.proxies.iter().all(|(_, proxy)| matches!(proxy, Proxy::CiliumIngress));
        let is_gke = labels.gateway.is_some() && labels.class.is_some_and(|class| class.starts_with(GKE));
        let (message, severity, help) = match (is_cilium, is_gke) {
            (true, _) => (
                "no labels match the traffic of Cilium's proxy",
                labels.severity,
                "Leave the labels empty, and add a CiliumNetworkPolicy with `fromEntities: [ingress]`.",
            ),
            (_, true) => (
                "no labels match the traffic of GKE's proxies",
                Severity::Warning,
                "Leave the labels empty, and let the proxy-only subnet in by the `ipBlock` of a NetworkPolicy.",
            ),
            _ => continue,
        };
        let written = [labels.pods, labels.namespaces].into_iter().find_map(|keys| Some((keys, labels.written(keys)?)));
        if let Some((keys, node)) = written {
            let diagnostic = Diagnostic::of(&RULE, message)
                .severity(severity)
                .why("A NetworkPolicy lets pods in by their labels. This traffic comes from no pod, so it is dropped.")
                .help(help);
            found.push(labels.subject.place(diagnostic, keys, node.span()));
        }
    }
}
