//! The rule `load-balancer-annotation-without-effect`.

use crate::finding::{Diagnostic, Severity};
use crate::reading::subject::Kind;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// An annotation of the load balancer that does nothing for one that passes TLS through.
    ///
    /// ## What it finds
    ///
    /// On the router's Service: GKE's annotations for Ingresses, AWS's settings of TLS without a certificate, and
    /// settings of the Classic ELB beside a type that isn't one.
    ///
    /// ## Why it matters
    ///
    /// What it should set keeps its default. Most often it belongs to another object, or to another load balancer.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// router:
    ///   proxy:
    ///     service:
    ///       type: LoadBalancer
    ///       annotations:
    ///         cloud.google.com/l4-rbs: enabled
    ///         cloud.google.com/backend-config: '{"default": "spaces"}'
    /// ```
    // warning[load-balancer-annotation-without-effect]: the annotation `cloud.google.com/backend-config` does nothing for this load balancer
    //  --> example.yaml:7:9
    //   |
    // 7 |         cloud.google.com/backend-config: '{"default": "spaces"}'
    //   |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    //   |
    //   = why: What it should set keeps its default.
    //   = help: Remove it: it belongs to Ingresses, whose load balancers work on layer 7.
    ///
    /// ```yaml passing
    /// externalTLS:
    ///   host: proxy.acme.dev
    /// router:
    ///   proxy:
    ///     service:
    ///       type: LoadBalancer
    ///       annotations:
    ///         cloud.google.com/l4-rbs: enabled
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove it, or do what the message says instead.
    ///
    /// ## Sources
    ///
    /// ingress-gce, and the annotation reference of the AWS Load Balancer Controller.
    "load-balancer-annotation-without-effect", Warning, since "0.1.0",
    references &[
        "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/",
        "https://cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer-parameters",
    ],
    check Some(check)
}

/// The condition under which an annotation has no effect.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NoEffectWhen {
    /// On any load balancer of layer 4.
    Always,
    /// Where the load balancer has no certificate, so that it ends no TLS.
    NoCertificate,
    /// Where the AWS Load Balancer Controller makes the load balancer.
    NotClassic,
}

const FOR_INGRESSES: &str = "Remove it: it belongs to Ingresses, whose load balancers work on layer 7.";
const FOR_TLS: &str = "Remove it: it is about TLS that the load balancer ends, and this one ends none.";
const FOR_CLASSIC: &str = "Remove it: it is read only for a Classic ELB.";
const AS_ATTRIBUTE: &str = "Write `tcp.idle_timeout.seconds` into `aws-load-balancer-listener-attributes.TCP-443`.";

const KNOWN: [(&str, NoEffectWhen, &str); 9] = [
    ("cloud.google.com/app-protocols", NoEffectWhen::Always, FOR_INGRESSES),
    ("cloud.google.com/backend-config", NoEffectWhen::Always, FOR_INGRESSES),
    ("cloud.google.com/neg", NoEffectWhen::Always, FOR_INGRESSES),
    ("service.beta.kubernetes.io/aws-load-balancer-alpn-policy", NoEffectWhen::NoCertificate, FOR_TLS),
    ("service.beta.kubernetes.io/aws-load-balancer-connection-draining-enabled", NoEffectWhen::NotClassic, FOR_CLASSIC),
    ("service.beta.kubernetes.io/aws-load-balancer-connection-draining-timeout", NoEffectWhen::NotClassic, FOR_CLASSIC),
    ("service.beta.kubernetes.io/aws-load-balancer-connection-idle-timeout", NoEffectWhen::NotClassic, AS_ATTRIBUTE),
    ("service.beta.kubernetes.io/aws-load-balancer-extra-security-groups", NoEffectWhen::NotClassic, FOR_CLASSIC),
    ("service.beta.kubernetes.io/aws-load-balancer-ssl-negotiation-policy", NoEffectWhen::NoCertificate, FOR_TLS),
];

const CERTIFICATE: &str = "service.beta.kubernetes.io/aws-load-balancer-ssl-cert";
const TYPE: &str = "service.beta.kubernetes.io/aws-load-balancer-type";

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for annotations in context.service_annotations() {
        if annotations.subject.kind == Kind::SpacesValues && !annotations.is_load_balancer
            || !annotations.is_of_backend()
        {
            continue;
        }
        let mapping = annotations.mapping;
        let has_certificate = mapping.get(CERTIFICATE).is_some();
        let is_not_classic = mapping.get(TYPE).is_some_and(|kind| ["external", "nlb-ip"].contains(&kind.text()));
        for entry in mapping.entries() {
            let key = entry.key.key_text();
            let Some((_, when, help)) = KNOWN.iter().find(|(known, ..)| *known == key) else { continue };
            let is_idle = match when {
                NoEffectWhen::Always => true,
                NoEffectWhen::NoCertificate => !has_certificate,
                NoEffectWhen::NotClassic => is_not_classic,
            };
            if is_idle {
                let diagnostic =
                    Diagnostic::of(&RULE, format!("the annotation `{key}` does nothing for this load balancer"))
                        .severity(Severity::Warning)
                        .why("What it should set keeps its default.")
                        .help(*help);
                found.push(annotations.place(diagnostic, &key, entry.key.span()));
            }
        }
    }
}
