//! The rule `policy-labels-empty`.

use crate::facts::controller::Proxy;
use crate::finding::Diagnostic;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::policy_labels::PolicyLabels;
use portico_manifest::Node;

declare_rule! {
    /// No labels for the pods of a controller whose labels are known.
    ///
    /// ## What it finds
    ///
    /// `podLabels` and `namespaceLabels` both empty or absent, in Spaces values for an Ingress or a Gateway of a
    /// controller that the catalogue knows, or both given empty in an Exposure.
    ///
    /// ## Why it matters
    ///
    /// The chart's NetworkPolicy lets in the pods that the labels name. Without labels it lets in no pod, or every pod:
    /// the chart's documentation doesn't say which.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// gatewayAPI:
    ///   host: proxy.acme.dev
    ///   gateway:
    ///     provision: true
    ///     className: kgateway
    ///   spacesRouterRoute:
    ///     provision: true
    /// ```
    // warning[policy-labels-empty]: no labels say in which pods kgateway runs
    //  --> example.yaml:2:3
    //   |
    // 2 | /   host: proxy.acme.dev
    // 3 | |   gateway:
    // 4 | |     provision: true
    // 5 | |     className: kgateway
    // 6 | |   spacesRouterRoute:
    // 7 | |     provision: true
    //   | |___________________^
    //   |
    //   = why: The chart's NetworkPolicy lets in the pods that the labels name. Without labels that is no pod, or every pod.
    //   = help: Its pods have `gateway.networking.k8s.io/gateway-name: spaces`, `app.kubernetes.io/name: spaces`, `kgateway: kube-gateway` in the namespace `upbound-system`.
    ///
    /// ```yaml passing
    /// gatewayAPI:
    ///   host: proxy.acme.dev
    ///   gateway:
    ///     provision: true
    ///     className: kgateway
    ///   spacesRouterRoute:
    ///     provision: true
    ///   podLabels:
    ///     gateway.networking.k8s.io/gateway-name: spaces
    ///   namespaceLabels:
    ///     kubernetes.io/metadata.name: upbound-system
    /// ```
    ///
    /// ## What to do
    ///
    /// Write the labels that the message names.
    ///
    /// ## Sources
    ///
    /// Upbound's release notes of Spaces 1.10, and the controllers' charts.
    "policy-labels-empty", Warning, since "0.1.0",
    references &["https://docs.upbound.io/reference/spaces-helm-reference/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for labels in context.policy_labels() {
        let [(controller, Proxy::Pods { .. })] = labels.proxies.as_slice() else { continue };
        if labels.written(labels.pods).is_some() || labels.written(labels.namespaces).is_some() || is_left_out(labels) {
            continue;
        }
        let place = [labels.pods, labels.namespaces, labels.block];
        let place = place.into_iter().find_map(|keys| Some((keys, labels.subject.get(keys)?)));
        let Some((keys, node)) = place else { continue };
        let message = format!("no labels say in which pods {} runs", controller.name);
        let diagnostic = Diagnostic::of(&RULE, message)
            .why("The chart's NetworkPolicy lets in the pods that the labels name. Without labels that is no pod, or every pod.")
            .help(labels.advice());
        found.push(labels.subject.place(diagnostic, keys, node.span()));
    }
}

/// Whether labels that aren't written are added by the chart or from the catalogue.
fn is_left_out(labels: &PolicyLabels<'_, '_, '_>) -> bool {
    let is_given = |keys| labels.subject.get(keys).is_some_and(Node::is_mapping);
    labels.has_defaults && !(is_given(labels.pods) && is_given(labels.namespaces))
}
