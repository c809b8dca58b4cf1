//! The rule `gateway-without-route`.

use crate::exposure::nested::nested;
use crate::finding::{Diagnostic, Safety, Severity};
use crate::reading::subject::{Kind, ObjectKind};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::policy_labels::{gateway_is_provisioned, route_is_provisioned};

declare_rule! {
    /// A Gateway for Spaces from which no route leads to the router.
    ///
    /// ## What it finds
    ///
    /// Spaces values with `gatewayAPI.gateway.provision: true` and without `gatewayAPI.spacesRouterRoute.provision:
    /// true`, where no TLSRoute is among what is validated. An explicit `false` is a warning: the route may be yours.
    ///
    /// ## Why it matters
    ///
    /// The Gateway comes up and counts as programmed, no route is attached to it, and every connection is reset.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// gatewayAPI:
    ///   host: proxy.acme.dev
    ///   gateway:
    ///     provision: true
    /// ```
    // error[gateway-without-route]: the Gateway gets no route to the router
    //  --> example.yaml:4:16
    //   |
    // 4 |     provision: true
    //   |                ^^^^
    //   |
    //   = why: It comes up with nothing attached, and every connection is reset.
    //   = help: Set `gatewayAPI.spacesRouterRoute.provision: true`.
    // help: let the chart make the route
    //   |
    // 4 |     provision: true
    // 5 +   spacesRouterRoute:
    // 6 +     provision: true
    //   |
    ///
    /// ```yaml passing
    /// gatewayAPI:
    ///   host: proxy.acme.dev
    ///   gateway:
    ///     provision: true
    ///   spacesRouterRoute:
    ///     provision: true
    /// ```
    ///
    /// ## What to do
    ///
    /// Set `gatewayAPI.spacesRouterRoute.provision: true`.
    ///
    /// ## Sources
    ///
    /// The Helm reference of Spaces 1.17.
    "gateway-without-route", Error, since "0.1.0",
    references &["https://docs.upbound.io/reference/spaces-helm-reference/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    if context.subjects.objects(ObjectKind::TlsRoute).next().is_some() {
        return;
    }
    let gateway = ["gatewayAPI", "gateway", "provision"];
    let route = ["gatewayAPI", "spacesRouterRoute", "provision"];
    for values in context.subjects.of(Kind::SpacesValues) {
        if !gateway_is_provisioned(values) || route_is_provisioned(values) {
            continue;
        }
        let written = values.get(&route);
        let diagnostic = Diagnostic::of(&RULE, "the Gateway gets no route to the router")
            .severity(if written.is_some() { Severity::Warning } else { Severity::Error })
            .why("It comes up with nothing attached, and every connection is reset.")
            .help("Set `gatewayAPI.spacesRouterRoute.provision: true`.");
        let desired = nested(&["spacesRouterRoute", "provision"], true);
        let change = (values.path(&["gatewayAPI"]), desired);
        let diagnostic =
            context.proposals.merge(diagnostic, values, "let the chart make the route", Safety::Unsafe, change);
        let place = written.map(|node| (route, node)).or_else(|| Some((gateway, values.get(&gateway)?)));
        found.extend(place.map(|(keys, node)| values.place(diagnostic, &keys, node.span())));
    }
}
