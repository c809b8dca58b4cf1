//! The rule `layer-7-ingress-class`.

use crate::diagnostic::Diagnostic;
use crate::rule::declare_rule;
use crate::subject::{Kind, Subject, Subjects};
use portico_manifest::Node;

declare_rule! {
    /// An IngressClass of a load balancer that works on layer 7 and ends TLS.
    ///
    /// ## What it finds
    ///
    /// The classes of the AWS Application Load Balancer (`alb`), GKE Ingress (`gce` and its kin) and the Azure
    /// Application Gateway (`azure-application-gateway`) in the Ingress of Spaces values, or in an Ingress that sends
    /// traffic to the backend's Service. Ingresses of other services may well use these classes.
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
    ///
    /// ```yaml passing
    /// ingress:
    ///   provision: true
    ///   host: proxy.acme.dev
    ///   ingressClassName: nginx
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

const CLASSES: [(&str, &str); 6] = [
    ("alb", "the AWS Application Load Balancer"),
    ("azure-application-gateway", "the Azure Application Gateway"),
    ("azure/application-gateway", "the Azure Application Gateway"),
    ("gce", "GKE Ingress"),
    ("gce-internal", "GKE Ingress"),
    ("gce-regional-external", "GKE Ingress"),
];

/// The annotation that named a class before there was a field for it.
const CLASS_ANNOTATION: &str = "kubernetes.io/ingress.class";

fn check(subjects: &Subjects<'_, '_>, found: &mut Vec<Diagnostic>) {
    for values in subjects.of(Kind::SpacesValues) {
        if values.get(&["ingress", "provision"]).and_then(Node::as_bool) != Some(false) {
            judge(values, &["ingress", "ingressClassName"], found);
            judge(values, &["ingress", "annotations", CLASS_ANNOTATION], found);
        }
    }
    for ingress in subjects.backend_ingresses() {
        judge(ingress, &["spec", "ingressClassName"], found);
        judge(ingress, &["metadata", "annotations", CLASS_ANNOTATION], found);
    }
    for exposure in subjects.of(Kind::Exposure) {
        judge(exposure, &["spec", "ingress", "className"], found);
    }
}

fn judge(subject: &Subject<'_, '_>, keys: &[&str], found: &mut Vec<Diagnostic>) {
    let Some(node) = subject.get(keys) else { return };
    let Some(class) = node.as_str() else { return };
    if let Some((_, name)) = CLASSES.iter().find(|(known, _)| *known == class) {
        let diagnostic = Diagnostic::of(&RULE, format!("the IngressClass `{class}` is that of {name}, which ends TLS"))
            .why("Client certificates are lost on the way to the router, and watches are cut after 30 to 60 seconds.")
            .help("Use the method LoadBalancer, or the class of a controller that passes TLS through.");
        found.push(subject.place(diagnostic, keys, node.span()));
    }
}
