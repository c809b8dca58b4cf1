//! The rule `exposure-missing`; the transformer finds it.

use crate::finding::Diagnostic;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// A release or a list of resources without an Exposure, of which nothing is changed.
    ///
    /// ## What it finds
    ///
    /// `post-render` without an Exposure, given or among the documents, and a KRM function without `functionConfig`. The
    /// objects are judged, and go out as they came.
    ///
    /// ## Why it matters
    ///
    /// Whoever put Portico there meant to expose something.
    ///
    /// ## Example
    ///
    /// `helm template spaces ./chart | portico post-render`, without `--exposure`.
    ///
    /// ## What to do
    ///
    /// Give an Exposure: with `--exposure`, as a document of the release, or as the function's `functionConfig`. To judge
    /// objects and nothing else, run `portico validate`.
    ///
    /// ## Sources
    ///
    /// Portico's own contract.
    "exposure-missing", Info, since "0.1.0",
    references &[],
    check None
}

const WHY: &str = "The objects are judged, and go out as they came.";

/// Reports a stream to which no Exposure is applied.
pub(crate) fn in_stream() -> Diagnostic {
    Diagnostic::of(&RULE, "no Exposure is given, and nothing is changed")
        .why(WHY)
        .help("Give one beside the objects, or put a document of `kind: Exposure` among them.")
}

/// Reports a `ResourceList` to which no Exposure is applied.
pub(crate) fn in_resource_list() -> Diagnostic {
    Diagnostic::of(&RULE, "the ResourceList has no Exposure as `functionConfig`, and nothing is changed")
        .why(WHY)
        .help("Make an Exposure the function's configuration.")
}
