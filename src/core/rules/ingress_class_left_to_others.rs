//! The rule `ingress-class-left-to-others`.

use crate::finding::{Diagnostic, Severity};
use crate::reading::subject::{Kind, ObjectKind, Subject};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// A controller that serves an IngressClass which its own chart doesn't make.
    ///
    /// ## What it finds
    ///
    /// Helm values of Traefik that are to serve the class `nginx`, where no IngressClass of that name is among the
    /// objects. It is an info: the class may well be in the cluster.
    ///
    /// ## Why it matters
    ///
    /// The API server accepts an Ingress whose class doesn't exist, and nothing serves it. The class goes with
    /// ingress-nginx when that is uninstalled.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// providers: {kubernetesIngressNGINX: {enabled: true}}
    /// ---
    /// ingress:
    ///   provision: true
    ///   ingressClassName: nginx
    ///   podLabels: {app.kubernetes.io/name: traefik}
    /// ```
    // info[ingress-class-left-to-others]: Traefik (nginx provider) serves the IngressClass `nginx`, which is not among these objects
    //  --> example.yaml:1:1
    //   |
    // 1 | providers: {kubernetesIngressNGINX: {enabled: true}}
    //   | ^^^^^^^^^
    //   |
    //   = why: Nothing serves an Ingress whose class doesn't exist; Traefik's chart makes no class of this name, and ingress-nginx takes its own with it when it is uninstalled.
    //   = help: Apply an IngressClass `nginx` of the controller `k8s.io/ingress-nginx`, if there is none.
    ///
    /// ```yaml passing
    /// providers: {kubernetesIngressNGINX: {enabled: true}}
    /// ```
    ///
    /// ## What to do
    ///
    /// Apply an IngressClass of that name and controller: `portico render` prints it.
    ///
    /// ## Sources
    ///
    /// Traefik's chart, and Upbound's page on leaving ingress-nginx.
    "ingress-class-left-to-others", Info, since "0.1.0",
    references &["https://docs.upbound.io/self-hosted-spaces/howtos/ingress-nginx-migration/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for values in context.subjects.of(Kind::ControllerValues) {
        let Some(chart) = values.controller else { continue };
        for wanted in context.wanted_of_chart(chart) {
            let class = wanted.controller.ingress.known().map(|facts| &facts.class);
            let Some((class, missing)) = class.and_then(|class| Some((class, class.missing?))) else { continue };
            let is_there = context.named(ObjectKind::IngressClass, class.name).is_some();
            if is_there || takes_another_class(values) {
                continue;
            }
            let message = format!(
                "{} serves the IngressClass `{}`, which is not among these objects",
                wanted.controller.name, class.name
            );
            let diagnostic = Diagnostic::of(&RULE, message)
                .severity(Severity::Info)
                .why(format!("Nothing serves an Ingress whose class doesn't exist; {missing}."))
                .help(format!(
                    "Apply an IngressClass `{}` of the controller `{}`, if there is none.",
                    class.name, class.controller
                ));
            let first = values.node.entries().next();
            let span = first.map_or_else(|| values.node.span(), |entry| entry.key.span());
            found.push(values.place(diagnostic, &[], span));
        }
    }
}

/// Whether the provider's values say which classes it serves.
fn takes_another_class(values: &Subject<'_, '_>) -> bool {
    let provider = values.get(&["providers", "kubernetesIngressNGINX"]);
    let keys = ["ingressClass", "ingressClassByName", "controllerClass", "watchIngressWithoutClass"];
    provider.is_some_and(|provider| keys.iter().any(|key| provider.get(key).is_some()))
}
