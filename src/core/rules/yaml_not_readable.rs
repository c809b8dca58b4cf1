//! The rule `yaml-not-readable`; the reader finds it.

use crate::finding::Diagnostic;
use crate::views::declaration::declare_rule;
use portico_manifest::ReadError;

declare_rule! {
    /// A document that is not YAML, or not YAML that Kubernetes can read.
    ///
    /// ## What it finds
    ///
    /// Tabs as indentation, quotes that are never closed, aliases of anchors that don't exist, keys that JSON can't
    /// have, and everything else that stops a YAML reader. The other documents of the stream are judged all the same.
    ///
    /// ## Why it matters
    ///
    /// Helm, kubectl and every GitOps controller stop at the same place.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// externalTLS:
    ///   host: "proxy.acme.dev
    /// ```
    // error[yaml-not-readable]: the quote that opens here is never closed
    //  --> example.yaml:2:9
    //   |
    // 2 |   host: "proxy.acme.dev
    //   |         ^
    //   |
    //   = why: Helm, kubectl and every GitOps controller stop here too.
    //   = help: Fix it here; nothing in this document was judged.
    ///
    /// ```yaml passing
    /// externalTLS:
    ///   host: "proxy.acme.dev"
    /// ```
    ///
    /// ## What to do
    ///
    /// Fix the place that the message names.
    ///
    /// ## Sources
    ///
    /// YAML 1.2 and 1.1, and Kubernetes' reader of both.
    "yaml-not-readable", Error, since "0.1.0",
    references &["https://yaml.org/spec/1.2.2/"],
    check None
}

/// Reports a document that can't be read.
pub(crate) fn diagnostic(error: &ReadError) -> Diagnostic {
    Diagnostic::of(&RULE, error.to_string())
        .why("Helm, kubectl and every GitOps controller stop here too.")
        .help("Fix it here; nothing in this document was judged.")
}

/// Reports a document that can be read, but holds an expression of a template.
pub(crate) fn unrendered() -> Diagnostic {
    template(Diagnostic::of(&RULE, "`{{ … }}` is a template expression, not a value"))
        .why("YAML reads it as a mapping, and the value that will be here can't be judged.")
}

/// Adds the help for a text that is an unrendered template.
pub(crate) fn template(found: Diagnostic) -> Diagnostic {
    found.help("This looks like a template. Render it first: helm template RELEASE CHART | portico validate")
}
