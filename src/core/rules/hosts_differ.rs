//! The rule `hosts-differ`.

use crate::exposure::hostname;
use crate::finding::{Diagnostic, Severity};
use crate::reading::subject::{Kind, Subject};
use crate::rules::example_host_left_in_place::CHART_DEFAULT;
use crate::views::backend_ingress::ingress_is_provisioned;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::policy_labels::{gateway_is_provisioned, route_is_provisioned};

declare_rule! {
    /// A method whose host is not the one in the router's certificate.
    ///
    /// ## What it finds
    ///
    /// Spaces values in which the host of an Ingress or a Gateway that is made differs from `externalTLS.host`, or from
    /// the other's. With a certificate of your own, which may hold several names, it is a warning.
    ///
    /// ## Why it matters
    ///
    /// The chart issues the certificate for one host, and writes that one into kubeconfigs. Clients that use the other
    /// name get a certificate for the wrong host.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// externalTLS:
    ///   host: proxy.acme.dev
    /// ingress:
    ///   provision: true
    ///   host: spaces.acme.dev
    /// ```
    // error[hosts-differ]: `ingress.host` is `spaces.acme.dev`, but `externalTLS.host` is `proxy.acme.dev`
    //  --> example.yaml:5:9
    //   |
    // 5 |   host: spaces.acme.dev
    //   |         ^^^^^^^^^^^^^^^
    //   |
    //   = why: The router's certificate and the kubeconfigs are for one host. Clients that use the other get a certificate for the wrong host.
    //   = help: Write the same host everywhere, and restart the Deployment `spaces-router` after a change.
    ///
    /// ```yaml passing
    /// externalTLS:
    ///   host: proxy.acme.dev
    /// ingress:
    ///   provision: true
    ///   host: proxy.acme.dev
    /// ```
    ///
    /// ## What to do
    ///
    /// Write the same host everywhere, and restart the Deployment `spaces-router` after a change.
    ///
    /// ## Sources
    ///
    /// The Helm reference of Spaces 1.17, and Upbound's page on leaving ingress-nginx.
    "hosts-differ", Error, since "0.1.0",
    references &["https://docs.upbound.io/reference/spaces-helm-reference/"],
    check Some(check)
}

const CERTIFICATE: &[&str] = &["externalTLS", "host"];
const INGRESS: &[&str] = &["ingress", "host"];
const GATEWAY: &[&str] = &["gatewayAPI", "host"];

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for values in context.subjects.of(Kind::SpacesValues) {
        let in_use = [
            (CERTIFICATE, true),
            (GATEWAY, gateway_is_provisioned(values) || route_is_provisioned(values)),
            (INGRESS, ingress_is_provisioned(values, context.subjects)),
        ];
        let mut hosts =
            in_use.iter().filter(|(_, used)| *used).filter_map(|(keys, _)| Some((*keys, host(values, keys)?)));
        let Some((first_keys, first)) = hosts.next() else { continue };
        let has_own = values.text(&["externalTLS", "tlsSecret", "name"]).is_some_and(|name| !name.is_empty());
        for (keys, host) in hosts.filter(|(_, host)| meant(host) != meant(first)) {
            let message = format!("`{}` is `{host}`, but `{}` is `{first}`", keys.join("."), first_keys.join("."));
            let diagnostic = Diagnostic::of(&RULE, message)
                .severity(if has_own { Severity::Warning } else { Severity::Error })
                .why("The router's certificate and the kubeconfigs are for one host. Clients that use the other get a certificate for the wrong host.")
                .help("Write the same host everywhere, and restart the Deployment `spaces-router` after a change.");
            let span = values.get(keys).unwrap_or(values.node).span();
            found.push(values.place(diagnostic, keys, span));
        }
    }
}

/// Gives a host that is written; the chart's own example is left to another rule.
fn host<'d>(values: &Subject<'d, '_>, keys: &[&str]) -> Option<&'d str> {
    values.text(keys).filter(|host| !host.is_empty() && *host != CHART_DEFAULT)
}

/// Gives the domain name in a host, without a scheme, a port or the like.
fn meant(host: &str) -> String {
    hostname::repaired(host).unwrap_or_else(|| host.to_owned())
}
