//! The rule `values-from-elsewhere`.

use crate::finding::quoted::quoted;
use crate::finding::{Diagnostic, Severity};
use crate::reading::subject::ObjectKind;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use portico_manifest::{Contents, Node, PathSegment};

declare_rule! {
    /// A release that takes values from a ConfigMap or a Secret too.
    ///
    /// ## What it finds
    ///
    /// A `Release` of the Spaces chart by Crossplane's provider-helm with `valuesFrom`.
    ///
    /// ## Why it matters
    ///
    /// provider-helm merges `values` over them, so they change nothing that `values` says. What they add beside it, such as
    /// one more label of a proxy or a second method, is installed, and can't be judged here.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: helm.crossplane.io/v1beta1
    /// kind: Release
    /// metadata: {name: spaces}
    /// spec:
    ///   forProvider:
    ///     chart: {name: spaces}
    ///     valuesFrom:
    ///       - configMapKeyRef: {name: spaces-values}
    /// ```
    // info[values-from-elsewhere]: values come from the ConfigMap `spaces-values` too
    //  --> example.yaml:8:9
    //   |
    // 8 |       - configMapKeyRef: {name: spaces-values}
    //   |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    //   |
    //   = in: Release spaces
    //   = why: `values` wins where both say something; what is added beside it is installed, and wasn't judged.
    //   = help: Keep the values that expose Spaces in `values`, and out of this one.
    ///
    /// ```yaml passing
    /// apiVersion: helm.crossplane.io/v1beta1
    /// kind: Release
    /// metadata: {name: spaces}
    /// spec:
    ///   forProvider:
    ///     chart: {name: spaces}
    ///     values: {externalTLS: {host: proxy.acme.dev}}
    /// ```
    ///
    /// ## What to do
    ///
    /// Keep the values that expose Spaces in `values`, and out of the others.
    ///
    /// ## Sources
    ///
    /// The source of provider-helm (`pkg/controller/namespaced/release/values.go`).
    "values-from-elsewhere", Info, since "0.1.0",
    references &["https://github.com/crossplane-contrib/provider-helm"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    // Where an Exposure is applied, its owner is told what isn't judged with it.
    let severity = if context.subjects.serves_exposure { Severity::Warning } else { Severity::Info };
    for release in context.subjects.objects(ObjectKind::SpacesRelease) {
        let keys = ["spec", "forProvider", "valuesFrom"];
        for (index, source) in release.get(&keys).items().enumerate() {
            let named = |key: &str| source.get(key)?.get("name").and_then(Node::as_str);
            let name = [("configMapKeyRef", "ConfigMap"), ("secretKeyRef", "Secret")]
                .into_iter()
                .find_map(|(key, kind)| Some(format!("the {kind} {}", quoted(named(key)?))));
            let Some(name) = name else { continue };
            let diagnostic = Diagnostic::of(&RULE, format!("values come from {name} too"))
                .severity(severity)
                .why("`values` wins where both say something; what is added beside it is installed, and wasn't judged.")
                .help("Keep the values that expose Spaces in `values`, and out of this one.");
            let mut path = release.path(&keys);
            path.push(PathSegment::Index(index));
            found.push(release.place_at(diagnostic, &path, source.span()));
        }
    }
}
