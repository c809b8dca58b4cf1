//! The rule `exposure-inside-another-document`; the transformer and the validator find it.

use crate::finding::{Diagnostic, Severity};
use crate::reading::input::Input;
use crate::reading::path::in_sentence;
use crate::reading::recognize::Overlooked;
use crate::views::declaration::declare_rule;
use portico_manifest::PathSegment;

declare_rule! {
    /// An Exposure in a document that is neither a Kubernetes object nor a list of them.
    ///
    /// ## What it finds
    ///
    /// An Exposure that stands below some key, as in what KCL prints by default: one document of all the program's
    /// variables. In a release to which an Exposure is applied it is an error; elsewhere it is a warning.
    ///
    /// ## Why it matters
    ///
    /// The document is no object, so nothing in it is read, judged or applied: the Exposure would have no effect, and
    /// nobody would hear of it.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// replicas: 2
    /// items:
    ///   - apiVersion: portico.dev/v1alpha1
    ///     kind: Exposure
    ///     spec: {host: proxy.acme.dev, method: LoadBalancer, cloud: aws}
    /// ```
    // warning[exposure-inside-another-document]: the Exposure at `items[0]` is inside a document that is neither an object nor a list of objects
    //  --> example.yaml:4:11
    //   |
    // 4 |     kind: Exposure
    //   |           ^^^^^^^^
    //   |
    //   = why: Nothing in such a document is read: the Exposure has no effect, and its objects stay as they are.
    //   = help: Make it a document of its own. Where KCL prints this, end the program with `manifests.yaml_stream(…)`, or print one variable alone: `kcl run -S items`.
    ///
    /// ```yaml passing
    /// apiVersion: portico.dev/v1alpha1
    /// kind: Exposure
    /// spec: {host: proxy.acme.dev, method: LoadBalancer, cloud: aws}
    /// ```
    ///
    /// ## What to do
    ///
    /// Print documents. In KCL, end the program with `manifests.yaml_stream(items)`, and let the names of its variables
    /// begin with `_`; or print one variable alone, with `kcl run -S items`.
    ///
    /// ## Sources
    ///
    /// KCL 0.13, tried.
    "exposure-inside-another-document", Error, since "0.1.0",
    references &[],
    check None
}

/// Reports an Exposure that nobody reads.
pub(crate) fn diagnostic(input: &Input<'_>, found: &Overlooked<'_, '_>, severity: Severity) -> Diagnostic {
    let Overlooked { document, path, node } = found;
    let name = in_sentence(path);
    let kind = node.get("kind").unwrap_or(*node);
    let message =
        format!("the Exposure at `{name}` is inside a document that is neither an object nor a list of objects");
    let diagnostic = Diagnostic {
        document: Some(input.identity(document.raw())),
        path: path.iter().map(Into::into).collect(),
        ..Diagnostic::of(&RULE, message)
    };
    let help = match path.first() {
        Some(PathSegment::Key(variable)) => format!(
            "Make it a document of its own. Where KCL prints this, end the program with `manifests.yaml_stream(…)`, or \
             print one variable alone: `kcl run -S {variable}`."
        ),
        _ => "Make it a document of its own.".to_owned(),
    };
    let why = "Nothing in such a document is read: the Exposure has no effect, and its objects stay as they are.";
    input.locate(diagnostic.severity(severity).why(why).help(help), kind.span())
}
