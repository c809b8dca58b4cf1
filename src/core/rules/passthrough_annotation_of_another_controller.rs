//! The rule `passthrough-annotation-of-another-controller`.

use crate::finding::{Diagnostic, Safety};
use crate::views::context::Context;
use crate::views::controller_candidates::is_passthrough_key;
use crate::views::declaration::declare_rule;
use portico_edit as edit;
use portico_manifest::Node;

declare_rule! {
    /// A passthrough annotation of a controller other than the one that serves the Ingress.
    ///
    /// ## What it finds
    ///
    /// The annotation by which one controller passes TLS through, on an Ingress to the router whose class is that of
    /// another one. Beside the right annotation it is not reported.
    ///
    /// ## Why it matters
    ///
    /// A controller ignores annotations that it doesn't know. It ends TLS with its default certificate, and client
    /// certificates are lost.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// ingress:
    ///   provision: true
    ///   host: proxy.acme.dev
    ///   ingressClassName: cilium
    ///   annotations:
    ///     nginx.ingress.kubernetes.io/ssl-passthrough: "true"
    /// ```
    // error[passthrough-annotation-of-another-controller]: Cilium doesn't read the annotation `nginx.ingress.kubernetes.io/ssl-passthrough`
    //  --> example.yaml:6:5
    //   |
    // 6 |     nginx.ingress.kubernetes.io/ssl-passthrough: "true"
    //   |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    //   |
    //   = why: It belongs to another controller. TLS ends here, with a default certificate.
    //   = help: Write `ingress.cilium.io/tls-passthrough: "enabled"`.
    // help: write the controller's own annotation
    //   |
    // 6 -     nginx.ingress.kubernetes.io/ssl-passthrough: "true"
    // 6 +     ingress.cilium.io/tls-passthrough: enabled
    //   |
    ///
    /// ```yaml passing
    /// ingress:
    ///   provision: true
    ///   host: proxy.acme.dev
    ///   ingressClassName: cilium
    ///   annotations:
    ///     ingress.cilium.io/tls-passthrough: enabled
    /// ```
    ///
    /// ## What to do
    ///
    /// Write the annotation of the controller that serves the class.
    ///
    /// ## Sources
    ///
    /// The controllers' own references.
    "passthrough-annotation-of-another-controller", Error, since "0.1.0",
    references &[
        "https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/",
        "https://docs.cilium.io/en/stable/network/servicemesh/ingress/",
    ],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for ingress in context.ingresses() {
        let Some(annotations) = ingress.annotations() else { continue };
        let is_read = |key: &str| ingress.candidates.facts().any(|facts| facts.passthrough.reads(key));
        if ingress.candidates.facts().next().is_none()
            || annotations.entries().any(|entry| is_read(&entry.key.key_text()))
        {
            continue;
        }
        let Some(entry) = annotations.entries().find(|entry| is_passthrough_key(&entry.key.key_text())) else {
            continue;
        };
        let key = entry.key.key_text();
        let mut diagnostic =
            Diagnostic::of(&RULE, format!("{} doesn't read the annotation `{key}`", ingress.candidates.names()))
                .severity(ingress.candidates.severity())
                .why("It belongs to another controller. TLS ends here, with a default certificate.");
        if let Some(passthrough) = ingress.candidates.passthrough() {
            let (right, on) = (passthrough.key(), passthrough.value());
            diagnostic = diagnostic.help(format!("Write `{right}: \"{on}\"`."));
            if !entry.merged && annotations_are_written_here(annotations, entry.key) {
                let edits = [
                    edit::Edit { span: entry.key.span(), replacement: right.to_owned() },
                    edit::Edit { span: entry.value.span(), replacement: edit::plain_or_quoted(on) },
                ];
                diagnostic = diagnostic.fix(
                    "write the controller's own annotation",
                    Safety::Unsafe,
                    ingress.subject.edits(&edits),
                );
            }
        } else {
            diagnostic = diagnostic.help("Write the annotation of the controller that serves the class.");
        }
        found.push(ingress.place_at_annotation(diagnostic, &key, entry.key.span()));
    }
}

/// Whether a key is written in the mapping itself, not behind an alias.
fn annotations_are_written_here(annotations: Node<'_, '_>, key: Node<'_, '_>) -> bool {
    let (outer, inner) = (annotations.span(), key.span());
    outer.start <= inner.start && inner.end <= outer.end
}
