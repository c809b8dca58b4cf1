//! The rule `missing-field`; the Exposure's reader finds it.

use crate::diagnostic::Diagnostic;
use crate::rule::declare_rule;

declare_rule! {
    /// An Exposure lacks a field that its method needs.
    ///
    /// ## What it finds
    ///
    /// An Exposure without `spec.host` or `spec.method`; one of the method `LoadBalancer` without `spec.cloud`; one
    /// of the method `Ingress` with neither `spec.controller` nor `spec.ingress.className`.
    ///
    /// ## Why it matters
    ///
    /// Each cloud and each controller wants other annotations. A guess would work on one and fail on the next.
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
    /// Portico's own contract.
    "missing-field", Error, since "0.1.0",
    references &[],
    check None
}

/// What is said of a field by its path.
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
            "Each cloud's load balancer wants other annotations.",
            "Say where the cluster runs, such as aws, azure or gcp; for a place that Portico doesn't know, other.",
        ),
        "spec.controller" => (
            "Each controller passes TLS through by other settings and runs in other pods.",
            "Name the controller: `portico catalogue controllers` lists them. One that Portico doesn't know is `other`.",
        ),
        _ => ("Nothing stands in for it.", "Add it; `portico schema` says what it takes."),
    };
    Diagnostic::of(&RULE, format!("`{field}` is missing")).why(why).help(help)
}

/// What an Exposure must say of a controller that the catalogue doesn't list.
pub(crate) fn of_unlisted_controller(field: &str) -> Diagnostic {
    Diagnostic::of(&RULE, format!("`{field}` is missing"))
        .why("Nothing is known of a controller that the catalogue doesn't list.")
        .help("Take it from the controller's documentation and from `kubectl get pods --show-labels`; `{}` where it has none.")
}
