//! The rule `example-host-left-in-place`.

use super::host_is_not_a_domain_name::HOSTS;
use crate::finding::{Diagnostic, Severity};
use crate::reading::subject::Kind;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// A host from the documentation or from the chart's defaults, which leads nowhere.
    ///
    /// ## What it finds
    ///
    /// As an info, a host of a domain that is reserved for examples and tests, such as `proxy.example.com`. As an
    /// error, the chart's own default `proxy.upbound-127.0.0.1.nip.io` written into values.
    ///
    /// ## Why it matters
    ///
    /// Nobody can own a reserved domain, so no DNS record will ever lead there. The chart's default leads every
    /// client to itself: kubeconfigs point to 127.0.0.1.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// externalTLS:
    ///   host: proxy.example.com
    /// ```
    // info[example-host-left-in-place]: `externalTLS.host` is still the example `proxy.example.com`
    //  --> example.yaml:2:9
    //   |
    // 2 |   host: proxy.example.com
    //   |         ^^^^^^^^^^^^^^^^^
    //   |
    //   = why: The domain is reserved for examples: no DNS record will ever lead there.
    //   = help: Write the name that your DNS record will have.
    ///
    /// ```yaml passing
    /// externalTLS:
    ///   host: proxy.acme.dev
    /// ```
    ///
    /// ## What to do
    ///
    /// Write the name that your DNS record will have.
    ///
    /// ## Sources
    ///
    /// RFC 2606 and RFC 6761 for the reserved names; the Helm reference of Spaces 1.17 for the default.
    "example-host-left-in-place", Error, since "0.1.0",
    references &["https://www.rfc-editor.org/rfc/rfc2606", "https://docs.upbound.io/reference/spaces-helm-reference/"],
    check Some(check)
}

pub(super) const CHART_DEFAULT: &str = "proxy.upbound-127.0.0.1.nip.io";

const RESERVED: [&str; 7] = ["example", "example.com", "example.net", "example.org", "invalid", "localhost", "test"];

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let places = context.subjects.all.iter().flat_map(|subject| {
        let keys: &[&[&str]] = match subject.kind {
            Kind::Exposure => &[&["spec", "host"]],
            Kind::SpacesValues => &HOSTS,
            Kind::ControllerValues | Kind::KubernetesObject => &[],
        };
        keys.iter().map(move |keys| (subject, *keys))
    });
    for (subject, keys) in places {
        let Some(node) = subject.get(keys) else { continue };
        let Some(host) = node.as_str() else { continue };
        let name = keys.join(".");
        if host == CHART_DEFAULT {
            let diagnostic = Diagnostic::of(&RULE, format!("`{name}` is the chart's default `{host}`"))
                .why("It resolves to 127.0.0.1, so every client outside connects to itself.")
                .help("Write the name that your DNS record will have.");
            found.push(subject.place(diagnostic, keys, node.span()));
        } else if is_reserved(host) {
            let diagnostic = Diagnostic::of(&RULE, format!("`{name}` is still the example `{host}`"))
                .severity(Severity::Info)
                .why("The domain is reserved for examples: no DNS record will ever lead there.")
                .help("Write the name that your DNS record will have.");
            found.push(subject.place(diagnostic, keys, node.span()));
        }
    }
}

fn is_reserved(host: &str) -> bool {
    RESERVED.iter().any(|domain| host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}
