//! The rule `fields-exclude-each-other`.

use crate::api_server::FaultKind;
use crate::finding::Diagnostic;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::rejections;

declare_rule! {
    /// A field that can't be set beside another one.
    ///
    /// ## What it finds
    ///
    /// In a Service, what only NodePort or LoadBalancer have (`externalTrafficPolicy`, `nodePort`, `loadBalancerClass`,
    /// `loadBalancerSourceRanges`) beside another type; in an Ingress, a port's name beside its number; in a NetworkPolicy,
    /// `ipBlock` beside a selector; in a Gateway, `tls` or `hostname` beside a protocol that has none.
    ///
    /// ## Why it matters
    ///
    /// The API server refuses the whole object.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: web}
    /// spec:
    ///   type: ClusterIP
    ///   externalTrafficPolicy: Local
    ///   ports:
    ///   - port: 443
    /// ```
    // error[fields-exclude-each-other]: `spec.externalTrafficPolicy` can't be set where nothing reaches the Service from outside
    //  --> example.yaml:6:26
    //   |
    // 6 |   externalTrafficPolicy: Local
    //   |                          ^^^^^
    //   |
    //   = in: Service web
    //   = why: The API server refuses the whole object.
    //   = help: Remove it, or set the type to NodePort or LoadBalancer.
    ///
    /// ```yaml passing
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: web}
    /// spec:
    ///   type: NodePort
    ///   externalTrafficPolicy: Local
    ///   ports:
    ///   - port: 443
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove one of the two, as the message says.
    ///
    /// ## Sources
    ///
    /// Kubernetes 1.34 and the Gateway API's resource definitions; tried against an API server.
    "fields-exclude-each-other", Error, since "0.1.0",
    references &["https://kubernetes.io/docs/concepts/services-networking/service/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    rejections::report(context, FaultKind::Excluded, &RULE, found);
}
