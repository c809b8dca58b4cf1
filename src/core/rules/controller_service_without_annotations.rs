//! The rule `controller-service-without-annotations`.

use crate::finding::{Diagnostic, Severity};
use crate::reading::subject::{Kind, Subject};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use portico_manifest::Node;

declare_rule! {
    /// A controller's own load balancer that is left to the cloud, which may not choose layer 4.
    ///
    /// ## What it finds
    ///
    /// Where the cloud is given as `aws`: Helm values of a controller that is to pass the router's TLS through, whose
    /// Service has no annotation `aws-load-balancer-type` and no class.
    ///
    /// ## Why it matters
    ///
    /// The Service that faces the client is the controller's. Without the annotation it may get a Classic Load
    /// Balancer, which cuts a silent connection after 60 seconds.
    ///
    /// ## Example
    ///
    /// The cloud must be named: `portico validate --cloud aws`.
    ///
    /// ```yaml failing cloud=aws
    /// controller:
    ///   extraArgs: {enable-ssl-passthrough: "true"}
    /// ---
    /// ingress: {provision: true, ingressClassName: nginx}
    /// ```
    // warning[controller-service-without-annotations]: the controller's Service has no annotation `service.beta.kubernetes.io/aws-load-balancer-type`, at `controller.service.annotations`
    //  --> example.yaml:1:1
    //   |
    // 1 | controller:
    //   | ^^^^^^^^^^
    //   |
    //   = why: Clients connect to it, and it may get a Classic Load Balancer, which cuts silent connections after 60 seconds.
    //   = help: Add the cloud's annotations there; `portico render` prints them with the controller's values.
    ///
    /// ```yaml passing
    /// controller:
    ///   extraArgs: {enable-ssl-passthrough: "true"}
    ///   service:
    ///     annotations:
    ///       service.beta.kubernetes.io/aws-load-balancer-type: external
    ///       service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing
    /// ```
    ///
    /// ## What to do
    ///
    /// Give the controller's Service the annotations of the cloud: `portico render` prints them with the controller's
    /// values.
    ///
    /// ## Sources
    ///
    /// The annotation reference of the AWS Load Balancer Controller.
    "controller-service-without-annotations", Warning, since "0.1.0",
    references &["https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/"],
    check Some(check)
}

const TYPE: &str = "service.beta.kubernetes.io/aws-load-balancer-type";

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    if !context.subjects.target.is_cloud("aws") {
        return;
    }
    for values in context.subjects.of(Kind::ControllerValues) {
        let Some(controller) = values.controller else { continue };
        let mut wanted = context.wanted_of_chart(controller);
        let path = wanted.find_map(|wanted| wanted.setup.service_annotations);
        found.extend(path.and_then(|path| judge(values, path)));
    }
}

fn judge(values: &Subject<'_, '_>, path: &[&str]) -> Option<Diagnostic> {
    let (_, service) = path.split_last()?;
    let annotations = values.get(path);
    let of_service = values.get(service);
    let has = |key: &str| of_service.is_some_and(|service| service.get(key).is_some());
    let has_class = has("loadBalancerClass") || has("spec");
    let kind = of_service.and_then(|service| service.get("type")).and_then(Node::as_str);
    let is_chosen = kind.is_some_and(|kind| kind != "LoadBalancer");
    if annotations.is_some_and(|annotations| annotations.get(TYPE).is_some()) || has_class || is_chosen {
        return None;
    }
    let message = format!("the controller's Service has no annotation `{TYPE}`, at `{}`", path.join("."));
    let diagnostic = Diagnostic::of(&RULE, message)
        .severity(Severity::Warning)
        .why("Clients connect to it, and it may get a Classic Load Balancer, which cuts silent connections after 60 seconds.")
        .help("Add the cloud's annotations there; `portico render` prints them with the controller's values.");
    let depth = (1..=path.len()).rev().find(|&depth| path.get(..depth).is_some_and(|keys| values.get(keys).is_some()));
    let keys = path.get(..depth.unwrap_or(0)).unwrap_or_default();
    let above = keys.split_last().and_then(|(last, parents)| values.get(parents)?.entry(last));
    let first = || values.node.entries().next();
    let span = above.or_else(first).map_or_else(|| values.node.span(), |entry| entry.key.span());
    Some(values.place(diagnostic, keys, span))
}
