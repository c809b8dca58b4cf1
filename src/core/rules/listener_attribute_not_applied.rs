//! The rule `listener-attribute-not-applied`.

use crate::finding::{Diagnostic, Severity};
use crate::reading::subject::Kind;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::service_annotations::ServiceAnnotations;
use portico_manifest::Node;

declare_rule! {
    /// A listener's attribute on AWS that no listener gets.
    ///
    /// ## What it finds
    ///
    /// `aws-load-balancer-listener-attributes.…` on the router's Service for another listener than that of its port,
    /// such as `TCP-8443` or `TLS-443`, and a `tcp.idle_timeout.seconds` that is not a number from 60 to 6000.
    ///
    /// ## Why it matters
    ///
    /// AWS refuses the number, and no change reaches the load balancer. An attribute of a listener that doesn't exist
    /// is never applied, and the idle timeout stays 350 seconds.
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
    ///         service.beta.kubernetes.io/aws-load-balancer-scheme: internal
    ///         service.beta.kubernetes.io/aws-load-balancer-listener-attributes.TCP-443: tcp.idle_timeout.seconds=7200
    /// ```
    // error[listener-attribute-not-applied]: the idle timeout `7200` is not a number from 60 to 6000
    //  --> example.yaml:8:83
    //   |
    // 8 |         service.beta.kubernetes.io/aws-load-balancer-listener-attributes.TCP-443: tcp.idle_timeout.seconds=7200
    //   |                                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    //   |
    //   = why: AWS refuses it, and no change reaches the load balancer.
    //   = help: Write `tcp.idle_timeout.seconds=6000`, or less.
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
    ///         service.beta.kubernetes.io/aws-load-balancer-listener-attributes.TCP-443: tcp.idle_timeout.seconds=6000
    /// ```
    ///
    /// ## What to do
    ///
    /// Name the listener by the Service's port, not by the pods', and give 60 to 6000 seconds.
    ///
    /// ## Sources
    ///
    /// The annotation reference of the AWS Load Balancer Controller, and AWS's of its Network Load Balancers.
    "listener-attribute-not-applied", Error, since "0.1.0",
    references &["https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/"],
    check Some(check)
}

const PREFIX: &str = "service.beta.kubernetes.io/aws-load-balancer-listener-attributes.";
const IDLE_TIMEOUT: &str = "tcp.idle_timeout.seconds";
/// The port of the router's Service, from the example in the chart's documentation.
const CHART_PORT: &str = "443";

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for annotations in context.service_annotations() {
        for entry in annotations.mapping.entries() {
            let key = entry.key.key_text();
            let Some(listener) = key.strip_prefix(PREFIX) else { continue };
            if let Some(severity) = is_of_no_port(annotations, listener) {
                let diagnostic = Diagnostic::of(&RULE, format!("the load balancer has no listener `{listener}`"))
                    .severity(severity)
                    .why("A listener has the protocol TCP and the port of the Service. For any other, the attribute is never applied.")
                    .help("Name the listener by the Service's port, such as `TCP-443`.");
                found.push(annotations.place(diagnostic, &key, entry.key.span()));
            }
            let mut attributes = entry.value.text().split(',').filter_map(|part| part.split_once('='));
            let seconds = attributes.find(|(name, _)| name.trim() == IDLE_TIMEOUT).map(|(_, seconds)| seconds.trim());
            if let Some(seconds) = seconds.filter(|text| !matches!(text.parse::<u32>(), Ok(60..=6000))) {
                let diagnostic =
                    Diagnostic::of(&RULE, format!("the idle timeout `{seconds}` is not a number from 60 to 6000"))
                        .why("AWS refuses it, and no change reaches the load balancer.")
                        .help(format!("Write `{IDLE_TIMEOUT}=6000`, or less."));
                found.push(annotations.place(diagnostic, &key, entry.value.span()));
            }
        }
    }
}

/// Gives the severity of a listener that the Service doesn't have; none where it has it, or its ports aren't known.
fn is_of_no_port(annotations: &ServiceAnnotations<'_, '_, '_>, listener: &str) -> Option<Severity> {
    let (protocol, port) = listener.split_once('-')?;
    if !annotations.is_of_backend() {
        return None;
    }
    let ends_tls = annotations.mapping.get("service.beta.kubernetes.io/aws-load-balancer-ssl-cert").is_some();
    if protocol != "TCP" {
        return (protocol == "TLS" && !ends_tls).then_some(Severity::Error);
    }
    match annotations.subject.kind {
        Kind::KubernetesObject => {
            let mut ports =
                annotations.subject.get(&["spec", "ports"])?.items().filter_map(|item| item.get("port")).peekable();
            ports.peek()?;
            (!ports.any(|of_service| Node::text(of_service) == port)).then_some(Severity::Error)
        }
        // The chart's documentation gives the port of its Service by example alone.
        Kind::SpacesValues => (port != CHART_PORT).then_some(Severity::Warning),
        _ => {
            let given = annotations.subject.get(&["spec", "backend", "port"]).map_or(CHART_PORT, Node::text);
            (port != given).then_some(Severity::Warning)
        }
    }
}
