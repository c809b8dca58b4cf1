//! The rule `network-policy-open-to-cluster`.

use crate::finding::Diagnostic;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// A NetworkPolicy that lets every pod of the cluster reach the backend.
    ///
    /// ## What it finds
    ///
    /// In a NetworkPolicy that selects the backend's pods and opens their port: a peer with an empty
    /// `namespaceSelector` and without labels of pods.
    ///
    /// ## Why it matters
    ///
    /// An empty selector matches everything. The policy looks like a restriction, but is none: any pod of any namespace
    /// may connect to the router.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: networking.k8s.io/v1
    /// kind: NetworkPolicy
    /// metadata: {name: spaces-router}
    /// spec:
    ///   podSelector: {matchLabels: {app: spaces-router}}
    ///   ingress:
    ///     - from: [{namespaceSelector: {}, podSelector: {}}]
    ///       ports: [{port: 8443}]
    /// ```
    // warning[network-policy-open-to-cluster]: empty selectors let every pod of the cluster reach the backend
    //  --> example.yaml:7:34
    //   |
    // 7 |     - from: [{namespaceSelector: {}, podSelector: {}}]
    //   |                                  ^^
    //   |
    //   = in: NetworkPolicy spaces-router
    //   = why: The policy looks like a restriction, but is none.
    //   = help: Name the labels of the controller's pods and of their namespace.
    ///
    /// ```yaml passing
    /// apiVersion: networking.k8s.io/v1
    /// kind: NetworkPolicy
    /// metadata: {name: spaces-router}
    /// spec:
    ///   podSelector: {matchLabels: {app: spaces-router}}
    ///   ingress:
    ///     - from:
    ///         - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: traefik}}
    ///           podSelector: {matchLabels: {app.kubernetes.io/name: traefik}}
    ///       ports: [{port: 8443}]
    /// ```
    ///
    /// ## What to do
    ///
    /// Name the labels of the controller's pods and of their namespace.
    ///
    /// ## Sources
    ///
    /// The reference of Kubernetes, and server-side dry runs.
    "network-policy-open-to-cluster", Warning, since "0.1.0",
    references &["https://kubernetes.io/docs/concepts/services-networking/network-policies/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let ports = [context.subjects.backend.target_port, context.subjects.backend.port].map(i64::from);
    for rule in context.policies().rules.iter().filter(|rule| rule.opens_any(&ports)) {
        for peer in rule.peers.iter().filter(|peer| peer.is_whole_cluster()) {
            let message = "empty selectors let every pod of the cluster reach the backend";
            let diagnostic = Diagnostic::of(&RULE, message)
                .why("The policy looks like a restriction, but is none.")
                .help("Name the labels of the controller's pods and of their namespace.");
            found.push(peer.located.place_below(diagnostic, &["namespaceSelector"]));
        }
    }
}
