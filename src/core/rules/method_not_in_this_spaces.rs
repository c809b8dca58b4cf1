//! The rule `method-not-in-this-spaces`.

use crate::finding::Diagnostic;
use crate::reading::subject::Kind;
use crate::views::backend_ingress::{ingress_is_provisioned, is_old_chart};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::policy_labels::{gateway_is_provisioned, route_is_provisioned};

declare_rule! {
    /// A way to expose Spaces that its version doesn't have.
    ///
    /// ## What it finds
    ///
    /// Spaces values where the version is given as older than 1.16, with a Service of type LoadBalancer, or with a
    /// Gateway beside the Ingress. That chart makes the Ingress unless `ingress.provision` is false.
    ///
    /// ## Why it matters
    ///
    /// Before 1.16 an Ingress and a Gateway can't run together, and the router's Service isn't made to be reached from
    /// outside.
    ///
    /// ## Example
    ///
    /// ```yaml failing spaces=1.15
    /// ingress:
    ///   provision: true
    ///   host: proxy.acme.dev
    /// gatewayAPI:
    ///   host: proxy.acme.dev
    ///   gateway:
    ///     provision: true
    ///   spacesRouterRoute:
    ///     provision: true
    /// ```
    // error[method-not-in-this-spaces]: Spaces 1.15 can't have an Ingress and a Gateway at once
    //  --> example.yaml:7:16
    //   |
    // 7 |     provision: true
    //   |                ^^^^
    //   |
    //   = why: The chart makes the Ingress unless it is told not to, and the two can't run together before 1.16.
    //   = help: Set `ingress.provision: false`, or upgrade to 1.16.
    ///
    /// ```yaml passing spaces=1.15
    /// ingress:
    ///   provision: false
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
    /// Keep one method, or upgrade to 1.16.
    ///
    /// ## Sources
    ///
    /// Upbound's release notes, and its page on leaving ingress-nginx.
    "method-not-in-this-spaces", Error, since "0.1.0",
    references &["https://docs.upbound.io/reference/spaces-helm-reference/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    if !is_old_chart(context.subjects) {
        return;
    }
    let version = context.subjects.target.spaces.value;
    let diagnostic = |message: String, why: &str, help: &str| Diagnostic::of(&RULE, message).why(why).help(help);
    for values in context.subjects.of(Kind::SpacesValues) {
        let kind = ["router", "proxy", "service", "type"];
        if let Some(node) = values.get(&kind).filter(|node| node.as_str() == Some("LoadBalancer")) {
            let diagnostic = diagnostic(
                format!("Spaces {version} can't be exposed by a Service of type LoadBalancer"),
                "The method LoadBalancer came with Spaces 1.16.",
                "Use an Ingress or a Gateway, or upgrade to 1.16.",
            );
            found.push(values.place(diagnostic, &kind, node.span()));
        }
        let keys: &[&str] = if gateway_is_provisioned(values) {
            &["gatewayAPI", "gateway", "provision"]
        } else if route_is_provisioned(values) {
            &["gatewayAPI", "spacesRouterRoute", "provision"]
        } else {
            continue;
        };
        if let Some(node) = values.get(keys).filter(|_| ingress_is_provisioned(values, context.subjects)) {
            let diagnostic = diagnostic(
                format!("Spaces {version} can't have an Ingress and a Gateway at once"),
                "The chart makes the Ingress unless it is told not to, and the two can't run together before 1.16.",
                "Set `ingress.provision: false`, or upgrade to 1.16.",
            );
            found.push(values.place(diagnostic, keys, node.span()));
        }
    }
}
