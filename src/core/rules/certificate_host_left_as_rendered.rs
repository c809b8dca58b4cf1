//! The rule `certificate-host-left-as-rendered`; the transformer finds it.

use crate::exposure::Exposure;
use crate::facts::spaces;
use crate::finding::Diagnostic;
use crate::views::declaration::declare_rule;

declare_rule! {
    /// A rendered release of Spaces whose router has a certificate for another host.
    ///
    /// ## What it finds
    ///
    /// A rendered release of Spaces to which an Exposure is applied, with the router's Deployment, and in which nothing but
    /// what leads to the router, such as an Ingress, names the Exposure's host. Where a `Release` is changed instead of
    /// what was rendered, the values set the host, and nothing is reported.
    ///
    /// ## Why it matters
    ///
    /// The chart issues the router's certificate, and writes kubeconfigs, for the host that its values name when it
    /// renders. Whoever changes what is rendered can't change that any more: traffic reaches the router, and clients get
    /// a certificate for another host.
    ///
    /// ## Example
    ///
    /// `portico post-render` on a release that was rendered without `externalTLS.host`.
    ///
    /// ## What to do
    ///
    /// Set `externalTLS.host` when the chart renders; before Spaces 1.13 `ingress.host` does it. `portico render` gives
    /// all the values.
    ///
    /// ## Sources
    ///
    /// The Helm reference of Spaces 1.17, and Upbound's page on leaving ingress-nginx. What the chart renders is not
    /// public.
    "certificate-host-left-as-rendered", Warning, since "0.1.0",
    references &["https://docs.upbound.io/reference/spaces-helm-reference/"],
    check None
}

/// Reports a rendered release of Spaces that doesn't name the Exposure's host.
pub(crate) fn diagnostic(exposure: &Exposure) -> Diagnostic {
    let host = &exposure.spec.host;
    let is_old = exposure.spec.targets.spaces_version().is_some_and(|version| version < spaces::EXTERNAL_TLS);
    let value = if is_old { "ingress.host" } else { "externalTLS.host" };
    Diagnostic::of(&RULE, format!("this release was not rendered for `{host}`"))
        .why(format!(
            "The chart takes the host of the router's certificate from `{value}` when it renders: clients get a certificate for another host."
        ))
        .help(format!("Set `{value}: {host}` in the release's values. `portico render` gives all of them."))
}
