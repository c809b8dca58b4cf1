//! The rule `route-hostname-outside-listener`.

use crate::finding::{Diagnostic, Severity};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::traffic::{Attachment, Listener, Route, overlap};
use portico_text::choices;

declare_rule! {
    /// A route to the backend whose host no listener of its Gateway has.
    ///
    /// ## What it finds
    ///
    /// Host names of the backend's TLSRoute, or `gatewayAPI.host` with a Gateway that others share, that are neither
    /// those of the listeners that pass TLS through nor covered by their wildcards. As the Gateway API has it, a
    /// wildcard covers one label and more, but not the bare domain.
    ///
    /// ## Why it matters
    ///
    /// The controller answers `NoMatchingListenerHostname`, and connections for the host are reset.
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
    ///     - {name: tls, port: 443, protocol: TLS, hostname: "*.acme.com", tls: {mode: Passthrough}}
    /// ---
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: TLSRoute
    /// metadata: {name: spaces-router}
    /// spec:
    ///   parentRefs: [{name: spaces}]
    ///   hostnames: [proxy.acme.dev]
    ///   rules: [{backendRefs: [{name: spaces-router, port: 443}]}]
    /// ```
    // error[route-hostname-outside-listener]: the Gateway `spaces` passes *.acme.com through, not `proxy.acme.dev`
    //   --> example.yaml:14:15
    //    |
    // 14 |   hostnames: [proxy.acme.dev]
    //    |               ^^^^^^^^^^^^^^
    //    |
    //    = in: TLSRoute spaces-router
    //    = why: The controller answers NoMatchingListenerHostname, and connections for the host are reset.
    //    = help: Give the listener the route's host or a wildcard that covers it, or correct the route's host.
    ///
    /// ```yaml passing
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: Gateway
    /// metadata: {name: spaces}
    /// spec:
    ///   gatewayClassName: eg
    ///   listeners:
    ///     - {name: tls, port: 443, protocol: TLS, hostname: "*.acme.dev", tls: {mode: Passthrough}}
    /// ```
    ///
    /// ## What to do
    ///
    /// Give the listener the route's host, or a wildcard that covers it.
    ///
    /// ## Sources
    ///
    /// The reference and the conformance tests of the Gateway API.
    "route-hostname-outside-listener", Error, since "0.1.0",
    references &["https://gateway-api.sigs.k8s.io/reference/spec/#hostname"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let traffic = context.traffic();
    for route in &traffic.routes {
        let mut all: Vec<&Listener<'_, '_, '_>> = Vec::new();
        let mut is_known = route.parents.iter().all(|parent| parent.gateway.is_some());
        let mut is_refused = false;
        for attachment in traffic.attachments_of(route) {
            let mut open = attachment.meant();
            if open.iter().any(|listener| attachment.is_admitted_by(listener)) {
                open.retain(|listener| attachment.is_admitted_by(listener));
            }
            is_known &= !open.is_empty();
            if !open.is_empty() && has_names(route) && !open.iter().any(|listener| attachment.meets(listener)) {
                is_refused = true;
                found.push(refused(&attachment, &open));
            }
            all.extend(open);
        }
        if is_known && !is_refused && !all.is_empty() {
            found.extend(never_served(route, &all));
        }
    }
}

/// Whether all host names of a route have a form that an API server accepts.
fn has_names(route: &Route<'_, '_, '_>) -> bool {
    let is_taken = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-*".contains(&byte);
    route.hostnames.iter().all(|host| !host.node.text().is_empty() && host.node.text().bytes().all(is_taken))
}

fn refused(attachment: &Attachment<'_, '_, '_, '_>, open: &[&Listener<'_, '_, '_>]) -> Diagnostic {
    let (host, more) = match attachment.route.hostnames.as_slice() {
        [] => ("", false),
        [host, rest @ ..] => (host.node.text(), !rest.is_empty()),
    };
    let what = if more { "none of the route's host names".to_owned() } else { format!("not `{host}`") };
    let mut names: Vec<&str> = open.iter().filter_map(|listener| listener.hostname).collect();
    names.dedup();
    let message = format!("the Gateway `{}` passes {} through, {what}", attachment.gateway.name, choices(names));
    let diagnostic = Diagnostic::of(&RULE, message)
        .why("The controller answers NoMatchingListenerHostname, and connections for the host are reset.")
        .help("Give the listener the route's host or a wildcard that covers it, or correct the route's host.");
    match attachment.route.hostnames.first() {
        Some(host) => host.place(diagnostic),
        None => attachment.route.located.place(diagnostic),
    }
}

/// Reports the host names of a route that no listener has, while one has another of them.
fn never_served(route: &Route<'_, '_, '_>, listeners: &[&Listener<'_, '_, '_>]) -> Vec<Diagnostic> {
    let is_served =
        |host: &str| !has_names(route) || listeners.iter().any(|listener| overlap(listener.hostname, Some(host)));
    let unserved = route.hostnames.iter().filter(|host| !is_served(host.node.text()));
    let diagnostic = |host: &crate::views::traffic::LocatedValue<'_, '_, '_>| {
        let message = format!("no listener of the route's Gateways has the host `{}`", host.node.text());
        let diagnostic = Diagnostic::of(&RULE, message)
            .severity(Severity::Warning)
            .why("The route is accepted for its other host names; connections for this one are reset.")
            .help("Add a listener for it, or take it out of the route.");
        host.place(diagnostic)
    };
    unserved.map(diagnostic).collect()
}
