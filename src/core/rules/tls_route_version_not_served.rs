//! The rule `tls-route-version-not-served`; of an Exposure its reader finds it.

use crate::exposure::nested::nested;
use crate::facts::controller::ReleaseRange;
use crate::facts::gateway_api::{Bundle, Channel, TlsRouteVersion};
use crate::finding::{Diagnostic, Safety, Severity};
use crate::reading::subject::{ObjectKind, Subject, Subjects};
use crate::reading::target::Stated;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::traffic::{LocatedValue, backend_refs};
use portico_manifest::{Contents, Node};
use portico_text::choices;

declare_rule! {
    /// A version of TLSRoute, written or watched by a controller, that the cluster's CRDs don't serve.
    ///
    /// ## What it finds
    ///
    /// An Exposure of the method GatewayAPI whose controller, in the version that is named or in any, watches a version
    /// of TLSRoute that the Gateway API of `targets.gatewayAPI` doesn't serve. A TLSRoute of a version that the Gateway
    /// API doesn't serve: that of a flag or an Exposure, else the assumed one; where it is assumed and a channel serves
    /// the version, it is an info.
    ///
    /// ## Why it matters
    ///
    /// The standard channel has TLSRoute from 1.5 on, and serves only `v1`. A controller that watches an older version
    /// never sees the route: it gets no status, and nothing answers. A newer controller on older CRDs may not start. An
    /// object of a version that isn't served is refused: `no matches for kind "TLSRoute"`.
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
    // error[tls-route-version-not-served]: Istio 1.26 to 1.29 watches TLSRoute v1alpha2, but the standard channel of the Gateway API 1.5 serves only v1
    //  --> example.yaml:8:5
    //   |
    // 8 |     gatewayAPI: {version: "1.5", channel: standard}
    //   |     ^^^^^^^^^^
    //   |
    //   = why: The controller never sees the route, or doesn't start: nothing answers for the host.
    //   = help: Choose a release of the controller that watches what is served, or set `targets.gatewayAPI` to what the cluster has: 1.5 or newer in the standard channel, or an experimental channel.
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
    /// Write the version that is served; upgrade the controller, or install the channel that serves what it watches.
    ///
    /// ## Sources
    ///
    /// The CRDs of kubernetes-sigs/gateway-api at the tags v1.0.0 to v1.6.1, and the code of each controller.
    "tls-route-version-not-served", Error, since "0.1.0",
    references &["https://gateway-api.sigs.k8s.io/concepts/versioning/"],
    check Some(check)
}

/// Writes the versions that a release of the Gateway API serves, as a clause.
fn serves(bundle: Bundle) -> String {
    let Bundle { version, channel } = bundle;
    let bundle_name = format!("the {} channel of the Gateway API {version}", channel.name());
    match bundle.tls_routes() {
        [] => format!("{bundle_name} has no TLSRoute"),
        served => {
            let versions: Vec<String> = served.iter().map(TlsRouteVersion::to_string).collect();
            format!("{bundle_name} serves only {}", choices(versions.iter().map(String::as_str)))
        }
    }
}

/// Reports targets that don't serve the version that a controller watches.
pub(crate) fn diagnostic(controller: &str, release: Option<&ReleaseRange>, bundle: Bundle) -> Diagnostic {
    let serves = serves(bundle);
    let watches = release
        .and_then(|release| Some(format!("{controller} {} watches TLSRoute {}", release.range(), release.watches?)));
    let message = match watches {
        Some(watches) if !bundle.tls_routes().is_empty() => format!("{watches}, but {serves}"),
        _ => serves,
    };
    Diagnostic::of(&RULE, message)
        .why("The controller never sees the route, or doesn't start: nothing answers for the host.")
        .help(
            "Choose a release of the controller that watches what is served, or set `targets.gatewayAPI` to what the \
             cluster has: 1.5 or newer in the standard channel, or an experimental channel.",
        )
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for route in context.subjects.objects(ObjectKind::TlsRoute) {
        let Some(written) = route.text(&["apiVersion"]).and_then(|text| text.rsplit('/').next()) else { continue };
        let known = [TlsRouteVersion::V1, TlsRouteVersion::V1Alpha3, TlsRouteVersion::V1Alpha2];
        let version = known.into_iter().find(|known| known.to_string() == written);
        let served = context.subjects.target.served_tls_routes();
        match version {
            Some(version) if served.contains(&version) => found.extend(not_watched(route, context.subjects)),
            Some(version) => found.push(not_served(context, route, written, Some(version))),
            None => found.push(not_served(context, route, written, None)),
        }
    }
}

