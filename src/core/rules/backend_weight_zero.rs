//! The rule `backend-weight-zero`.

use crate::exposure::nested::nested;
use crate::finding::{Diagnostic, Safety};
use crate::reading::subject::ObjectKind;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::traffic::{BackendRefs, LocatedValue, backend_ref_lists};

declare_rule! {
    /// A route that gives the backend, and every other Service of its rule, the weight 0.
    ///
    /// ## What it finds
    ///
    /// `weight: 0` on the reference to the backend's Service in a TLSRoute or a TCPRoute, where no other reference of
    /// the same rule has a weight.
    ///
    /// ## Why it matters
    ///
    /// A weight of 0 means no traffic at all, even where there is only one Service. Some tools that convert routes
    /// write it.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: TLSRoute
    /// metadata: {name: spaces-router}
    /// spec:
    ///   parentRefs: [{name: spaces}]
    ///   hostnames: [proxy.acme.dev]
    ///   rules: [{backendRefs: [{name: spaces-router, port: 443, weight: 0}]}]
    /// ```
    // error[backend-weight-zero]: the weight 0 keeps all traffic from the backend
    //  --> example.yaml:7:67
    //   |
    // 7 |   rules: [{backendRefs: [{name: spaces-router, port: 443, weight: 0}]}]
    //   |                                                                   ^
    //   |
    //   = in: TLSRoute spaces-router
    //   = why: No Service of the rule has a weight above 0, so every connection is refused.
    //   = help: Leave `weight` out: the default is 1.
    // help: set the weight to 1
    //   |
    // 7 -   rules: [{backendRefs: [{name: spaces-router, port: 443, weight: 0}]}]
    // 7 +   rules: [{backendRefs: [{name: spaces-router, port: 443, weight: 1}]}]
    //   |
    ///
    /// ```yaml passing
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: TLSRoute
    /// metadata: {name: spaces-router}
    /// spec:
    ///   parentRefs: [{name: spaces}]
    ///   hostnames: [proxy.acme.dev]
    ///   rules: [{backendRefs: [{name: spaces-router, port: 443, weight: 1}]}]
    /// ```
    ///
    /// ## What to do
    ///
    /// Leave the weight out: the default is 1.
    ///
    /// ## Sources
    ///
    /// The reference of the Gateway API.
    "backend-weight-zero", Error, since "0.1.0",
    references &["https://gateway-api.sigs.k8s.io/reference/spec/#backendref"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let routes = context.subjects.objects_of(&[ObjectKind::TlsRoute, ObjectKind::TcpRoute]);
    let is_zero = |located: &LocatedValue<'_, '_, '_>| located.number("weight") == Some(0);
    let lists = routes.into_iter().flat_map(|route| backend_ref_lists(route, context.subjects));
    for BackendRefs { of_backend, .. } in lists.filter(|list| list.all.iter().all(is_zero)) {
        for located in of_backend {
            let diagnostic = Diagnostic::of(&RULE, "the weight 0 keeps all traffic from the backend")
                .why("No Service of the rule has a weight above 0, so every connection is refused.")
                .help("Leave `weight` out: the default is 1.");
            let diagnostic = located.place_below(diagnostic, &["weight"]);
            let desired = nested(&["weight"], 1);
            found.push(located.fix(context, diagnostic, "set the weight to 1", Safety::Unsafe, desired));
        }
    }
}
