//! The rule `reference-grant-missing`.

use crate::diagnostic::{Diagnostic, Severity};
use crate::rule::declare_rule;
use crate::subject::{ObjectKind, Subject, Subjects};
use crate::views::traffic::backend_refs;
use portico_manifest::{Contents, Node};

declare_rule! {
    /// A route to the backend from another namespace that no ReferenceGrant allows.
    ///
    /// ## What it finds
    ///
    /// A TLSRoute whose own namespace and whose reference's are written and differ, without a ReferenceGrant beside it
    /// in the Service's namespace. A warning where the Service is given too, else advice: the grant may be in the
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
    /// Put the route into the Service's namespace, or a ReferenceGrant that names the route's namespace.
    ///
    /// ## Sources
    ///
    /// The reference of the Gateway API.
    "reference-grant-missing", Warning, since "0.1.0",
    references &["https://gateway-api.sigs.k8s.io/api-types/referencegrant/"],
    check Some(check)
}

fn check(subjects: &Subjects<'_, '_>, found: &mut Vec<Diagnostic>) {
    let grants: Vec<_> = subjects.objects(ObjectKind::ReferenceGrant).collect();
    let services: Vec<_> = subjects.backend_services().map(Subject::namespace).collect();
    for route in subjects.objects(ObjectKind::TlsRoute) {
        let Some(from) = route.namespace() else { continue };
        for reference in backend_refs(route, subjects) {
            let Some(to) = reference.spot.text("namespace").filter(|to| *to != from) else { continue };
            if grants.iter().any(|grant| allows(grant, from, to, &subjects.backend.service)) {
                continue;
            }
            let is_complete = services.contains(&Some(to));
            let severity = if is_complete { Severity::Warning } else { Severity::Info };
            let message = format!("a route of the namespace `{from}` needs a ReferenceGrant for a Service of `{to}`");
            let diagnostic = Diagnostic::of(&RULE, message)
                .severity(severity)
                .why("Without one the controller answers RefNotPermitted, and nothing answers for the route's host.")
                .help(format!("Put the route into `{to}`, or a ReferenceGrant for TLSRoutes of `{from}`."));
            found.push(reference.spot.place_below(diagnostic, &["namespace"]));
        }
    }
}

/// Whether a grant lets TLSRoutes of one namespace refer to a Service of another.
fn allows(grant: &Subject<'_, '_>, from: &str, to: &str, service: &str) -> bool {
    let items = |key| grant.get(&["spec", key]).items();
    let text = |item: Node<'_, '_>, key: &str| item.get(key).map(|value| value.text().to_owned());
    grant.namespace().is_none_or(|namespace| namespace == to)
        && items("from").any(|item| {
            text(item, "namespace").as_deref() == Some(from) && text(item, "kind").as_deref() == Some("TLSRoute")
        })
        && items("to").any(|item| {
            text(item, "kind").as_deref() == Some("Service") && text(item, "name").is_none_or(|name| name == service)
        })
}
