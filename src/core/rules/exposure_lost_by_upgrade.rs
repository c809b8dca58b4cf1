//! The rule `exposure-lost-by-upgrade`.

use crate::facts::spaces::CONTROLLER_AGNOSTIC;
use crate::finding::Diagnostic;
use crate::reading::subject::{Kind, ObjectKind, Subject};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// An upgrade to Spaces 1.16 or newer that takes the Ingress away.
    ///
    /// ## What it finds
    ///
    /// With `--previous` and a version of Spaces that is 1.16 or newer: values that gave the Ingress a host and left
    /// it to the chart to make it, and that now ask for no Ingress, no Gateway and no load balancer either.
    ///
    /// ## Why it matters
    ///
    /// Up to 1.15 the chart makes the Ingress by default. From 1.16 on it makes none unless `ingress.provision` is
    /// true: the upgrade deletes the one that is there, and nobody reaches the Space.
    ///
    /// ## Example
    ///
    /// ```yaml before
    /// ingress: {host: proxy.acme.dev, podLabels: {}}
    /// ```
    ///
    /// ```yaml failing spaces=1.17
    /// externalTLS: {host: proxy.acme.dev}
    /// ingress: {host: proxy.acme.dev}
    /// ```
    // error[exposure-lost-by-upgrade]: Spaces 1.17 makes no Ingress by default, and these values ask for no other way in
    //  --> example.yaml:2:1
    //   |
    // 2 | ingress: {host: proxy.acme.dev}
    //   | ^^^^^^^
    //   |
    //   = why: The upgrade deletes the Ingress that the earlier chart made, and nobody reaches the Space.
    //   = help: Set `ingress.provision: true` with the class, annotations and labels of the controller, or choose another method.
    ///
    /// ```yaml passing spaces=1.17
    /// externalTLS: {host: proxy.acme.dev}
    /// router:
    ///   proxy:
    ///     service:
    ///       type: LoadBalancer
    /// ```
    ///
    /// ## What to do
    ///
    /// Ask for one of the three methods. To keep ingress-nginx set `ingress.provision: true` with its class, annotations
    /// and labels: `portico render --method Ingress --controller ingress-nginx` prints them.
    ///
    /// ## Sources
    ///
    /// The release notes of Spaces 1.16.
    "exposure-lost-by-upgrade", Error, since "0.1.0",
    references &["https://docs.upbound.io/reference/release-notes/spaces/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let spaces = context.subjects.target.spaces;
    let is_served_otherwise = || {
        let routes = [ObjectKind::TlsRoute, ObjectKind::TcpRoute];
        context.subjects.backend_ingresses().next().is_some()
            || routes.iter().any(|&kind| context.subjects.objects(kind).next().is_some())
            || context
                .subjects
                .backend_services()
                .any(|service| service.text(&["spec", "type"]) == Some("LoadBalancer"))
    };
    if spaces.is_assumed
        || spaces.value < CONTROLLER_AGNOSTIC
        || context.subjects.previous.is_empty()
        || is_served_otherwise()
    {
        return;
    }
    for now in context.subjects.of(Kind::SpacesValues).filter(|now| !is_exposed(now)) {
        let Some(before) = context.earlier(now) else { continue };
        let left_to_chart =
            before.get(&["ingress", "host"]).is_some() && before.get(&["ingress", "provision"]).is_none();
        if left_to_chart && !is_exposed(before) {
            let message = format!(
                "Spaces {} makes no Ingress by default, and these values ask for no other way in",
                spaces.value
            );
            let diagnostic = Diagnostic::of(&RULE, message)
                .why("The upgrade deletes the Ingress that the earlier chart made, and nobody reaches the Space.")
                .help("Set `ingress.provision: true` with the class, annotations and labels of the controller, or choose another method.");
            let entry = now.node.entry("ingress");
            let keys: &[&str] = if entry.is_some() { &["ingress"] } else { &[] };
            let span = entry.map_or(now.node.span(), |entry| entry.key.span());
            found.push(now.place(diagnostic, keys, span));
        }
    }
}

/// Whether values ask for any of the methods.
fn is_exposed(values: &Subject<'_, '_>) -> bool {
    let is_on = |keys: &[&str]| values.get(keys).is_some_and(|node| node.as_bool() != Some(false) && !node.is_null());
    is_on(&["ingress", "provision"])
        || is_on(&["gatewayAPI", "gateway", "provision"])
        || is_on(&["gatewayAPI", "spacesRouterRoute", "provision"])
        || matches!(values.text(&["router", "proxy", "service", "type"]), Some("LoadBalancer" | "NodePort"))
}
