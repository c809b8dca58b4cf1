//! The rule `tls-route-version-not-served`; the Exposure's reader finds it.

use crate::controller::Release;
use crate::diagnostic::Diagnostic;
use crate::exposure::GatewayApiTarget;
use crate::gateway_api::TlsRouteVersion;
use crate::rule::declare_rule;
use crate::similar::choices;

declare_rule! {
    /// A controller that watches a version of TLSRoute which the cluster's CRDs don't serve.
    ///
    /// ## What it finds
    ///
    /// An Exposure of the method GatewayAPI whose controller, in the version that is named or in any, watches a version
    /// of TLSRoute that the Gateway API of `targets.gatewayAPI` doesn't serve.
    ///
    /// ## Why it matters
    ///
    /// The standard channel has TLSRoute from 1.5 on, and serves `v1` alone. A controller that watches an older version
    /// never sees the route: it gets no status, and nothing answers. A newer controller on older CRDs may not start.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: portico.dev/v1alpha1
    /// kind: Exposure
    /// spec:
    ///   host: proxy.acme.dev
    ///   method: GatewayAPI
    ///   controller: istio@1.29
    ///   targets:
    ///     gatewayAPI: {version: "1.5", channel: standard}
    /// ```
    ///
    /// ```yaml passing
    /// apiVersion: portico.dev/v1alpha1
    /// kind: Exposure
    /// spec:
    ///   host: proxy.acme.dev
    ///   method: GatewayAPI
    ///   controller: istio@1.30
    ///   targets:
    ///     gatewayAPI: {version: "1.5", channel: standard}
    /// ```
    ///
    /// ## What to do
    ///
    /// Upgrade the controller, or install the channel that serves what it watches.
    ///
    /// ## Sources
    ///
    /// The CRDs of kubernetes-sigs/gateway-api at the tags v1.0.0 to v1.6.1, and the code of each controller.
    "tls-route-version-not-served", Error, since "0.1.0",
    references &["https://gateway-api.sigs.k8s.io/concepts/versioning/"],
    check None
}

/// What is said of targets that don't serve what a controller watches.
pub(crate) fn diagnostic(
    controller: &str,
    release: Option<&Release>,
    target: &GatewayApiTarget,
    served: &[TlsRouteVersion],
) -> Diagnostic {
    let bundle = format!("the {} channel of the Gateway API {}", target.channel.name(), target.version);
    let serves = match served {
        [] => format!("{bundle} has no TLSRoute"),
        served => {
            let versions: Vec<String> = served.iter().map(TlsRouteVersion::to_string).collect();
            format!("{bundle} serves {} alone", choices(versions.iter().map(String::as_str)))
        }
    };
    let watches = release
        .and_then(|release| Some(format!("{controller} {} watches TLSRoute {}", release.range(), release.watches?)));
    let message = match watches {
        Some(watches) if !served.is_empty() => format!("{watches}, but {serves}"),
        _ => serves,
    };
    Diagnostic::of(&RULE, message)
        .why("The controller never sees the route then, or doesn't start: nothing answers for the host.")
        .help(
            "Choose a release of the controller that watches what is served, or set `targets.gatewayAPI` to what the \
             cluster has: 1.5 or newer in the standard channel, or an experimental channel.",
        )
}
