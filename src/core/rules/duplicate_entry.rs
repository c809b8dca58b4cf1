//! The rule `duplicate-entry`.

use crate::api_server::FaultKind;
use crate::finding::Diagnostic;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::rejections;

declare_rule! {
    /// Two entries of a list that must differ, but don't.
    ///
    /// ## What it finds
    ///
    /// Ports of a Service with one name, or one port and protocol; listeners of a Gateway with one name, or one port,
    /// protocol and hostname; addresses of a Gateway; references of a TLSRoute to one listener.
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
    ///   - {name: https, port: 443}
    ///   - {name: https, port: 8443}
    /// ```
    // error[duplicate-entry]: `spec.ports[1].name` has the name of an earlier one
    //  --> example.yaml:7:12
    //   |
    // 7 |   - {name: https, port: 8443}
    //   |            ^^^^^
    //   |
    //   = in: Service web
    //   = why: The API server refuses the whole object.
    //   = help: Change one of the two, or remove it.
    ///
    /// ```yaml passing
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: web}
    /// spec:
    ///   ports:
    ///   - {name: https, port: 443}
    ///   - {name: admin, port: 8443}
    /// ```
    ///
    /// ## What to do
    ///
    /// Change one of the two, or remove it.
    ///
    /// ## Sources
    ///
    /// Kubernetes 1.34 and the Gateway API's resource definitions; tried against an API server.
    "duplicate-entry", Error, since "0.1.0",
    references &["https://gateway-api.sigs.k8s.io/reference/spec/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    rejections::report(context, FaultKind::Repeated, &RULE, found);
}
