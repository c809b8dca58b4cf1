//! The values of the Spaces chart that concern exposure, version by version.
//!
//! Sources: Upbound's release notes, Helm reference and page on leaving ingress-nginx (upbound/docs, read 2026-07);
//! certainty high. What the chart renders from the values is not public.

use crate::facts::version::Version;

/// The versions whose exposure values are known.
pub(crate) const KNOWN: [Version; 8] = [
    Version(1, 10),
    Version(1, 11),
    Version(1, 12),
    Version(1, 13),
    Version(1, 14),
    Version(1, 15),
    Version(1, 16),
    Version(1, 17),
];

/// The first version that exposes by a Service of type LoadBalancer, serves an Ingress of any controller, makes no
/// Ingress by default, and can run an Ingress and a Gateway side by side.
pub(crate) const CONTROLLER_AGNOSTIC: Version = Version(1, 16);

/// The first version that has `externalTLS`; before, two `secretRefs` do its work.
pub(crate) const EXTERNAL_TLS: Version = Version(1, 13);

/// The controller of the IngressClass `nginx`, which the chart's Ingress has before [`CONTROLLER_AGNOSTIC`].
pub(crate) const OLD_INGRESS_CLASS: (&str, &str) = ("nginx", "k8s.io/ingress-nginx");

/// The labels that the chart expects of the Ingress controller's pods before [`CONTROLLER_AGNOSTIC`]. The user's own
/// labels are merged with these, and only null removes one.
pub(crate) const OLD_POD_LABELS: &[(&str, &str)] =
    &[("app.kubernetes.io/name", "ingress-nginx"), ("app.kubernetes.io/component", "controller")];
