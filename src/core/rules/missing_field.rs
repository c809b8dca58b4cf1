//! The rule `missing-field`: in an Exposure its reader finds it, in Kubernetes objects the check below.

use crate::api_server::FaultKind;
use crate::finding::Diagnostic;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::rejections;

declare_rule! {
    /// A required field that is missing.
    ///
    /// ## What it finds
    ///
    /// An Exposure without `spec.host` or `spec.method`; one of the method `LoadBalancer` without `spec.cloud`; one of
    /// the method `Ingress` with neither `spec.controller` nor `spec.ingress.className`. A Service, Ingress,
    /// IngressClass, NetworkPolicy, Gateway, GatewayClass or TLSRoute without a field that the API server requires; not
    /// in a `ResourceList`, where a later step may add it.
    ///
    /// ## Why it matters
    ///
    /// Each cloud and each controller needs its own annotations: a guess would work on one and fail on the next. The
    /// API server refuses the whole object.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: portico.dev/v1alpha1
    /// kind: Exposure
    /// spec:
    ///   method: LoadBalancer
    ///   cloud: aws
    /// ```
    // error[missing-field]: `spec.host` is missing
    //  --> example.yaml:3:1
    //   |
    // 3 | spec:
    //   | ^^^^
    //   |
    //   = why: The host is the name in the certificate and the one that clients connect to.
    //   = help: Give the external DNS name, such as `proxy.acme.dev`.
    ///
    /// ```yaml passing
    /// apiVersion: portico.dev/v1alpha1
    /// kind: Exposure
    /// spec:
    ///   host: proxy.acme.dev
    ///   method: LoadBalancer
    ///   cloud: aws
    /// ```
    ///
    /// ## What to do
    ///
    /// Add the field. `portico schema` lists what each takes.
    ///
    /// ## Sources
    ///
    /// Portico's own contract; Kubernetes 1.34 and the Gateway API's resource definitions, tried against an API server.
    "missing-field", Error, since "0.1.0",
    references &[],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    rejections::report(context, FaultKind::Missing, &RULE, found);
}

/// Reports a missing field of one of Portico's own documents, by its path.
pub(crate) fn diagnostic(field: &str) -> Diagnostic {
    let (why, help) = match field {
        "spec.host" => (
            "The host is the name in the certificate and the one that clients connect to.",
            "Give the external DNS name, such as `proxy.acme.dev`.",
        ),
        "spec.method" => {
            ("The method decides what lets traffic in.", "Choose LoadBalancer (the simplest), Ingress or GatewayAPI.")
        }
        "spec.cloud" => (
            "Each cloud's load balancer needs its own annotations.",
            "Say where the cluster runs, such as aws, azure or gcp. A place that Portico doesn't know is `other`.",
        ),
        "spec.controller" => (
            "Each controller passes TLS through by its own settings and runs in its own pods.",
            "Name the controller: `portico catalogue controllers` lists them. One that Portico doesn't know is `other`.",
        ),
        _ => ("It has no default.", "Add it; `portico schema` says what it takes."),
    };
    Diagnostic::of(&RULE, format!("`{field}` is missing")).why(why).help(help)
}

/// Reports a field that an Exposure must have for a controller that the catalogue doesn't list.
pub(crate) fn of_unlisted_controller(field: &str) -> Diagnostic {
    Diagnostic::of(&RULE, format!("`{field}` is missing"))
        .why("Portico has no facts about a controller that its catalogue doesn't list.")
        .help("Take it from the controller's documentation and from `kubectl get pods --show-labels`; `{}` where it has none.")
}
