//! The rule `reference-grant-missing`.

use crate::finding::{Diagnostic, Severity};
use crate::reading::subject::{ObjectKind, Subject, Subjects};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::traffic::backend_refs;
use portico_manifest::{Contents, Node};
use std::collections::BTreeSet;

declare_rule! {
    /// A route to the backend from another namespace that no ReferenceGrant allows.
    ///
    /// ## What it finds
    ///
    /// A TLSRoute that names its own namespace and another one for the backend, without a ReferenceGrant beside it in
    /// the Service's namespace. It is a warning where the Service is given too, else an info: the grant may be in the
    /// cluster.
    ///
    /// ## Why it matters
    ///
    /// The controller answers `RefNotPermitted`, and the host gets no traffic. A route to a Gateway in another
    /// namespace needs no grant: that is for the listener to allow.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: TLSRoute
    /// metadata: {name: spaces-router, namespace: infra}
    /// spec:
    ///   parentRefs: [{name: shared}]
    ///   hostnames: [proxy.acme.dev]
    ///   rules: [{backendRefs: [{name: spaces-router, namespace: upbound-system, port: 443}]}]
    /// ```
    // info[reference-grant-missing]: a route in the namespace `infra` needs a ReferenceGrant for a Service in `upbound-system`
    //  --> example.yaml:7:59
    //   |
    // 7 |   rules: [{backendRefs: [{name: spaces-router, namespace: upbound-system, port: 443}]}]
    //   |                                                           ^^^^^^^^^^^^^^
    //   |
    //   = in: TLSRoute infra/spaces-router
    //   = why: Without one, the controller answers RefNotPermitted, and nothing answers for the route's host.
    //   = help: Put the route into `upbound-system`, or add a ReferenceGrant there for TLSRoutes in `infra`.
    ///
    /// ```yaml passing
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: TLSRoute
    /// metadata: {name: spaces-router, namespace: upbound-system}
    /// spec:
    ///   parentRefs: [{name: shared, namespace: infra}]
    ///   hostnames: [proxy.acme.dev]
    ///   rules: [{backendRefs: [{name: spaces-router, port: 443}]}]
    /// ```
    ///
    /// ## What to do
    ///
    /// Put the route into the Service's namespace, or add a ReferenceGrant there that names the route's namespace.
    ///
    /// ## Sources
    ///
    /// The reference of the Gateway API.
    "reference-grant-missing", Warning, since "0.1.0",
    references &["https://gateway-api.sigs.k8s.io/api-types/referencegrant/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let grants = grants(context.subjects);
    let services: BTreeSet<_> = context.subjects.backend_services().map(Subject::namespace).collect();
    for route in context.subjects.objects(ObjectKind::TlsRoute) {
        let Some(from) = route.namespace() else { continue };
        for reference in backend_refs(route, context.subjects) {
            let Some(to) = reference.text("namespace").filter(|to| *to != from) else { continue };
            if [None, Some(to)].iter().any(|&to| grants.contains(&(from, to))) {
                continue;
            }
            let is_complete = services.contains(&Some(to));
            let severity = if is_complete { Severity::Warning } else { Severity::Info };
            let message = format!("a route in the namespace `{from}` needs a ReferenceGrant for a Service in `{to}`");
            let diagnostic = Diagnostic::of(&RULE, message)
                .severity(severity)
                .why("Without one, the controller answers RefNotPermitted, and nothing answers for the route's host.")
                .help(format!("Put the route into `{to}`, or add a ReferenceGrant there for TLSRoutes in `{from}`."));
            found.push(reference.place_below(diagnostic, &["namespace"]));
        }
    }
}

/// Gives the namespaces from which TLSRoutes may refer to the backend's Service, each with that of the grant; a grant
/// without one may be in any.
fn grants<'d>(subjects: &Subjects<'d, '_>) -> BTreeSet<(&'d str, Option<&'d str>)> {
    let text = |item: Node<'d, '_>, key: &str| item.get(key).map(Node::text);
    let mut granted = BTreeSet::new();
    for grant in subjects.objects(ObjectKind::ReferenceGrant) {
        let is_for_it = |item: Node<'d, '_>| {
            text(item, "kind") == Some("Service")
                && text(item, "name").is_none_or(|name| name == subjects.backend.service)
        };
        if grant.get(&["spec", "to"]).items().any(is_for_it) {
            let from = grant.get(&["spec", "from"]).items().filter(|item| text(*item, "kind") == Some("TLSRoute"));
            let namespaces = from.filter_map(|item| text(item, "namespace"));
            granted.extend(namespaces.map(|namespace| (namespace, grant.namespace())));
        }
    }
    granted
}
