//! The rule `chart-gateway-not-served`.

use crate::finding::Diagnostic;
use crate::reading::subject::Kind;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use portico_text::sentence;

declare_rule! {
    /// A Gateway of the Spaces chart that its controller can't serve.
    ///
    /// ## What it finds
    ///
    /// `gatewayAPI.gateway.provision: true` in Spaces values for Traefik, which is recognised by the class or named.
    /// Traefik's listeners must have the port of one of its entry points.
    ///
    /// ## Why it matters
    ///
    /// The chart's listener has port 443, as far as is known, and no value sets another one. Traefik refuses it, and
    /// the Gateway never serves anything.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// gatewayAPI:
    ///   host: proxy.acme.dev
    ///   gateway: {provision: true, className: traefik}
    ///   spacesRouterRoute: {provision: true}
    ///   podLabels: {app.kubernetes.io/name: traefik}
    /// ```
    // warning[chart-gateway-not-served]: Traefik can't serve the Gateway that the chart makes
    //  --> example.yaml:3:24
    //   |
    // 3 |   gateway: {provision: true, className: traefik}
    //   |                        ^^^^
    //   |
    //   = why: Traefik wants the port of one of its entry points, 8443, which its Service offers to clients as 443; on a listener of port 443 it reports PortUnavailable.
    //   = help: Write the Gateway yourself, and set `gatewayAPI.gateway.provision: false`.
    ///
    /// ```yaml passing
    /// gatewayAPI:
    ///   host: proxy.acme.dev
    ///   gateway: {provision: false, name: spaces}
    ///   spacesRouterRoute: {provision: true}
    ///   podLabels: {app.kubernetes.io/name: traefik}
    /// ```
    ///
    /// ## What to do
    ///
    /// Write the Gateway yourself, with a listener of the port that the controller wants, and set `provision: false`.
    /// `portico render` writes it. Or give Traefik an entry point of port 443.
    ///
    /// ## Sources
    ///
    /// Traefik's code, and the examples of its chart.
    "chart-gateway-not-served", Warning, since "0.1.0",
    references &["https://github.com/traefik/traefik-helm-chart/blob/master/EXAMPLES.md"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for labels in context.policy_labels().iter().filter(|labels| labels.subject.kind == Kind::SpacesValues) {
        let [(controller, _)] = labels.proxies.as_slice() else { continue };
        let is_own = labels.gateway.as_ref().is_some_and(|gateway| gateway.is_own);
        let Some(fault) = controller.gateway.known().filter(|_| is_own).and_then(|facts| facts.chart_gateway) else {
            continue;
        };
        let diagnostic =
            Diagnostic::of(&RULE, format!("{} can't serve the Gateway that the chart makes", controller.name))
                .why(sentence(fault))
                .help("Write the Gateway yourself, and set `gatewayAPI.gateway.provision: false`.");
        let keys = ["gatewayAPI", "gateway", "provision"];
        let span = labels.subject.get(&keys).unwrap_or(labels.subject.node).span();
        found.push(labels.subject.place(diagnostic, &keys, span));
    }
}
