//! The rule `layer-7-ingress-class`.

use crate::finding::Diagnostic;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// An IngressClass of a load balancer that works on layer 7 and ends TLS.
    ///
    /// ## What it finds
    ///
    /// The classes of the AWS Application Load Balancer (`alb`), GKE Ingress (`gce` and its kin) and the Azure
    /// Application Gateway (`azure-application-gateway`) in the Ingress of Spaces values, or in an Ingress that sends
    /// traffic to the backend's Service, named by the field or by the annotation `kubernetes.io/ingress.class`.
    /// Ingresses of other services may well use these classes.
    ///
    /// ## Why it matters
    ///
    /// Such a load balancer ends TLS before the router sees it: client certificates are lost, and watches of kubectl
    /// and Argo CD are cut after 30 to 60 seconds.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// ingress:
    ///   provision: true
    ///   host: proxy.acme.dev
    ///   ingressClassName: alb
    /// ```
    // error[layer-7-ingress-class]: the IngressClass `alb` belongs to AWS Application Load Balancer, which ends TLS
    //  --> example.yaml:4:21
    //   |
    // 4 |   ingressClassName: alb
    //   |                     ^^^
    //   |
    //   = why: Client certificates are lost on the way to the router, and watches are cut after 30 to 60 seconds.
    //   = help: Use the method LoadBalancer, or the class of a controller that passes TLS through.
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
    /// Use the method LoadBalancer, which gives a load balancer of layer 4 on each of these clouds, or the class of a
    /// controller that passes TLS through.
    ///
    /// ## Sources
    ///
    /// The controllers' own references.
    "layer-7-ingress-class", Error, since "0.1.0",
    references &[
        "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/",
        "https://cloud.google.com/kubernetes-engine/docs/concepts/ingress",
        "https://azure.github.io/application-gateway-kubernetes-ingress/annotations/",
    ],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for ingress in context.ingresses() {
        let Some((keys, node, class)) = ingress.class else { continue };
        let Some(controller) = ingress.candidates.only() else { continue };
        if !controller.unfit_class.as_ref().is_some_and(|class| class.ends_tls) {
            continue;
        }
        let message = format!("the IngressClass `{class}` belongs to {}, which ends TLS", controller.name);
        let diagnostic = Diagnostic::of(&RULE, message)
            .why("Client certificates are lost on the way to the router, and watches are cut after 30 to 60 seconds.")
            .help("Use the method LoadBalancer, or the class of a controller that passes TLS through.");
        found.push(ingress.subject.place(diagnostic, keys, node.span()));
    }
}
