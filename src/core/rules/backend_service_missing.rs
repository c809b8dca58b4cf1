//! The rule `backend-service-missing`; the transformer finds it.

use crate::exposure::Backend;
use crate::finding::Diagnostic;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// There is an Exposure, but not the Service that it exposes.
    ///
    /// ## What it finds
    ///
    /// A rendered release, or a list of resources, to which an Exposure is applied and which holds no Service with the
    /// backend's name and namespace. A Service in an `Object` of Crossplane's provider-kubernetes counts, unless the
    /// `Object` only observes it. A stream that holds only hooks is not reported.
    ///
    /// ## Why it matters
    ///
    /// Nothing would be exposed, and nothing would say so.
    ///
    /// ## Example
    ///
    /// An Exposure for `spaces-router`, applied to the release of another chart.
    ///
    /// ## What to do
    ///
    /// Apply it to the release that makes the Service, or name the Service in `spec.backend`.
    ///
    /// ## Sources
    ///
    /// Portico's own contract.
    "backend-service-missing", Error, since "0.1.0",
    references &[],
    check None
}

/// Reports that a stream has no Service of the backend.
pub(crate) fn diagnostic(backend: &Backend) -> Diagnostic {
    let Backend { service, namespace, .. } = backend;
    Diagnostic::of(&RULE, format!("the Service `{service}` in the namespace `{namespace}` is not among these objects"))
        .why("The Exposure would change nothing, and nothing would be exposed.")
        .help("Apply it to the release that makes the Service, or name the Service in `spec.backend`.")
}

/// Reports the same where a Service of this name is in another namespace.
pub(crate) fn elsewhere(backend: &Backend, namespace: &str) -> Diagnostic {
    diagnostic(backend)
        .help(format!("This one is in `{namespace}`: if you mean it, name that namespace in `spec.backend.namespace`."))
}

/// Reports the same where an `Object` of provider-kubernetes only observes the Service.
pub(crate) fn only_observed(backend: &Backend) -> Diagnostic {
    diagnostic(backend).help(
        "This one is only observed, and nothing changes it: apply the Exposure where the Service is made, or let \
         `managementPolicies` have `Update`.",
    )
}

/// Reports the same where an object without an `apiVersion` has the Service's name.
pub(crate) fn without_api_version(backend: &Backend) -> Diagnostic {
    diagnostic(backend).help("This one has no `apiVersion`, so it is no Service: add `apiVersion: v1`.")
}