fn not_served<'s, 'd, 't>(
    context: &Context<'s, 'd, 't>,
    route: &'s Subject<'d, 't>,
    written: &str,
    version: Option<TlsRouteVersion>,
) -> Diagnostic {
    let target = &context.subjects.target;
    let Stated { value: bundle, is_assumed } = target.gateway_api;
    let experimental = Bundle { channel: Channel::Experimental, ..bundle }.tls_routes();
    let severity = match version {
        Some(version) if is_assumed && experimental.contains(&version) => Severity::Info,
        Some(_) if is_assumed => Severity::Warning,
        _ => Severity::Error,
    };
    let served = bundle.tls_routes();
    let message = match version {
        None => format!("no release of the Gateway API has TLSRoute in the version `{written}`"),
        Some(_) if is_assumed => {
            let Bundle { version, channel } = bundle;
            let name = channel.name();
            format!(
                "TLSRoute {written} is not served by the {name} channel of the Gateway API {version}, which is assumed"
            )
        }
        Some(_) => format!("TLSRoute {written} is not served: {}", serves(bundle)),
    };
    let diagnostic = Diagnostic::of(&RULE, message)
        .severity(severity)
        .why("The API server refuses the object: no matches for kind \"TLSRoute\" in that version.")
        .help("Write a version that is served, or say with `--gateway-api` what the cluster has, such as `1.5:experimental`.");
    let located = LocatedValue::root(route);
    let diagnostic = located.place_below(diagnostic, &["apiVersion"]);
    match served.first().filter(|served| fits(route, **served) && not_watched(route, context.subjects).is_none()) {
        Some(served) => {
            let safety = if is_assumed { Safety::Unsafe } else { Safety::Safe };
            let api_version = format!("gateway.networking.k8s.io/{served}");
            let desired = nested(&["apiVersion"], api_version);
            located.fix(context, diagnostic, &format!("write `{served}`"), safety, desired)
        }
        None => diagnostic,
    }
}

/// Whether a route meets a version's rules: only before `v1alpha3` could host names be absent or addresses, and rules
/// several.
fn fits(route: &Subject<'_, '_>, version: TlsRouteVersion) -> bool {
    let items = |keys: &[&str]| route.get(keys).items();
    let backends = || items(&["spec", "rules"]).filter_map(|rule| rule.get("backendRefs")).flat_map(Node::items);
    version == TlsRouteVersion::V1Alpha2
        || (items(&["spec", "hostnames"]).next().is_some()
            && items(&["spec", "hostnames"]).all(|host| host.text().bytes().any(|byte| byte.is_ascii_alphabetic()))
            && items(&["spec", "rules"]).count() == 1
            && backends().next().is_some())
}

/// Reports a route of the backend whose stated controller watches another version.
fn not_watched(route: &Subject<'_, '_>, subjects: &Subjects<'_, '_>) -> Option<Diagnostic> {
    let target = &subjects.target;
    let chosen = target.controller?;
    let releases = chosen.controller.gateway.known()?.releases;
    let served = target.served_tls_routes();
    let is_meant = |release: &&ReleaseRange| chosen.version.is_none_or(|version| release.contains(version));
    let is_fed = |release: &ReleaseRange| release.watches.is_none_or(|watched| served.contains(&watched));
    let newest = releases.iter().find(is_meant)?;
    if releases.iter().filter(is_meant).any(is_fed) || backend_refs(route, subjects).next().is_none() {
        return None;
    }
    let Stated { value: bundle, is_assumed } = target.gateway_api;
    let severity = if is_assumed { Severity::Warning } else { Severity::Error };
    let found = diagnostic(chosen.controller.name, Some(newest), bundle).severity(severity).help(
        "Name a release of the controller that watches what is served, or say with `--gateway-api` what the cluster has.",
    );
    Some(LocatedValue::root(route).place_below(found, &["apiVersion"]))
}
