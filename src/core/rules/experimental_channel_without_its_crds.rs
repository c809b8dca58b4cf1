//! The rule `experimental-channel-without-its-crds`.

use crate::facts::gateway_api::{Bundle, Channel};
use crate::facts::version::Version;
use crate::finding::{Diagnostic, Severity};
use crate::reading::subject::Kind;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use portico_manifest::Node;

declare_rule! {
    /// Traefik told to watch kinds of the Gateway API that the cluster doesn't have.
    ///
    /// ## What it finds
    ///
    /// In the Helm values of Traefik, `providers.kubernetesGateway.experimentalChannel: true` together with CRDs of the
    /// standard channel from 1.5 on. It is an error where Traefik is given as 3.7 or newer.
    ///
    /// ## Why it matters
    ///
    /// From 3.7 on, Traefik's Gateway provider doesn't start at all while one of the kinds is missing. It reads
    /// TLSRoute `v1` without the setting, and up to 3.6 it needs the setting and the experimental CRDs.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// providers:
    ///   kubernetesGateway:
    ///     enabled: true
    ///     experimentalChannel: true
    /// ```
    // info[experimental-channel-without-its-crds]: Traefik is told to watch the experimental channel, but the CRDs are of the standard one
    //  --> example.yaml:4:26
    //   |
    // 4 |     experimentalChannel: true
    //   |                          ^^^^
    //   |
    //   = why: From 3.7 on, its Gateway provider doesn't start while one of the kinds is missing.
    //   = help: Remove it with Traefik 3.7 or newer; if the CRDs are experimental, say so with the version of the Gateway API.
    ///
    /// ```yaml passing
    /// providers:
    ///   kubernetesGateway:
    ///     enabled: true
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove the setting, or install the CRDs of the experimental channel and name it: `--gateway-api
    /// 1.5:experimental`.
    ///
    /// ## Sources
    ///
    /// Traefik's provider and its issue 13622.
    "experimental-channel-without-its-crds", Error, since "0.1.0",
    references &["https://github.com/traefik/traefik/issues/13622"],
    check Some(check)
}

const PATH: &[&str] = &["providers", "kubernetesGateway", "experimentalChannel"];
/// The first Traefik that reads TLSRoute without the setting.
const NEEDS_NONE: Version = Version(3, 7);
/// The first standard CRDs that have TLSRoute.
const WITH_TLS_ROUTE: Version = Version(1, 5);

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let crds = context.subjects.target.gateway_api;
    let Bundle { version, channel } = crds.value;
    let traefik =
        context.subjects.target.controller.filter(|chosen| chosen.is("traefik")).and_then(|chosen| chosen.version);
    let traefik = traefik.map(|version| version.minor);
    if channel != Channel::Standard || version < WITH_TLS_ROUTE || traefik.is_some_and(|traefik| traefik < NEEDS_NONE) {
        return;
    }
    for values in context.subjects.of(Kind::ControllerValues) {
        let is_traefik = values.controller.is_some_and(|controller| controller.chart() == Some("traefik"));
        let Some(node) = values.get(PATH).filter(|node| is_traefik && node.as_bool() == Some(true)) else { continue };
        let is_on = values.get(&["providers", "kubernetesGateway", "enabled"]).and_then(Node::as_bool) == Some(true);
        if !is_on {
            continue;
        }
        let severity = match traefik {
            Some(_) if !crds.is_assumed => Severity::Error,
            Some(_) => Severity::Warning,
            None => Severity::Info,
        };
        let diagnostic = Diagnostic::of(
            &RULE,
            "Traefik is told to watch the experimental channel, but the CRDs are of the standard one",
        )
        .severity(severity)
        .why("From 3.7 on, its Gateway provider doesn't start while one of the kinds is missing.")
        .help("Remove it with Traefik 3.7 or newer; if the CRDs are experimental, say so with the version of the Gateway API.");
        found.push(values.place(diagnostic, PATH, node.span()));
    }
}
