//! The rule `http-route-to-backend`.

use crate::finding::{Diagnostic, Severity};
use crate::reading::subject::ObjectKind;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::traffic::{backend_refs, has_gateway};

declare_rule! {
    /// An HTTPRoute or a GRPCRoute from a Gateway to the backend.
    ///
    /// ## What it finds
    ///
    /// An HTTPRoute or a GRPCRoute that names a Gateway as its parent and refers to the backend's Service. It is a
    /// warning for another service than Spaces.
    ///
    /// ## Why it matters
    ///
    /// Such a route reads requests, so TLS ends at the Gateway. The router authenticates clients by their certificates,
    /// which are then lost, and request timeouts cut watches.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: HTTPRoute
    /// metadata: {name: spaces-router}
    /// spec:
    ///   parentRefs: [{name: spaces}]
    ///   hostnames: [proxy.acme.dev]
    ///   rules: [{backendRefs: [{name: spaces-router, port: 443}]}]
    /// ```
    // error[http-route-to-backend]: the HTTPRoute makes TLS end at the Gateway, before `spaces-router`
    //  --> example.yaml:2:7
    //   |
    // 2 | kind: HTTPRoute
    //   |       ^^^^^^^^^
    //   |
    //   = in: HTTPRoute spaces-router
    //   = why: Client certificates are lost on the way, and request timeouts cut watches.
    //   = help: Use a TLSRoute, on a listener with `protocol: TLS` and `tls.mode: Passthrough`.
    ///
    /// ```yaml passing
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: TLSRoute
    /// metadata: {name: spaces-router}
    /// spec:
    ///   parentRefs: [{name: spaces}]
    ///   hostnames: [proxy.acme.dev]
    ///   rules: [{backendRefs: [{name: spaces-router, port: 443}]}]
    /// ```
    ///
    /// ## What to do
    ///
    /// Use a TLSRoute, on a listener that passes TLS through.
    ///
    /// ## Sources
    ///
    /// Upbound's release notes of Spaces 1.10, and the reference of the Gateway API.
    "http-route-to-backend", Error, since "0.1.0",
    references &["https://gateway-api.sigs.k8s.io/guides/tls/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for route in context.subjects.objects_of(&[ObjectKind::HttpRoute, ObjectKind::GrpcRoute]) {
        if !has_gateway(route) || backend_refs(route, context.subjects).next().is_none() {
            continue;
        }
        let severity = if context.subjects.backend.is_spaces() { Severity::Error } else { Severity::Warning };
        let kind = if route.object_kind == ObjectKind::HttpRoute { "HTTPRoute" } else { "GRPCRoute" };
        let service = &context.subjects.backend.service;
        let message = format!("the {kind} makes TLS end at the Gateway, before `{service}`");
        let diagnostic = Diagnostic::of(&RULE, message)
            .severity(severity)
            .why("Client certificates are lost on the way, and request timeouts cut watches.")
            .help("Use a TLSRoute, on a listener with `protocol: TLS` and `tls.mode: Passthrough`.");
        found.push(route.place_at_kind(diagnostic));
    }
}
