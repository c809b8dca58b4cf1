//! The rule `proxy-protocol-before-router`.

use crate::finding::{Diagnostic, Severity};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// A load balancer that sends the PROXY protocol to a router that doesn't read it.
    ///
    /// ## What it finds
    ///
    /// The annotations of AWS, Azure, DigitalOcean, Hetzner, Linode, Scaleway, OpenStack and IBM Cloud that switch the
    /// PROXY protocol on, on the router's Service. In an Exposure whose load balancer belongs to a controller it is a
    /// warning: the controller can be told to read it.
    ///
    /// ## Why it matters
    ///
    /// The protocol puts a line or a few bytes before TLS. The router takes them for the start of TLS and hangs up:
    /// "wrong version number", "connection reset".
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// router:
    ///   proxy:
    ///     service:
    ///       type: LoadBalancer
    ///       annotations:
    ///         load-balancer.hetzner.cloud/location: fsn1
    ///         load-balancer.hetzner.cloud/uses-proxyprotocol: "true"
    /// ```
    // error[proxy-protocol-before-router]: the annotation `load-balancer.hetzner.cloud/uses-proxyprotocol` puts the PROXY protocol before TLS
    //  --> example.yaml:7:57
    //   |
    // 7 |         load-balancer.hetzner.cloud/uses-proxyprotocol: "true"
    //   |                                                         ^^^^^^
    //   |
    //   = why: The router doesn't read it: it takes the first bytes for TLS and hangs up.
    //   = help: Remove it.
    ///
    /// ```yaml passing
    /// externalTLS:
    ///   host: proxy.acme.dev
    /// router:
    ///   proxy:
    ///     service:
    ///       type: LoadBalancer
    ///       annotations:
    ///         load-balancer.hetzner.cloud/location: fsn1
    /// ```
    ///
    /// ## What to do
    ///
    /// Switch it off.
    ///
    /// ## Sources
    ///
    /// The annotation references of the cloud controllers.
    "proxy-protocol-before-router", Error, since "0.1.0",
    references &["https://www.haproxy.org/download/3.2/doc/proxy-protocol.txt"],
    check Some(check)
}

/// Annotations that switch the PROXY protocol on with any value but these; an empty value never does.
const SWITCHES: [(&str, &[&str]); 9] = [
    ("load-balancer.hetzner.cloud/uses-proxyprotocol", &["false"]),
    ("loadbalancer.openstack.org/proxy-protocol", &["false"]),
    ("service.beta.kubernetes.io/aws-load-balancer-proxy-protocol", &[]),
    ("service.beta.kubernetes.io/aws-load-balancer-proxy-protocol-per-target-group", &[]),
    ("service.beta.kubernetes.io/azure-pls-proxy-protocol", &["false"]),
    ("service.beta.kubernetes.io/do-loadbalancer-enable-proxy-protocol", &["false"]),
    ("service.beta.kubernetes.io/linode-loadbalancer-default-proxy-protocol", &["none"]),
    ("service.beta.kubernetes.io/scw-loadbalancer-proxy-protocol-v1", &["false"]),
    ("service.beta.kubernetes.io/scw-loadbalancer-proxy-protocol-v2", &["false"]),
];

/// The annotation of a list of features, of which one is the PROXY protocol.
const IBM: &str = "service.kubernetes.io/ibm-load-balancer-cloud-provider-enable-features";
/// The annotation of a list of attributes, of which one is the PROXY protocol.
const ATTRIBUTES: &str = "service.beta.kubernetes.io/aws-load-balancer-target-group-attributes";

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for annotations in context.service_annotations() {
        for entry in annotations.mapping.entries() {
            let key = entry.key.key_text();
            if entry.value.is_null() || !is_on(&key, entry.value.text()) {
                continue;
            }
            let is_sure = annotations.is_of_backend() && key != IBM;
            let diagnostic =
                Diagnostic::of(&RULE, format!("the annotation `{key}` puts the PROXY protocol before TLS"))
                    .severity(if is_sure { Severity::Error } else { Severity::Warning })
                    .why("The router doesn't read it: it takes the first bytes for TLS and hangs up.")
                    .help(if annotations.is_of_backend() {
                        "Remove it."
                    } else {
                        "Remove it, or tell the controller to expect the PROXY protocol."
                    });
            found.push(annotations.place(diagnostic, &key, entry.value.span()));
        }
    }
}

fn is_on(key: &str, value: &str) -> bool {
    let mut parts = value.split(',').map(str::trim);
    if key == ATTRIBUTES {
        return parts.any(|part| part == "proxy_protocol_v2.enabled=true");
    }
    if key == IBM {
        return parts.any(|part| part == "proxy-protocol");
    }
    let off = SWITCHES.iter().find(|(known, _)| *known == key).map(|(_, off)| off);
    off.is_some_and(|off| !value.is_empty() && !off.contains(&value))
}
