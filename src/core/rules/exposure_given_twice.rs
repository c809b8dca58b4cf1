//! The rule `exposure-given-twice`; the transformer finds it.

use crate::finding::Diagnostic;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// Two Exposures for one release, or one in a place where it would reach the cluster.
    ///
    /// ## What it finds
    ///
    /// A second Exposure in a stream, one in a stream beside the one that was given as a file, and one among the items
    /// of a ResourceList, where it belongs in `functionConfig`. One with the annotation
    /// `config.kubernetes.io/local-config: "true"` never reaches a cluster, and may stay among the items.
    ///
    /// ## Why it matters
    ///
    /// It is unclear which of the two is meant.
    ///
    /// ## Example
    ///
    /// Two documents of `kind: Exposure` in what Helm rendered.
    ///
    /// ## What to do
    ///
    /// Keep one. Two hosts are two Spaces, and two releases.
    ///
    /// ## Sources
    ///
    /// Portico's own contract.
    "exposure-given-twice", Error, since "0.1.0",
    references &[],
    check None
}

/// Reports a second Exposure.
pub(crate) fn diagnostic(beside: &str) -> Diagnostic {
    Diagnostic::of(&RULE, format!("there is another Exposure: {beside}"))
        .why("It is unclear which of the two is meant.")
        .help("Keep one. Two hosts are two Spaces, and two releases.")
}

/// Reports an Exposure among the items of a ResourceList.
pub(crate) fn among_items() -> Diagnostic {
    Diagnostic::of(&RULE, "an Exposure is among the items")
        .why("It would be sent to the cluster, which doesn't know the kind.")
        .help(
            "Make it the function's `functionConfig`. For kpt, which passes that file as an item too, annotate it with \
             `config.kubernetes.io/local-config: \"true\"`.",
        )
}
