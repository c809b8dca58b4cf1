//! The rule `release-of-another-version`.

use crate::facts::spaces::{CONTROLLER_AGNOSTIC, EXTERNAL_TLS, KNOWN};
use crate::facts::version::Version;
use crate::finding::{Diagnostic, Severity};
use crate::reading::recognize::{release_version, writes};
use crate::reading::subject::ObjectKind;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// A release that installs another version of Spaces than the one that its values are for.
    ///
    /// ## What it finds
    ///
    /// A `Release` of Crossplane's provider-helm whose chart has another version than the target says. Where nothing
    /// says a target, the chart's version is the target. It is an error where the two versions take different values.
    ///
    /// ## Why it matters
    ///
    /// Spaces 1.13 and 1.16 changed the values that expose it. Values for one version may do nothing in the other.
    ///
    /// ## Example
    ///
    /// ```yaml failing spaces=1.15
    /// apiVersion: helm.crossplane.io/v1beta1
    /// kind: Release
    /// metadata: {name: spaces}
    /// spec:
    ///   forProvider:
    ///     chart: {name: spaces, version: 1.17.0}
    /// ```
    // error[release-of-another-version]: the chart is Spaces 1.17, but the target is Spaces 1.15
    //  --> example.yaml:6:36
    //   |
    // 6 |     chart: {name: spaces, version: 1.17.0}
    //   |                                    ^^^^^^
    //   |
    //   = in: Release spaces
    //   = why: The values are written and judged for the target, and this release installs another version.
    //   = help: Let `targets.spaces` be the version that is installed. Where it says nothing, the chart's version counts.
    ///
    /// ```yaml passing spaces=1.17
    /// apiVersion: helm.crossplane.io/v1beta1
    /// kind: Release
    /// metadata: {name: spaces}
    /// spec:
    ///   forProvider:
    ///     chart: {name: spaces, version: 1.17.0}
    /// ```
    ///
    /// ## What to do
    ///
    /// Let `targets.spaces` be the version that is installed, or remove it: where it says nothing, the chart's version
    /// counts.
    ///
    /// ## Sources
    ///
    /// Upbound's release notes, and the source of provider-helm.
    "release-of-another-version", Error, since "0.1.0",
    references &["https://docs.upbound.io/reference/release-notes/spaces/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let spaces = context.subjects.target.spaces;
    if spaces.is_assumed {
        return;
    }
    let releases = context.subjects.objects(ObjectKind::SpacesRelease);
    for release in releases.filter(|release| writes(release.node)) {
        let Some((field, version)) = release_version(release.node).filter(|(_, version)| KNOWN.contains(version))
        else {
            continue;
        };
        let keys = ["spec", "forProvider", "chart", field];
        let Some(node) = release.get(&keys).filter(|_| version != spaces.value) else { continue };
        let message = format!("the chart is Spaces {version}, but the target is Spaces {}", spaces.value);
        let is_alike = form(version) == form(spaces.value);
        let diagnostic = Diagnostic::of(&RULE, message)
            .severity(if is_alike { Severity::Warning } else { Severity::Error })
            .why("The values are written and judged for the target, and this release installs another version.")
            .help("Let `targets.spaces` be the version that is installed. Where it says nothing, the chart's version counts.");
        found.push(release.place(diagnostic, &keys, node.span()));
    }
}

/// Tells versions apart that take different values.
fn form(version: Version) -> (bool, bool) {
    (version >= EXTERNAL_TLS, version >= CONTROLLER_AGNOSTIC)
}
