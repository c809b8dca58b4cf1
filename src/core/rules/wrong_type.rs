//! The rule `wrong-type`.

use crate::api_server::FaultKind;
use crate::finding::Diagnostic;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::rejections;

declare_rule! {
    /// A value of another type than its field takes.
    ///
    /// ## What it finds
    ///
    /// In a Service, Ingress, IngressClass, NetworkPolicy, Gateway, GatewayClass or TLSRoute: a string where a number belongs,
    /// a number where a string belongs, a mapping where a list belongs. YAML decides: `yes` and `on` are booleans, `0755` is a
    /// number. In labels and annotations it is the rule `non-string-metadata-value`.
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
    ///   ports:
    ///   - port: "443"
    /// ```
    // error[wrong-type]: `spec.ports[0].port` is the string `443`, but takes a whole number
    //  --> example.yaml:6:11
    //   |
    // 6 |   - port: "443"
    //   |           ^^^^^
    //   |
    //   = in: Service web
    //   = why: The API server refuses the whole object.
    //   = help: Write `443` without quotes.
    // help: remove the quotes
    //   |
    // 6 -   - port: "443"
    // 6 +   - port: 443
    //   |
    ///
    /// ```yaml passing
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: web}
    /// spec:
    ///   ports:
    ///   - port: 443
    /// ```
    ///
    /// ## What to do
    ///
    /// Quote a string that looks like something else, and leave the quotes off numbers and booleans.
    ///
    /// ## Sources
    ///
    /// Kubernetes 1.34 and the Gateway API's resource definitions; tried against an API server.
    "wrong-type", Error, since "0.1.0",
    references &["https://kubernetes.io/docs/reference/kubernetes-api/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    rejections::report(context, FaultKind::Type, &RULE, found);
}
