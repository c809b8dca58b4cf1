//! The rule `ingress-class-empty`.

use crate::finding::Diagnostic;
use crate::reading::subject::Kind;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// An Ingress to the router without a class.
    ///
    /// ## What it finds
    ///
    /// An empty `ingress.ingressClassName` in Spaces values, or none where Spaces is given as 1.16 or newer; and an
    /// Ingress to the backend without a class.
    ///
    /// ## Why it matters
    ///
    /// The cluster's default class takes it. The charts of Traefik and Contour make their own class the default, and
    /// neither passes the TLS of an Ingress through. Of two defaults the newer one wins.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// ingress:
    ///   provision: true
    ///   host: proxy.acme.dev
    ///   ingressClassName: ""
    /// ```
    // warning[ingress-class-empty]: the Ingress names no class
    //  --> example.yaml:4:21
    //   |
    // 4 |   ingressClassName: ""
    //   |                     ^^
    //   |
    //   = why: The cluster's default class takes it; if that is Traefik's or Contour's, it doesn't pass the TLS of an Ingress through.
    //   = help: Name the class of a controller that passes TLS through.
    ///
    /// ```yaml passing
    /// ingress:
    ///   provision: true
    ///   host: proxy.acme.dev
    ///   ingressClassName: internal
    /// ```
    ///
    /// ## What to do
    ///
    /// Name the class of a controller that passes TLS through.
    ///
    /// ## Sources
    ///
    /// Both charts; tried against a Kubernetes API server.
    "ingress-class-empty", Warning, since "0.1.0",
    references &["https://kubernetes.io/docs/concepts/services-networking/ingress/#default-ingress-class"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for ingress in context.ingresses() {
        if ingress.class.is_some() || ingress.is_built_in || !ingress.is_made {
            continue;
        }
        let keys = ingress.form.classes[0];
        let written = ingress.subject.get(keys);
        let is_told = match ingress.subject.kind {
            Kind::SpacesValues => !context.subjects.target.spaces.is_assumed || written.is_some(),
            // The API server refuses an empty name in the object, which other rules report.
            Kind::KubernetesObject => written.is_none(),
            _ => false,
        };
        if !is_told || written.is_some_and(|written| !written.text().is_empty()) {
            continue;
        }
        let diagnostic = Diagnostic::of(&RULE, "the Ingress names no class")
            .why("The cluster's default class takes it; if that is Traefik's or Contour's, it doesn't pass the TLS of an Ingress through.")
            .help("Name the class of a controller that passes TLS through.");
        found.push(match written {
            Some(written) => ingress.subject.place(diagnostic, keys, written.span()),
            None => ingress.place_at_class(diagnostic),
        });
    }
}
