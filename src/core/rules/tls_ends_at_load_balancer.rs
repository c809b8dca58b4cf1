//! The rule `tls-ends-at-load-balancer`.

use crate::finding::{Diagnostic, Severity};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::service_annotations::ServiceAnnotations;
use portico_manifest::Entry;

declare_rule! {
    /// A load balancer in front of the router that ends TLS itself.
    ///
    /// ## What it finds
    ///
    /// Annotations that give a load balancer a certificate or an HTTP listener: in the Service annotations of Spaces
    /// values and of an Exposure, and on the backend's Service of type LoadBalancer. The annotations of AWS, Oracle
    /// Cloud, DigitalOcean, Linode, Hetzner, Scaleway, OpenStack and, as a warning, Alibaba Cloud are known.
    ///
    /// ## Why it matters
    ///
    /// The router authenticates clients by their certificates. A load balancer that ends TLS drops them, serves
    /// another certificate, and talks to the router in a way that it does not expect.
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
    ///         service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing
    ///         service.beta.kubernetes.io/aws-load-balancer-ssl-cert: arn:aws:acm:eu-west-1:111122223333:certificate/x
    /// ```
    // error[tls-ends-at-load-balancer]: the annotation `service.beta.kubernetes.io/aws-load-balancer-ssl-cert` makes the load balancer end TLS
    //  --> example.yaml:8:9
    //   |
    // 8 |         service.beta.kubernetes.io/aws-load-balancer-ssl-cert: arn:aws:acm:eu-west-1:111122223333:certificate/x
    //   |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    //   |
    //   = why: Client certificates don't reach the router, and clients get another certificate.
    //   = help: Remove it; a certificate of your own belongs in the Secret that `externalTLS.tlsSecret.name` names.
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
    ///         service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove the annotation. A certificate of your own belongs in the Secret that `externalTLS.tlsSecret.name` names.
    ///
    /// ## Sources
    ///
    /// The annotation references of the cloud controllers.
    "tls-ends-at-load-balancer", Error, since "0.1.0",
    references &[
        "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/",
        "https://docs.digitalocean.com/products/kubernetes/how-to/configure-load-balancers/",
    ],
    check Some(check)
}

/// The condition under which an annotation ends TLS.
enum EndsTlsWhen {
    /// Whatever its value.
    Always,
    /// When it has one of these values.
    Is(&'static [&'static str]),
    /// When it has another value.
    IsNot(&'static str),
    /// When one of these is a protocol in its list, such as `tcp:80,https:443`.
    Lists(&'static [&'static str]),
    /// When it has one of these values and another annotation isn't `true`.
    IsWithout(&'static [&'static str], &'static str),
}

const HTTP: EndsTlsWhen = EndsTlsWhen::Is(&["http", "https"]);

const ENDING: [(&str, EndsTlsWhen); 11] = [
    ("load-balancer.hetzner.cloud/protocol", HTTP),
    ("loadbalancer.openstack.org/default-tls-container-ref", EndsTlsWhen::Always),
    ("loadbalancer.openstack.org/x-forwarded-for", EndsTlsWhen::Is(&["true"])),
    (
        "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-protocol-port",
        EndsTlsWhen::Lists(&["http", "https", "tcpssl"]),
    ),
    ("service.beta.kubernetes.io/aws-load-balancer-backend-protocol", HTTP),
    ("service.beta.kubernetes.io/aws-load-balancer-ssl-cert", EndsTlsWhen::Always),
    (
        "service.beta.kubernetes.io/do-loadbalancer-protocol",
        EndsTlsWhen::IsWithout(
            &["http", "http2", "http3", "https"],
            "service.beta.kubernetes.io/do-loadbalancer-tls-passthrough",
        ),
    ),
    ("service.beta.kubernetes.io/linode-loadbalancer-default-protocol", HTTP),
    ("service.beta.kubernetes.io/oci-load-balancer-ssl-ports", EndsTlsWhen::Always),
    ("service.beta.kubernetes.io/oci-load-balancer-tls-secret", EndsTlsWhen::Always),
    ("service.beta.kubernetes.io/scw-loadbalancer-protocol-http", EndsTlsWhen::IsNot("false")),
];

/// The part of annotations' names whose facts come from documentation alone, not from code.
const READ_IN_DOCUMENTATION: &str = "/alibaba-";

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for annotations in context.service_annotations() {
        for entry in annotations.mapping.entries() {
            if !entry.value.is_null() && ends_tls(annotations, &entry) {
                let key = entry.key.key_text();
                let diagnostic = Diagnostic::of(
                    &RULE,
                    format!("the annotation `{key}` makes the load balancer end TLS"),
                )
                .severity(if key.contains(READ_IN_DOCUMENTATION) { Severity::Warning } else { Severity::Error })
                .why("Client certificates don't reach the router, and clients get another certificate.")
                .help("Remove it; a certificate of your own belongs in the Secret that `externalTLS.tlsSecret.name` names.");
                found.push(annotations.place(diagnostic, &key, entry.key.span()));
            }
        }
    }
}

/// Whether the ports that a certificate is for are named, and the router's is not among them.
fn is_for_other_ports(annotations: &ServiceAnnotations<'_, '_, '_>, key: &str) -> bool {
    let ports = annotations.mapping.get("service.beta.kubernetes.io/aws-load-balancer-ssl-ports");
    key == "service.beta.kubernetes.io/aws-load-balancer-ssl-cert"
        && annotations.is_of_backend()
        && ports.is_some_and(|ports| ports.text().split(',').all(|port| !["*", "443", "https"].contains(&port.trim())))
}

fn ends_tls(annotations: &ServiceAnnotations<'_, '_, '_>, entry: &Entry<'_, '_>) -> bool {
    let key = entry.key.key_text();
    let value = entry.value.text();
    match ENDING.iter().find(|(known, _)| *known == key) {
        None => false,
        Some((known, EndsTlsWhen::Always)) => !value.is_empty() && !is_for_other_ports(annotations, known),
        Some((_, EndsTlsWhen::Is(values))) => values.contains(&value),
        Some((_, EndsTlsWhen::IsNot(other))) => !value.is_empty() && value != *other,
        Some((_, EndsTlsWhen::Lists(protocols))) => {
            value.split(',').any(|part| protocols.contains(&part.split(':').next().unwrap_or_default().trim()))
        }
        Some((_, EndsTlsWhen::IsWithout(values, other))) => {
            values.contains(&value) && annotations.mapping.get(other).is_none_or(|other| other.text() != "true")
        }
    }
}
