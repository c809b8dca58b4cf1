//! The rule `name-not-allowed`: in an Exposure its reader finds it, in Kubernetes objects the check below.

use crate::api_server::FaultKind;
use crate::finding::Diagnostic;
use crate::finding::quoted::quoted;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::rejections;

declare_rule! {
    /// A name, a label or a host of a form that the API server or Helm refuses.
    ///
    /// ## What it finds
    ///
    /// In a Service, Ingress, IngressClass, NetworkPolicy, Gateway, GatewayClass or TLSRoute: the object's name and
    /// namespace, keys and values of labels, names of ports, classes and Secrets, and hosts: upper-case letters,
    /// underscores, an IP address, a host with a port, `*` anywhere but as the first label. In an Exposure: every name,
    /// namespace, label, key of an annotation and key of a Secret, and the name and the chart of the Helm release.
    ///
    /// ## Why it matters
    ///
    /// The API server refuses the whole object. What an Exposure names goes into manifests, values and commands, where
    /// anything but a name might be read as more than a name.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: Web_1}
    /// spec:
    ///   ports:
    ///   - port: 443
    /// ```
    // error[name-not-allowed]: `metadata.name` is `Web_1`, but takes a DNS label that starts with a letter
    //  --> example.yaml:3:18
    //   |
    // 3 | metadata: {name: Web_1}
    //   |                  ^^^^^
    //   |
    //   = in: Service Web_1
    //   = why: The API server refuses the whole object.
    //   = help: Write `web-1`. It has 63 characters at most: a-z, 0-9 and inner hyphens.
    // help: write `web-1`
    //   |
    // 3 - metadata: {name: Web_1}
    // 3 + metadata: {name: web-1}
    //   |
    ///
    /// ```yaml passing
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: web-1}
    /// spec:
    ///   ports:
    ///   - port: 443
    /// ```
    ///
    /// ## What to do
    ///
    /// Write what the message says. A Service's name is a DNS label that starts with a letter; most others are DNS names.
    /// A chart is an address such as `oci://registry.acme.dev/charts/spaces`, a repository's name and the chart's,
    /// or a path.
    ///
    /// ## Sources
    ///
    /// Kubernetes 1.34 and the Gateway API's resource definitions; tried against an API server. Helm's
    /// `ValidateReleaseName`.
    "name-not-allowed", Error, since "0.1.0",
    references &["https://kubernetes.io/docs/concepts/overview/working-with-objects/names/"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    rejections::report(context, FaultKind::Name, &RULE, found);
}

const WHY: &str =
    "The API server or Helm refuses it, and in a command or a file it may mean something other than a name.";

/// Reports a field of an Exposure whose text has the wrong form.
pub(crate) fn in_exposure(field: &str, text: &str, takes: &str, advice: &str, repaired: Option<&str>) -> Diagnostic {
    let help = repaired.map(|repaired| format!("Write `{repaired}`. ")).unwrap_or_default() + advice;
    Diagnostic::of(&RULE, format!("`{field}` is {}, but takes {takes}", quoted(text))).why(WHY).help(help)
}

/// Reports a key in a field of an Exposure that has the wrong form.
pub(crate) fn key_in_exposure(field: &str, key: &str, advice: &str) -> Diagnostic {
    Diagnostic::of(&RULE, format!("{} can't be a key of `{field}`", quoted(key))).why(WHY).help(advice)
}
