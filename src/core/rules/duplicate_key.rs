//! The rule `duplicate-key`.

use crate::finding::Diagnostic;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use portico_manifest::Document;

declare_rule! {
    /// A key that occurs twice in one mapping.
    ///
    /// ## What it finds
    ///
    /// A second entry of the same key, in Spaces values, an Exposure or a Kubernetes object.
    ///
    /// ## Why it matters
    ///
    /// Helm silently takes the last one. `kubectl apply` refuses the object.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// externalTLS:
    ///   host: proxy.acme.dev
    /// router:
    ///   replicaCount: 2
    /// externalTLS:
    ///   tlsSecret:
    ///     name: spaces-tls
    /// ```
    // warning[duplicate-key]: the key `externalTLS` occurs a second time, after line 1
    //  --> example.yaml:5:1
    //   |
    // 5 | externalTLS:
    //   | ^^^^^^^^^^^
    //   |
    //   = why: Helm silently takes the last one, and `kubectl apply` refuses the object.
    //   = help: Merge the two, or remove one.
    ///
    /// ```yaml passing
    /// externalTLS:
    ///   host: proxy.acme.dev
    ///   tlsSecret:
    ///     name: spaces-tls
    /// router:
    ///   replicaCount: 2
    /// ```
    ///
    /// ## What to do
    ///
    /// Merge the two, or remove one.
    ///
    /// ## Sources
    ///
    /// Kubernetes' YAML reader, lenient and strict.
    "duplicate-key", Warning, since "0.1.0",
    references &["https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let mut seen = None;
    for subject in &context.subjects.all {
        let document: *const Document<'_> = subject.document;
        if seen.replace(document) == Some(document) {
            continue;
        }
        for (second, first) in subject.document.duplicate_keys() {
            let key = second.key_text();
            let line = subject.input.span(first.span()).start.line;
            let diagnostic = Diagnostic::of(&RULE, format!("the key `{key}` occurs a second time, after line {line}"))
                .why("Helm silently takes the last one, and `kubectl apply` refuses the object.")
                .help("Merge the two, or remove one.");
            found.push(subject.place_at(diagnostic, &[], second.span()));
        }
    }
}
