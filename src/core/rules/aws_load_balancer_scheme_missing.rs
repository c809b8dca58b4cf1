//! The rule `aws-load-balancer-scheme-missing`.

use crate::exposure::nested::nested;
use crate::finding::{Diagnostic, Safety};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use portico_manifest::Entry;

declare_rule! {
    /// A load balancer on AWS without a scheme, which says whether the internet may reach it.
    ///
    /// ## What it finds
    ///
    /// Annotations of the AWS Load Balancer Controller on the backend's Service, in the Service annotations of Spaces
    /// values or on the object itself, without `aws-load-balancer-scheme`. Where the cloud is given as `aws`, any
    /// annotations of such a Service.
    ///
    /// ## Why it matters
    ///
    /// The controller's default is `internal`: the load balancer comes up, has an address, and clients outside the VPC
    /// time out. Changing the scheme later replaces the load balancer and its address.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// router:
    ///   proxy:
    ///     service:
    ///       type: LoadBalancer
    ///       annotations:
    ///         service.beta.kubernetes.io/aws-load-balancer-type: external
    /// ```
    // warning[aws-load-balancer-scheme-missing]: the load balancer has no scheme, so it will be internal
    //  --> example.yaml:6:9
    //   |
    // 6 |         service.beta.kubernetes.io/aws-load-balancer-type: external
    //   |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    //   |
    //   = why: Clients outside the VPC time out, and changing the scheme later replaces the load balancer and its address.
    //   = help: Add `service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing`, or `internal` if that is meant.
    // help: make it internet-facing
    //   |
    // 6 |         service.beta.kubernetes.io/aws-load-balancer-type: external
    // 7 +         service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing
    //   |
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
    /// Set the scheme to `internet-facing` or `internal`.
    ///
    /// ## Sources
    ///
    /// The annotation reference of the AWS Load Balancer Controller.
    "aws-load-balancer-scheme-missing", Warning, since "0.1.0",
    references &["https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/"],
    check Some(check)
}

const TYPE: &str = "service.beta.kubernetes.io/aws-load-balancer-type";
const SCHEME: &str = "service.beta.kubernetes.io/aws-load-balancer-scheme";
/// The scheme's deprecated form.
const INTERNAL: &str = "service.beta.kubernetes.io/aws-load-balancer-internal";

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for annotations in context.service_annotations().iter().filter(|annotations| annotations.is_load_balancer) {
        let mapping = annotations.mapping;
        if mapping.get(SCHEME).is_some() || mapping.get(INTERNAL).is_some() {
            continue;
        }
        let is_for_controller = |kind: &Entry<'_, '_>| ["external", "nlb-ip"].contains(&kind.value.text());
        let declared = mapping.entry(TYPE).filter(is_for_controller);
        let is_on_aws = context.subjects.target.is_cloud("aws");
        let Some(place) = declared.or_else(|| mapping.entries().next().filter(|_| is_on_aws)) else { continue };
        let diagnostic = Diagnostic::of(&RULE, "the load balancer has no scheme, so it will be internal")
            .why("Clients outside the VPC time out, and changing the scheme later replaces the load balancer and its address.")
            .help(format!("Add `{SCHEME}: internet-facing`, or `internal` if that is meant."));
        let subject = annotations.subject;
        let desired = nested(&[SCHEME], "internet-facing");
        let change = (subject.path(annotations.keys), desired);
        let diagnostic =
            context.proposals.merge(diagnostic, subject, "make it internet-facing", Safety::Unsafe, change);
        found.push(annotations.place(diagnostic, &place.key.key_text(), place.key.span()));
    }
}
