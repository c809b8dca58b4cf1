//! The rule `gateway-namespace-without-effect`.

use crate::finding::Diagnostic;
use crate::reading::subject::Kind;
use crate::views::backend_ingress::is_old_chart;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::policy_labels::gateway_is_provisioned;

declare_rule! {
    /// A namespace for a Gateway that the chart makes in the release's own namespace.
    ///
    /// ## What it finds
    ///
    /// `gatewayAPI.gateway.namespace` in Spaces values beside `provision: true`, or where Spaces is given as older than
    /// 1.16.
    ///
    /// ## Why it matters
    ///
    /// The namespace is that of a shared Gateway. For a Gateway of its own the chart ignores it, and before 1.16 it has
    /// no such setting: the route leads to the Gateway of the release's namespace, if there is one.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// gatewayAPI:
    ///   gateway:
    ///     provision: true
    ///     namespace: infra
    ///   spacesRouterRoute:
    ///     provision: true
    /// ```
    // error[gateway-namespace-without-effect]: the Gateway's namespace has no effect beside `provision: true`
    //  --> example.yaml:4:16
    //   |
    // 4 |     namespace: infra
    //   |                ^^^^^
    //   |
    //   = why: The route leads to a Gateway in the release's own namespace.
    //   = help: Set `gatewayAPI.gateway.provision: false` to share a Gateway, or remove the namespace.
    ///
    /// ```yaml passing
    /// gatewayAPI:
    ///   gateway:
    ///     provision: false
    ///     namespace: infra
    ///   spacesRouterRoute:
    ///     provision: true
    /// ```
    ///
    /// ## What to do
    ///
    /// Share the Gateway with `provision: false`, or remove the namespace.
    ///
    /// ## Sources
    ///
    /// The Helm reference of Spaces 1.17, and Upbound's release notes of 1.16.
    "gateway-namespace-without-effect", Error, since "0.1.0",
    references &["https://docs.upbound.io/reference/spaces-helm-reference/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let keys = ["gatewayAPI", "gateway", "namespace"];
    for values in context.subjects.of(Kind::SpacesValues) {
        let Some(node) = values.get(&keys) else { continue };
        let is_elsewhere =
            node.as_str().is_some_and(|name| !name.is_empty() && name != context.subjects.backend.namespace);
        if !is_elsewhere {
            continue;
        }
        let (message, help) = if gateway_is_provisioned(values) {
            (
                "the Gateway's namespace has no effect beside `provision: true`",
                "Set `gatewayAPI.gateway.provision: false` to share a Gateway, or remove the namespace.",
            )
        } else if is_old_chart(context.subjects) {
            (
                "before Spaces 1.16 the chart has no setting for a Gateway's namespace",
                "Put the Gateway into the namespace of Spaces, or upgrade to 1.16.",
            )
        } else {
            continue;
        };
        let diagnostic = Diagnostic::of(&RULE, message)
            .why("The route leads to a Gateway in the release's own namespace.")
            .help(help);
        found.push(values.place(diagnostic, &keys, node.span()));
    }
}
