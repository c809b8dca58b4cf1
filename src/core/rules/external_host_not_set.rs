//! The rule `external-host-not-set`.

use crate::finding::Diagnostic;
use crate::reading::subject::Kind;
use crate::rules::host_is_not_a_domain_name::HOSTS;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// A router behind a load balancer, with a certificate for none of your hosts.
    ///
    /// ## What it finds
    ///
    /// Spaces values with a Service of type LoadBalancer and without any of `externalTLS.host`, `gatewayAPI.host` and
    /// `ingress.host`. Another file of values may well set it.
    ///
    /// ## Why it matters
    ///
    /// The chart then issues the certificate for a default host, which leads to 127.0.0.1, and writes that host into
    /// kubeconfigs.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// router:
    ///   proxy:
    ///     service:
    ///       type: LoadBalancer
    /// ```
    // info[external-host-not-set]: no host is set for the router's certificate
    //  --> example.yaml:4:13
    //   |
    // 4 |       type: LoadBalancer
    //   |             ^^^^^^^^^^^^
    //   |
    //   = why: The chart then issues it for a default host, which leads to 127.0.0.1, and writes that host into kubeconfigs.
    //   = help: Set `externalTLS.host` to the name that clients ask for.
    ///
    /// ```yaml passing
    /// externalTLS:
    ///   host: proxy.acme.dev
    /// router:
    ///   proxy:
    ///     service:
    ///       type: LoadBalancer
    /// ```
    ///
    /// ## What to do
    ///
    /// Set `externalTLS.host` to the name that clients ask for.
    ///
    /// ## Sources
    ///
    /// The Helm reference of Spaces 1.17.
    "external-host-not-set", Info, since "0.1.0",
    references &["https://docs.upbound.io/reference/spaces-helm-reference/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let keys = ["router", "proxy", "service", "type"];
    for values in context.subjects.of(Kind::SpacesValues) {
        let Some(node) = values.get(&keys).filter(|node| node.as_str() == Some("LoadBalancer")) else { continue };
        if HOSTS.iter().any(|host| values.text(host).is_some_and(|host| !host.is_empty())) {
            continue;
        }
        let diagnostic = Diagnostic::of(&RULE, "no host is set for the router's certificate")
            .why("The chart then issues it for a default host, which leads to 127.0.0.1, and writes that host into kubeconfigs.")
            .help("Set `externalTLS.host` to the name that clients ask for.");
        found.push(values.place(diagnostic, &keys, node.span()));
    }
}
