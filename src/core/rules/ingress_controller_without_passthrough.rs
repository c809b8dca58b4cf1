//! The rule `ingress-controller-without-passthrough`.

use crate::facts::controller::{Controller, Support};
use crate::facts::evidence::Certainty;
use crate::finding::{Diagnostic, Severity};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use portico_text::sentence;

declare_rule! {
    /// An Ingress of a controller that passes TLS through only by other objects.
    ///
    /// ## What it finds
    ///
    /// The classes of Traefik's own provider, Kong, Contour, Istio and Emissary in the Ingress of Spaces values or of
    /// an Exposure, or in an Ingress to the backend; and the class `nginx` where the controller is given as F5's.
    ///
    /// ## Why it matters
    ///
    /// No annotation makes these controllers pass the TLS of an Ingress through: they end it with a certificate of
    /// their own, and client certificates don't reach the router.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// ingress:
    ///   provision: true
    ///   host: proxy.acme.dev
    ///   ingressClassName: kong
    /// ```
    // error[ingress-controller-without-passthrough]: Kong, which serves the class `kong`, can't pass the TLS of an Ingress through
    //  --> example.yaml:4:21
    //   |
    // 4 |   ingressClassName: kong
    //   |                     ^^^^
    //   |
    //   = why: It passes TLS through by its own TCPIngress or a TLSRoute, never by an Ingress.
    //   = help: Use the method LoadBalancer, or the method GatewayAPI with a controller that the catalogue knows.
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
    /// Use what the message names instead.
    ///
    /// ## Sources
    ///
    /// The sources that the controller's entry in the catalogue names.
    "ingress-controller-without-passthrough", Error, since "0.1.0",
    references &[],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for ingress in context.ingresses() {
        let Some((_, _, class)) = ingress.class else { continue };
        let Some(controller) = ingress.candidates.only().filter(|controller| !ends_tls(controller)) else { continue };
        let Support::Refused(refusal) = &controller.ingress else { continue };
        let is_sure = refusal.evidence.certainty == Certainty::High;
        let severity = if is_sure { ingress.candidates.severity() } else { Severity::Warning };
        let message =
            format!("{}, which serves the class `{class}`, can't pass the TLS of an Ingress through", controller.name);
        let diagnostic = Diagnostic::of(&RULE, message)
            .severity(severity)
            .why(sentence(refusal.reason))
            .help(sentence(refusal.instead));
        found.push(ingress.place_at_class(diagnostic));
    }
}

/// Whether it is a load balancer of layer 7, which another rule reports.
fn ends_tls(controller: &Controller) -> bool {
    controller.unfit_class.as_ref().is_some_and(|class| class.ends_tls)
}
