//! The rule `ingress-host-without-ingress`.

use crate::exposure::nested::nested;
use crate::finding::{Diagnostic, Safety};
use crate::reading::subject::Kind;
use crate::views::backend_ingress::is_old_chart;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::policy_labels::{gateway_is_provisioned, route_is_provisioned};

declare_rule! {
    /// A host for an Ingress that nothing makes.
    ///
    /// ## What it finds
    ///
    /// Spaces values with `ingress.host` that say neither whether the Ingress is to be made nor how else Spaces is
    /// exposed. Before Spaces 1.16 the chart made the Ingress by default: name the version to be judged by it.
    ///
    /// ## Why it matters
    ///
    /// From Spaces 1.16 on `ingress.provision` is false by default. Many instructions still set the host alone, and an
    /// upgrade with such values takes the Ingress away.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// externalTLS:
    ///   host: proxy.acme.dev
    /// ingress:
    ///   host: proxy.acme.dev
    /// ```
    // warning[ingress-host-without-ingress]: nothing makes the Ingress for this host
    //  --> example.yaml:4:9
    //   |
    // 4 |   host: proxy.acme.dev
    //   |         ^^^^^^^^^^^^^^
    //   |
    //   = why: From Spaces 1.16 on, the chart makes an Ingress only where `ingress.provision` is true.
    //   = help: Set `ingress.provision: true`, or false if another way leads to the router.
    ///
    /// ```yaml passing
    /// ingress:
    ///   provision: true
    ///   host: proxy.acme.dev
    /// ```
    ///
    /// ## What to do
    ///
    /// Set `ingress.provision: true`, or false if another way leads to the router.
    ///
    /// ## Sources
    ///
    /// Upbound's release notes of Spaces 1.16.
    "ingress-host-without-ingress", Warning, since "0.1.0",
    references &["https://docs.upbound.io/reference/spaces-helm-reference/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    if is_old_chart(context.subjects) {
        return;
    }
    for values in context.subjects.of(Kind::SpacesValues) {
        let keys = ["ingress", "host"];
        let Some(host) = values.get(&keys).filter(|host| host.as_str().is_some_and(|host| !host.is_empty())) else {
            continue;
        };
        let is_decided =
            ["provision", "podLabels", "namespaceLabels"].iter().any(|key| values.get(&["ingress", key]).is_some());
        let is_exposed = gateway_is_provisioned(values)
            || route_is_provisioned(values)
            || values.text(&["router", "proxy", "service", "type"]).is_some_and(|kind| kind != "ClusterIP");
        if is_decided || is_exposed {
            continue;
        }
        let mut diagnostic = Diagnostic::of(&RULE, "nothing makes the Ingress for this host")
            .why("From Spaces 1.16 on, the chart makes an Ingress only where `ingress.provision` is true.")
            .help("Set `ingress.provision: true`, or false if another way leads to the router.");
        // Without a class nobody would know who serves the new Ingress.
        if values.get(&["ingress", "ingressClassName"]).is_some() {
            let change = (values.path(&["ingress"]), nested(&["provision"], true));
            diagnostic =
                context.proposals.merge(diagnostic, values, "let the chart make the Ingress", Safety::Unsafe, change);
        }
        found.push(values.place(diagnostic, &keys, host.span()));
    }
}
