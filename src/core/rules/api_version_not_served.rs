//! The rule `api-version-not-served`.

use crate::api_server::FaultKind;
use crate::finding::Diagnostic;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::rejections;

declare_rule! {
    /// An `apiVersion` that no supported API server has.
    ///
    /// ## What it finds
    ///
    /// A Service, Ingress, IngressClass, NetworkPolicy, Gateway or GatewayClass of a version that was removed or never was,
    /// such as an Ingress of `extensions/v1beta1` or `networking.k8s.io/v1beta1`. For TLSRoute it is the rule
    /// `tls-route-version-not-served`.
    ///
    /// ## Why it matters
    ///
    /// kubectl and Helm say "no matches for kind", and nothing is created.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: networking.k8s.io/v1beta1
    /// kind: Ingress
    /// metadata: {name: web}
    /// spec:
    ///   backend: {serviceName: web, servicePort: 443}
    /// ```
    // error[api-version-not-served]: the API server has no Ingress of `networking.k8s.io/v1beta1`
    //  --> example.yaml:1:13
    //   |
    // 1 | apiVersion: networking.k8s.io/v1beta1
    //   |             ^^^^^^^^^^^^^^^^^^^^^^^^^
    //   |
    //   = in: Ingress web
    //   = why: The API server refuses the whole object.
    //   = help: Write `networking.k8s.io/v1`; its fields differ: a path needs `pathType`, and a backend is written `service: {name, port: {number}}`.
    ///
    /// ```yaml passing
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata: {name: web}
    /// spec:
    ///   defaultBackend: {service: {name: web, port: {number: 443}}}
    /// ```
    ///
    /// ## What to do
    ///
    /// Write the version that the message names, and its fields.
    ///
    /// ## Sources
    ///
    /// The Kubernetes deprecation guide; the Gateway API's resource definitions.
    "api-version-not-served", Error, since "0.1.0",
    references &["https://kubernetes.io/docs/reference/using-api/deprecation-guide/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    rejections::report(context, FaultKind::ApiVersion, &RULE, found);
}
