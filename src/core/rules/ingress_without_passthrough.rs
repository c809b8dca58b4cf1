//! The rule `ingress-without-passthrough`.

use crate::finding::{Diagnostic, Safety, Severity};
use crate::reading::subject::{Kind, Subjects};
use crate::views::context::Context;
use crate::views::controller_candidates::is_passthrough_key;
use crate::views::declaration::declare_rule;
use portico_manifest::{Contents, Node};
use serde_json::{Map, Value};
use std::cell::LazyCell;

declare_rule! {
    /// An Ingress to the router whose controller is not told to pass TLS through.
    ///
    /// ## What it finds
    ///
    /// The Ingress of Spaces values or of an Exposure, or an Ingress to the backend, of a class that the catalogue
    /// knows, without the annotation by which its controller passes TLS through. HAProxy's controllers may be told
    /// elsewhere: for them it is a warning.
    ///
    /// ## Why it matters
    ///
    /// The controller then ends TLS: clients get another certificate, and their own doesn't reach the router.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// ingress:
    ///   provision: true
    ///   host: proxy.acme.dev
    ///   ingressClassName: nginx
    /// ```
    // error[ingress-without-passthrough]: nothing tells the Ingress controller to pass TLS through
    //  --> example.yaml:4:21
    //   |
    // 4 |   ingressClassName: nginx
    //   |                     ^^^^^
    //   |
    //   = why: It then ends TLS itself: clients see another certificate, and theirs don't reach the router.
    //   = help: Add the annotation `nginx.ingress.kubernetes.io/ssl-passthrough: "true"`.
    // help: add the annotation
    //   |
    // 4 |   ingressClassName: nginx
    // 5 +   annotations:
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
    /// Add the annotation, and check that the controller itself allows passthrough.
    ///
    /// ## Sources
    ///
    /// The controllers' own references.
    "ingress-without-passthrough", Error, since "0.1.0",
    references &[
        "https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/",
        "https://docs.cilium.io/en/stable/network/servicemesh/ingress/",
    ],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let is_told_by_service = LazyCell::new(|| is_told_by_service(context.subjects));
    for ingress in context.ingresses() {
        let annotations = ingress.annotations();
        let is_told = annotations.entries().any(|entry| is_passthrough_key(&entry.key.key_text()));
        if is_told || ingress.gets_annotations() {
            continue;
        }
        let Some(facts) = ingress.candidates.facts().next() else { continue };
        let is_switched_elsewhere = ingress.candidates.facts().any(|facts| facts.passthrough.is_switched_elsewhere);
        if is_switched_elsewhere && *is_told_by_service {
            continue;
        }
        let severity = if is_switched_elsewhere { Severity::Warning } else { ingress.candidates.severity() };
        let passthrough = ingress.candidates.passthrough();
        let help = match passthrough {
            Some(passthrough) => format!("Add the annotation `{}: \"{}\"`.", passthrough.key(), passthrough.value()),
            None => format!("Add the controller's own annotation, such as `{}: \"true\"`.", facts.passthrough.key()),
        };
        let mut diagnostic = Diagnostic::of(&RULE, "nothing tells the Ingress controller to pass TLS through")
            .severity(severity)
            .why("It then ends TLS itself: clients see another certificate, and theirs don't reach the router.")
            .help(help);
        if let Some(passthrough) = passthrough {
            let wanted = [(passthrough.key().to_owned(), Value::from(passthrough.value()))];
            let wanted = Value::Object(Map::from_iter(wanted));
            let change = (ingress.subject.path(ingress.form.annotations), wanted);
            diagnostic =
                context.proposals.merge(diagnostic, ingress.subject, "add the annotation", Safety::Unsafe, change);
        }
        found.push(ingress.place_at_class(diagnostic));
    }
}

/// Whether an annotation of the router's Service asks for passthrough.
fn is_told_by_service(subjects: &Subjects<'_, '_>) -> bool {
    let values =
        subjects.of(Kind::SpacesValues).filter_map(|values| values.get(&["router", "proxy", "service", "annotations"]));
    let services = subjects.backend_services().filter_map(|service| service.get(&["metadata", "annotations"]));
    values.chain(services).flat_map(Node::entries).any(|entry| is_passthrough_key(&entry.key.key_text()))
}
