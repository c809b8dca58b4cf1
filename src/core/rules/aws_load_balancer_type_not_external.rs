//! The rule `aws-load-balancer-type-not-external`.

use crate::exposure::nested::nested;
use crate::finding::{Diagnostic, Safety, Severity};
use crate::reading::subject::Kind;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::service_annotations::BackendLoadBalancer;
use portico_manifest::PathSegment;
use serde_json::json;

declare_rule! {
    /// A load balancer on AWS that isn't left to the AWS Load Balancer Controller.
    ///
    /// ## What it finds
    ///
    /// A router's Service of type LoadBalancer whose `aws-load-balancer-type` is not `external`: the older `nlb` and
    /// `nlb-ip` (a warning), any other value, or none where the cloud is given as `aws` (an error; an info where only
    /// other annotations point to AWS, which are right on EKS Auto Mode). A Service with a `loadBalancerClass` is not
    /// reported.
    ///
    /// ## Why it matters
    ///
    /// A Service that was of type ClusterIP before, as the router's is, gets no class when its type changes. An older
    /// controller then makes a Classic ELB, and a class can't be added later.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// router:
    ///   proxy:
    ///     service:
    ///       type: LoadBalancer
    ///       annotations:
    ///         service.beta.kubernetes.io/aws-load-balancer-type: nlb
    ///         service.beta.kubernetes.io/aws-load-balancer-scheme: internal
    /// ```
    // warning[aws-load-balancer-type-not-external]: `aws-load-balancer-type` is `nlb`, not `external`
    //  --> example.yaml:6:60
    //   |
    // 6 |         service.beta.kubernetes.io/aws-load-balancer-type: nlb
    //   |                                                            ^^^
    //   |
    //   = why: A controller that is no longer developed then makes the load balancer.
    //   = help: Write `external`; on a live Service set the type back to ClusterIP first.
    ///
    /// ```yaml passing
    /// externalTLS:
    ///   host: proxy.acme.dev
    /// router:
    ///   proxy:
    ///     service:
    ///       type: LoadBalancer
    ///       annotations:
    ///         service.beta.kubernetes.io/aws-load-balancer-type: external
    ///         service.beta.kubernetes.io/aws-load-balancer-scheme: internal
    /// ```
    ///
    /// ## What to do
    ///
    /// Write `external` before the Service first becomes a LoadBalancer. On a live one, set the type back to ClusterIP
    /// first: changing the annotation in place leaks the old load balancer.
    ///
    /// ## Sources
    ///
    /// The documentation and the code of the AWS Load Balancer Controller.
    "aws-load-balancer-type-not-external", Error, since "0.1.0",
    references &["https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/nlb/"],
    check Some(check)
}

const TYPE: &str = "service.beta.kubernetes.io/aws-load-balancer-type";
/// The scheme, and its deprecated form.
const SCHEMES: [&str; 2] =
    ["service.beta.kubernetes.io/aws-load-balancer-scheme", "service.beta.kubernetes.io/aws-load-balancer-internal"];
const PREFIX: &str = "service.beta.kubernetes.io/aws-load-balancer-";

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for service in context.load_balancers() {
        let subject = service.subject;
        let has_class = subject.kind == Kind::KubernetesObject && subject.get(&["spec", "loadBalancerClass"]).is_some();
        if has_class || context.subjects.target.cloud.is_some_and(|cloud| cloud.id != "aws") {
            continue;
        }
        match service.annotation(TYPE) {
            Some("external") => {}
            Some(value) => found.extend(wrong(service, value)),
            None => found.extend(missing(context, service)),
        }
    }
}

fn wrong(service: &BackendLoadBalancer<'_, '_, '_>, value: &str) -> Option<Diagnostic> {
    let entry = service.entries().find(|entry| entry.key.key_text() == TYPE)?;
    let (severity, why) = match value {
        "nlb" => (Severity::Warning, "A controller that is no longer developed then makes the load balancer."),
        "nlb-ip" => (Severity::Warning, "It is deprecated, and means `external` with the target type `ip`."),
        _ => (Severity::Error, "No controller claims this value, so the oldest one makes a Classic ELB."),
    };
    let diagnostic = Diagnostic::of(&RULE, format!("`aws-load-balancer-type` is `{value}`, not `external`"))
        .severity(severity)
        .why(why)
        .help("Write `external`; on a live Service set the type back to ClusterIP first.");
    let mut path = service.subject.path(service.keys);
    path.push(PathSegment::Key(TYPE.to_owned()));
    Some(service.subject.place_at(diagnostic, &path, entry.value.span()))
}

fn missing<'s, 'd, 't>(context: &Context<'s, 'd, 't>, service: &BackendLoadBalancer<'s, 'd, 't>) -> Option<Diagnostic> {
    let is_said = context.subjects.target.is_cloud("aws");
    let first = service.entries().find(|entry| entry.key.key_text().starts_with(PREFIX) && !entry.value.is_null());
    if !is_said && first.is_none() {
        return None;
    }
    let diagnostic = Diagnostic::of(&RULE, "the load balancer is not left to the AWS Load Balancer Controller")
        .severity(if is_said { Severity::Error } else { Severity::Info })
        .why("A Service that was a ClusterIP before gets a Classic ELB from an older controller, and that can't be fixed in place.")
        .help(if is_said {
            "Add `service.beta.kubernetes.io/aws-load-balancer-type: external`."
        } else {
            "Add `service.beta.kubernetes.io/aws-load-balancer-type: external`, unless the cluster runs EKS Auto Mode."
        });
    let path = service.subject.path(service.keys);
    let has_scheme = SCHEMES.iter().any(|scheme| service.annotation(scheme).is_some());
    let desired =
        if has_scheme { nested(&[TYPE], "external") } else { json!({TYPE: "external", SCHEMES[0]: "internet-facing"}) };
    let change = (path.clone(), desired);
    let diagnostic = context.proposals.merge(diagnostic, service.subject, "add the annotation", Safety::Unsafe, change);
    Some(match first {
        Some(entry) => {
            let mut path = path;
            path.push(PathSegment::Key(entry.key.key_text().into_owned()));
            service.subject.place_at(diagnostic, &path, entry.key.span())
        }
        None => service.place_at_type(diagnostic),
    })
}
