//! The rule `gateway-pods-in-another-namespace`.

use crate::finding::Diagnostic;
use crate::reading::subject::{Kind, Subject};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// A policy that lets Envoy in from a namespace in which it doesn't run.
    ///
    /// ## What it finds
    ///
    /// Helm values of Envoy Gateway with `deploy.type: GatewayNamespace`, together with Spaces values whose
    /// `gatewayAPI.namespaceLabels` name Envoy Gateway's own namespace.
    ///
    /// ## Why it matters
    ///
    /// In that mode Envoy's pods run in the Gateway's namespace. The chart's NetworkPolicy lets in nobody from there,
    /// and connections time out while the Gateway and the route look fine.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// config: {envoyGateway: {provider: {kubernetes: {deploy: {type: GatewayNamespace}}}}}
    /// ---
    /// gatewayAPI:
    ///   namespaceLabels:
    ///     kubernetes.io/metadata.name: envoy-gateway-system
    /// ```
    // warning[gateway-pods-in-another-namespace]: Envoy's pods run in the Gateway's namespace, but these labels name Envoy Gateway's own
    //  --> example.yaml:5:34
    //   |
    // 5 |     kubernetes.io/metadata.name: envoy-gateway-system
    //   |                                  ^^^^^^^^^^^^^^^^^^^^
    //   |
    //   = why: The NetworkPolicy lets nobody in from the Gateway's namespace: connections time out.
    //   = help: Name the Gateway's namespace, in which Envoy runs in the mode GatewayNamespace.
    ///
    /// ```yaml passing
    /// config: {envoyGateway: {provider: {kubernetes: {deploy: {type: GatewayNamespace}}}}}
    /// ```
    ///
    /// ## What to do
    ///
    /// Name the Gateway's namespace there.
    ///
    /// ## Sources
    ///
    /// Envoy Gateway's page on the Gateway namespace mode.
    "gateway-pods-in-another-namespace", Warning, since "0.1.0",
    references &["https://gateway.envoyproxy.io/docs/tasks/operations/gateway-namespace-mode/"],
    check Some(check)
}

const MODE: &[&str] = &["config", "envoyGateway", "provider", "kubernetes", "deploy", "type"];
const NAMESPACE: &[&str] = &["gatewayAPI", "namespaceLabels", "kubernetes.io/metadata.name"];

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let is_in_gateway = |values: &Subject<'_, '_>| {
        values.controller.is_some_and(|controller| controller.id == "envoy-gateway")
            && values.text(MODE) == Some("GatewayNamespace")
    };
    if !context.subjects.of(Kind::ControllerValues).any(is_in_gateway) {
        return;
    }
    for values in context.subjects.of(Kind::SpacesValues) {
        let Some(node) = values.get(NAMESPACE).filter(|node| node.as_str() == Some("envoy-gateway-system")) else {
            continue;
        };
        let message = "Envoy's pods run in the Gateway's namespace, but these labels name Envoy Gateway's own";
        let diagnostic = Diagnostic::of(&RULE, message)
            .why("The NetworkPolicy lets nobody in from the Gateway's namespace: connections time out.")
            .help("Name the Gateway's namespace, in which Envoy runs in the mode GatewayNamespace.");
        found.push(values.place(diagnostic, NAMESPACE, node.span()));
    }
}
