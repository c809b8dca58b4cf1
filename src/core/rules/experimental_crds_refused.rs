//! The rule `experimental-crds-refused`.

use crate::facts::version::Version;
use crate::finding::Diagnostic;
use crate::reading::subject::Kind;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// CRDs of the Gateway API's experimental channel for a cluster that admits none of them.
    ///
    /// ## What it finds
    ///
    /// A CustomResourceDefinition of the experimental channel, where the cloud is given as `gcp` and Kubernetes as 1.34
    /// or newer.
    ///
    /// ## Why it matters
    ///
    /// GKE has a policy that denies them. Without them nothing serves the older versions of TLSRoute.
    ///
    /// ## Example
    ///
    /// ```yaml failing cloud=gcp kubernetes=1.34
    /// apiVersion: apiextensions.k8s.io/v1
    /// kind: CustomResourceDefinition
    /// metadata:
    ///   name: tlsroutes.gateway.networking.k8s.io
    ///   annotations: {gateway.networking.k8s.io/channel: experimental}
    /// ```
    // warning[experimental-crds-refused]: GKE admits no CRD of the experimental channel
    //  --> example.yaml:5:52
    //   |
    // 5 |   annotations: {gateway.networking.k8s.io/channel: experimental}
    //   |                                                    ^^^^^^^^^^^^
    //   |
    //   = in: CustomResourceDefinition tlsroutes.gateway.networking.k8s.io
    //   = why: A policy of the cluster denies it, and nothing serves what it defines.
    //   = help: Use the standard channel of 1.5 or newer, and a controller that watches TLSRoute `v1`.
    ///
    /// ```yaml passing cloud=gcp kubernetes=1.34
    /// apiVersion: apiextensions.k8s.io/v1
    /// kind: CustomResourceDefinition
    /// metadata:
    ///   name: tlsroutes.gateway.networking.k8s.io
    ///   annotations: {gateway.networking.k8s.io/channel: standard}
    /// ```
    ///
    /// ## What to do
    ///
    /// Use the standard channel of 1.5 or newer, and a controller that watches TLSRoute `v1`.
    ///
    /// ## Sources
    ///
    /// A report to the project external-dns on the policy `enforce-gateway-standard-channel`.
    "experimental-crds-refused", Warning, since "0.1.0",
    references &["https://gateway-api.sigs.k8s.io/concepts/versioning/"],
    check Some(check)
}

const CHANNEL: &[&str] = &["metadata", "annotations", "gateway.networking.k8s.io/channel"];

/// The first Kubernetes whose GKE has the policy.
const SINCE: Version = Version(1, 34);

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let kubernetes = context.subjects.target.kubernetes;
    if !context.subjects.target.is_cloud("gcp") || kubernetes.is_assumed || kubernetes.value < SINCE {
        return;
    }
    for definition in context.subjects.of(Kind::KubernetesObject) {
        let is_definition = definition.text(&["kind"]) == Some("CustomResourceDefinition");
        let channel = definition.get(CHANNEL).filter(|channel| is_definition && channel.text() == "experimental");
        if let Some(channel) = channel {
            let diagnostic = Diagnostic::of(&RULE, "GKE admits no CRD of the experimental channel")
                .why("A policy of the cluster denies it, and nothing serves what it defines.")
                .help("Use the standard channel of 1.5 or newer, and a controller that watches TLSRoute `v1`.");
            found.push(definition.place(diagnostic, CHANNEL, channel.span()));
        }
    }
}
