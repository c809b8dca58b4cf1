//! The rule `listener-missing`.

use crate::exposure::nested::nested;
use crate::finding::{Diagnostic, Safety};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::traffic::Attachment;
use portico_text::{choices, nearest};

declare_rule! {
    /// A route to the backend that asks its Gateway for a listener that doesn't exist.
    ///
    /// ## What it finds
    ///
    /// A TLSRoute of the backend whose `parentRefs` name a listener or a port that the Gateway, given beside it,
    /// doesn't have; and one that names none, on a Gateway without a listener that can take it.
    ///
    /// ## Why it matters
    ///
    /// The controller answers `NoMatchingParent`, and the host gets no traffic.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: Gateway
    /// metadata: {name: spaces}
    /// spec:
    ///   gatewayClassName: eg
    ///   listeners:
    ///     - {name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough}}
    /// ---
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: TLSRoute
    /// metadata: {name: spaces-router}
    /// spec:
    ///   parentRefs: [{name: spaces, sectionName: https}]
    ///   hostnames: [proxy.acme.dev]
    ///   rules: [{backendRefs: [{name: spaces-router, port: 443}]}]
    /// ```
    // error[listener-missing]: the Gateway `spaces` has no listener `https`
    //   --> example.yaml:13:44
    //    |
    // 13 |   parentRefs: [{name: spaces, sectionName: https}]
    //    |                                            ^^^^^
    //    |
    //    = in: TLSRoute spaces-router
    //    = why: The controller answers NoMatchingParent, and nothing answers for the route's host.
    //    = help: Name a listener that it has: tls.
    // help: use the listener `tls`
    //    |
    // 13 -   parentRefs: [{name: spaces, sectionName: https}]
    // 13 +   parentRefs: [{name: spaces, sectionName: tls}]
    //    |
    ///
    /// ```yaml passing
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: Gateway
    /// metadata: {name: spaces}
    /// spec:
    ///   gatewayClassName: eg
    ///   listeners:
    ///     - {name: https, port: 443, protocol: TLS, tls: {mode: Passthrough}}
    /// ```
    ///
    /// ## What to do
    ///
    /// Name a listener that the Gateway has, or add one that passes TLS through.
    ///
    /// ## Sources
    ///
    /// The reference and the conformance tests of the Gateway API.
    "listener-missing", Error, since "0.1.0",
    references &["https://gateway-api.sigs.k8s.io/api-types/tlsroute/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for attachment in context.traffic().attachments() {
        let listeners = &attachment.gateway.listeners;
        if listeners.is_empty() {
            continue;
        }
        if attachment.selected().next().is_none() {
            found.push(not_there(context, &attachment));
        } else if attachment.passing().next().is_none() && attachment.to_blame().is_empty() {
            let message = format!("no listener of the Gateway `{}` passes TLS through", attachment.gateway.name);
            let diagnostic = Diagnostic::of(&RULE, message)
                .why("No listener accepts the route, and nothing answers for its host.")
                .help("Add a listener with `protocol: TLS`, `tls.mode: Passthrough` and the route's host.");
            found.push(attachment.parent.located.place_below(diagnostic, &["name"]));
        }
    }
}

fn not_there<'s, 'd, 't>(context: &Context<'s, 'd, 't>, attachment: &Attachment<'_, 's, 'd, 't>) -> Diagnostic {
    let Attachment { gateway, parent, .. } = attachment;
    let is_named = |section: &str| gateway.listeners.iter().any(|listener| listener.name == section);
    let wrong_name = parent.section.filter(|section| !is_named(section));
    let what = match (wrong_name, parent.port) {
        (Some(name), _) => format!("no listener `{name}`"),
        (None, Some(port)) => format!("no such listener on port {port}"),
        (None, None) => "no such listener".to_owned(),
    };
    let names: Vec<&str> = gateway.listeners.iter().map(|listener| listener.name).collect();
    let diagnostic = Diagnostic::of(&RULE, format!("the Gateway `{}` has {what}", gateway.name))
        .why("The controller answers NoMatchingParent, and nothing answers for the route's host.")
        .help(format!("Name a listener that it has: {}.", choices(names.iter().copied())));
    let Some(name) = wrong_name else { return parent.located.place_below(diagnostic, &["port"]) };
    let diagnostic = parent.located.place_below(diagnostic, &["sectionName"]);
    let passing = || {
        let listeners = gateway.listeners.iter().filter(|listener| listener.is_passthrough());
        listeners.filter(|listener| attachment.is_admitted_by(listener) && attachment.meets(listener))
    };
    let meant = nearest(name, passing().map(|listener| listener.name)).map(|meant| (meant, Safety::Safe));
    let mut all = passing();
    let only = all.next().filter(|_| all.next().is_none()).map(|listener| (listener.name, Safety::Unsafe));
    match meant.or(only).filter(|_| parent.port.is_none()) {
        Some((meant, safety)) => {
            let title = format!("use the listener `{meant}`");
            parent.located.fix(context, diagnostic, &title, safety, nested(&["sectionName"], meant))
        }
        None => diagnostic,
    }
}
