//! The rule `controller-retired`.

use crate::facts::controller::Controller;
use crate::finding::Diagnostic;
use crate::reading::subject::Kind;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// A controller whose maintenance has ended or soon will.
    ///
    /// ## What it finds
    ///
    /// An Exposure that names a controller whose maintenance has ended or is about to, and an Ingress to the router
    /// whose class or whose labels are those of such a controller and of no other.
    ///
    /// ## Why it matters
    ///
    /// It works today. A vulnerability that is found tomorrow stays open, in the program that every client connects to.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: portico.dev/v1alpha1
    /// kind: Exposure
    /// spec:
    ///   host: proxy.acme.dev
    ///   method: Ingress
    ///   controller: ingress-nginx
    /// ```
    // info[controller-retired]: ingress-nginx is retired
    //  --> example.yaml:6:15
    //   |
    // 6 |   controller: ingress-nginx
    //   |               ^^^^^^^^^^^^^
    //   |
    //   = why: It works, but its maintenance ended in March 2026, and a vulnerability found since then stays open.
    //   = help: Plan to replace it: the method LoadBalancer needs no controller, and traefik-nginx serves the same Ingress.
    ///
    /// ```yaml passing
    /// apiVersion: portico.dev/v1alpha1
    /// kind: Exposure
    /// spec:
    ///   host: proxy.acme.dev
    ///   method: Ingress
    ///   controller: traefik-nginx
    /// ```
    ///
    /// ## What to do
    ///
    /// Plan the change: the method LoadBalancer needs no controller, and traefik-nginx serves the same Ingress.
    ///
    /// ## Sources
    ///
    /// The README of kubernetes/ingress-nginx, and Microsoft's documentation of application routing.
    "controller-retired", Info, since "0.1.0",
    references &["https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let keys = ["spec", "controller"];
    for exposure in context.subjects.of(Kind::Exposure) {
        let Some(node) = exposure.get(&keys) else { continue };
        let diagnostic = node.as_str().and_then(diagnostic);
        found.extend(diagnostic.map(|diagnostic| exposure.place(diagnostic, &keys, node.span())));
    }
    for ingress in
        context.ingresses().iter().filter(|ingress| ingress.is_made && ingress.subject.kind != Kind::Exposure)
    {
        let diagnostic = ingress.candidates.only().and_then(of_controller);
        found.extend(diagnostic.map(|diagnostic| ingress.place_at_class(diagnostic)));
    }
}

/// Reports a controller that an Exposure names, if it is retired.
pub(crate) fn diagnostic(controller: &str) -> Option<Diagnostic> {
    let id = controller.split_once('@').map_or(controller, |(id, _)| id);
    of_controller(Controller::find(id)?)
}

fn of_controller(controller: &Controller) -> Option<Diagnostic> {
    let retired = controller.retired.as_ref()?;
    Some(
        Diagnostic::of(&RULE, format!("{} is retired", controller.name))
            .why(format!("It works, but {}.", retired.notice))
            .help("Plan to replace it: the method LoadBalancer needs no controller, and traefik-nginx serves the same Ingress."),
    )
}
