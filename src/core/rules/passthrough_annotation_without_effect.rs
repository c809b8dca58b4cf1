//! The rule `passthrough-annotation-without-effect`.

use crate::facts::controller::{Controller, Passthrough};
use crate::finding::{Diagnostic, Safety};
use crate::views::backend_ingress::BackendIngress;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use portico_edit as edit;
use portico_manifest::Contents;

declare_rule! {
    /// The annotation for passthrough with a value that doesn't switch it on.
    ///
    /// ## What it finds
    ///
    /// On an Ingress to the router, the annotation by which its controller passes TLS through, with a value that the
    /// controller doesn't read as on: each has its own. Traefik accepts only `true`, ingress-nginx what Go reads as
    /// true, Cilium also `enabled`.
    ///
    /// ## Why it matters
    ///
    /// The controller stays silent, or writes a line into its log, and ends TLS.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// ingress:
    ///   provision: true
    ///   host: proxy.acme.dev
    ///   ingressClassName: nginx
    ///   annotations:
    ///     nginx.ingress.kubernetes.io/ssl-passthrough: enabled
    /// ```
    // error[passthrough-annotation-without-effect]: the value `enabled` doesn't switch `nginx.ingress.kubernetes.io/ssl-passthrough` on
    //  --> example.yaml:6:50
    //   |
    // 6 |     nginx.ingress.kubernetes.io/ssl-passthrough: enabled
    //   |                                                  ^^^^^^^
    //   |
    //   = why: TLS ends at the controller: clients see another certificate, and theirs don't reach the router.
    //   = help: Write `nginx.ingress.kubernetes.io/ssl-passthrough: "true"`.
    // help: write "true"
    //   |
    // 6 -     nginx.ingress.kubernetes.io/ssl-passthrough: enabled
    // 6 +     nginx.ingress.kubernetes.io/ssl-passthrough: "true"
    //   |
    ///
    /// ```yaml passing
    /// ingress:
    ///   provision: true
    ///   host: proxy.acme.dev
    ///   ingressClassName: nginx
    ///   annotations:
    ///     nginx.ingress.kubernetes.io/ssl-passthrough: "true"
    /// ```
    ///
    /// ## What to do
    ///
    /// Write the value that the message names, in quotes.
    ///
    /// ## Sources
    ///
    /// The controllers' code.
    "passthrough-annotation-without-effect", Error, since "0.1.0",
    references &[
        "https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/",
        "https://docs.cilium.io/en/stable/network/servicemesh/ingress/",
    ],
    check Some(check)
}

/// Values that are meant to switch passthrough on.
const MEANT_AS_ON: [&str; 9] = ["1", "enable", "enabled", "on", "passthrough", "t", "true", "y", "yes"];

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for ingress in context.ingresses() {
        for entry in ingress.annotations().entries() {
            let key = entry.key.key_text();
            let Some(value) = entry.value.as_str() else { continue };
            let readers = readers(ingress, &key);
            let Some(first) = readers.first().filter(|_| !readers.iter().any(|reader| reader.accepts(value))) else {
                continue;
            };
            let on = first.value();
            let mut diagnostic = Diagnostic::of(&RULE, format!("the value `{value}` doesn't switch `{key}` on"))
                .severity(ingress.candidates.severity())
                .why("TLS ends at the controller: clients see another certificate, and theirs don't reach the router.")
                .help(format!("Write `{key}: \"{on}\"`."));
            if !entry.merged && entry.value.resolved() == entry.value {
                let is_meant = MEANT_AS_ON.iter().any(|meant| meant.eq_ignore_ascii_case(value));
                let safety = if is_meant { Safety::Safe } else { Safety::Unsafe };
                let edits = [edit::Edit { span: entry.value.span(), replacement: edit::plain_or_quoted(on) }];
                diagnostic = diagnostic.fix(format!("write \"{on}\""), safety, ingress.subject.edits(&edits));
            }
            found.push(ingress.place_at_annotation(diagnostic, &key, entry.value.span()));
        }
    }
}

/// Gives the passthrough annotations that have a key: those of the class's controllers, or of any where these aren't
/// known.
fn readers(ingress: &BackendIngress<'_, '_, '_>, key: &str) -> Vec<&'static Passthrough> {
    let of_class = ingress.candidates.facts().map(|facts| &facts.passthrough).filter(|known| known.reads(key));
    if !ingress.candidates.controllers.is_empty() {
        return of_class.collect();
    }
    let all = Controller::of_ingresses().map(|facts| &facts.passthrough);
    all.filter(|known| known.reads(key)).collect()
}
