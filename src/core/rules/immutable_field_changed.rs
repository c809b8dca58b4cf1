//! The rule `immutable-field-changed`.

use crate::finding::Diagnostic;
use crate::reading::subject::{ObjectKind, Subject};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use portico_manifest::Node;

declare_rule! {
    /// A change that the API server refuses, because the field is immutable.
    ///
    /// ## What it finds
    ///
    /// Compared with the form that `--previous` names: another `spec.controller` of an IngressClass, and a
    /// `spec.loadBalancerClass` that is added, changed or removed while the Service stays a LoadBalancer.
    ///
    /// ## Why it matters
    ///
    /// Helm and kubectl stop in the middle of the upgrade.
    ///
    /// ## Example
    ///
    /// ```yaml before
    /// apiVersion: networking.k8s.io/v1
    /// kind: IngressClass
    /// metadata: {name: nginx}
    /// spec: {controller: k8s.io/ingress-nginx}
    /// ```
    ///
    /// ```yaml failing
    /// apiVersion: networking.k8s.io/v1
    /// kind: IngressClass
    /// metadata: {name: nginx}
    /// spec: {controller: traefik.io/ingress-controller}
    /// ```
    // error[immutable-field-changed]: `spec.controller` was `k8s.io/ingress-nginx` and is now `traefik.io/ingress-controller`
    //  --> example.yaml:4:20
    //   |
    // 4 | spec: {controller: traefik.io/ingress-controller}
    //   |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    //   |
    //   = in: IngressClass nginx
    //   = why: The API server refuses to change it.
    //   = help: Delete the IngressClass first, or give the new one another name.
    ///
    /// ```yaml passing
    /// apiVersion: networking.k8s.io/v1
    /// kind: IngressClass
    /// metadata: {name: traefik}
    /// spec: {controller: traefik.io/ingress-controller}
    /// ```
    ///
    /// ## What to do
    ///
    /// Delete the object first, or give the new one another name.
    ///
    /// ## Sources
    ///
    /// The Kubernetes API; tried against its server.
    "immutable-field-changed", Error, since "0.1.0",
    references &["https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-class"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    if context.subjects.previous.is_empty() {
        return;
    }
    for class in context.subjects.objects(ObjectKind::IngressClass) {
        let before = context.earlier(class).and_then(|earlier| earlier.text(&["spec", "controller"]));
        if before.is_some() {
            found.extend(changed(
                class,
                "controller",
                before,
                "Delete the IngressClass first, or give the new one another name.",
            ));
        }
    }
    for service in context.subjects.objects(ObjectKind::Service) {
        let is_load_balancer = |subject: &Subject<'_, '_>| subject.text(&["spec", "type"]) == Some("LoadBalancer");
        let Some(earlier) = context.earlier(service) else { continue };
        if is_load_balancer(service) && is_load_balancer(earlier) {
            let before = earlier.text(&["spec", "loadBalancerClass"]);
            let help = "Make the Service a ClusterIP first, or delete it; its address will change.";
            found.extend(changed(service, "loadBalancerClass", before, help));
        }
    }
}

fn changed(subject: &Subject<'_, '_>, key: &str, before: Option<&str>, help: &str) -> Option<Diagnostic> {
    let node = subject.get(&["spec", key]);
    let now = node.and_then(Node::as_str);
    if now == before {
        return None;
    }
    let before = before.map_or_else(|| "nothing".to_owned(), |before| format!("`{before}`"));
    let now = now.map_or_else(|| "nothing".to_owned(), |now| format!("`{now}`"));
    let diagnostic = Diagnostic::of(&RULE, format!("`spec.{key}` was {before} and is now {now}"))
        .why("The API server refuses to change it.")
        .help(help);
    let key = ["spec", key];
    let depth = if node.is_some() { 2 } else { 1 };
    let span = node.or_else(|| subject.node.entry("spec").map(|entry| entry.key)).unwrap_or(subject.node).span();
    Some(subject.place(diagnostic, key.get(..depth)?, span))
}
