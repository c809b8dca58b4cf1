//! The rule `second-method-for-one-host`.

use crate::finding::Diagnostic;
use crate::reading::subject::Kind;
use crate::views::backend_ingress::{ingress_is_provisioned, is_old_chart};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::policy_labels::{gateway_is_provisioned, route_is_provisioned};

declare_rule! {
    /// Two ways that lead to the router for one host.
    ///
    /// ## What it finds
    ///
    /// Spaces values that expose one host by more than one of a Service of type LoadBalancer, a Gateway and an
    /// Ingress.
    ///
    /// ## Why it matters
    ///
    /// It works from Spaces 1.16 on, and is how to move from one to the other. DNS leads to one of them, and the other
    /// is a load balancer that costs money and a door that nobody watches.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// externalTLS:
    ///   host: proxy.acme.dev
    /// ingress:
    ///   provision: true
    ///   host: proxy.acme.dev
    /// router:
    ///   proxy:
    ///     service:
    ///       type: LoadBalancer
    /// ```
    // info[second-method-for-one-host]: `proxy.acme.dev` is exposed by a second method
    //  --> example.yaml:5:9
    //   |
    // 5 |   host: proxy.acme.dev
    //   |         ^^^^^^^^^^^^^^
    //   |
    //   = why: DNS leads to one of them; the other is a load balancer too many once you have moved.
    //   = help: Remove the old one when DNS leads to the new one everywhere.
    ///
    /// ```yaml passing
    /// externalTLS:
    ///   host: proxy.acme.dev
    /// ingress:
    ///   provision: true
    ///   host: proxy.acme.dev
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove the old one when DNS leads to the new one everywhere.
    ///
    /// ## Sources
    ///
    /// Upbound's release notes of Spaces 1.16.
    "second-method-for-one-host", Info, since "0.1.0",
    references &["https://docs.upbound.io/reference/spaces-helm-reference/"],
    check Some(check)
}

/// The keys of each method's host, and the keys at which its finding is put.
const METHODS: [(&[&str], &[&str]); 3] = [
    (&["externalTLS", "host"], &["router", "proxy", "service", "type"]),
    (&["gatewayAPI", "host"], &["gatewayAPI", "host"]),
    (&["ingress", "host"], &["ingress", "host"]),
];

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    if is_old_chart(context.subjects) {
        return;
    }
    for values in context.subjects.of(Kind::SpacesValues) {
        let [load_balancer, gateway, ingress] = METHODS;
        let in_use = [
            (load_balancer, values.text(load_balancer.1) == Some("LoadBalancer")),
            (gateway, gateway_is_provisioned(values) || route_is_provisioned(values)),
            (ingress, ingress_is_provisioned(values, context.subjects)),
        ];
        let mut hosts = in_use
            .into_iter()
            .filter(|(_, is_used)| *is_used)
            .filter_map(|((host, place), _)| Some((values.text(host).filter(|host| !host.is_empty())?, place)));
        let Some((first, _)) = hosts.next() else { continue };
        if let Some((host, place)) = hosts.find(|(host, _)| *host == first) {
            let diagnostic = Diagnostic::of(&RULE, format!("`{host}` is exposed by a second method"))
                .why("DNS leads to one of them; the other is a load balancer too many once you have moved.")
                .help("Remove the old one when DNS leads to the new one everywhere.");
            let span = values.get(place).unwrap_or(values.node).span();
            found.push(values.place(diagnostic, place, span));
        }
    }
}
