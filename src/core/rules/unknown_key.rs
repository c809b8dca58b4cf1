//! The rule `unknown-key`: in an Exposure the schema's reader finds it, in Spaces values and Kubernetes objects the check below.

use crate::api_server::FaultKind;
use crate::finding::quoted::quoted;
use crate::finding::{Diagnostic, Safety, Severity};
use crate::reading::subject::{Kind, Subject};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::rejections;
use portico_edit as edit;
use portico_manifest::Node;
use portico_text::{choices, nearest};

declare_rule! {
    /// A key that nothing reads, most often a misspelt one.
    ///
    /// ## What it finds
    ///
    /// In an Exposure, every key that it does not have. In Spaces values, a key below `externalTLS`, `ingress`,
    /// `gatewayAPI` or `router.proxy.service` that the chart does not document, and a top-level key that is nearly
    /// one of these. In a Service, Ingress, IngressClass, NetworkPolicy, Gateway, GatewayClass or TLSRoute, a field
    /// that the kind doesn't have; a warning where it may be newer than what is known.
    ///
    /// ## Why it matters
    ///
    /// Helm accepts any key and the chart ignores what it doesn't know: `externalTls` leaves the certificate with the
    /// chart's default host, and every client fails with a certificate for another name. The API server refuses an
    /// object with a field that its kind doesn't have, because kubectl asks it to.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// ingress:
    ///   provision: true
    ///   ingressClass: internal
    /// ```
    // warning[unknown-key]: the Spaces chart documents no key `ingressClass` below `ingress`
    //  --> example.yaml:3:3
    //   |
    // 3 |   ingressClass: internal
    //   |   ^^^^^^^^^^^^
    //   |
    //   = why: Helm accepts it, the chart ignores it, and what it should set keeps its default.
    //   = help: Did you mean `ingressClassName`?
    // help: rename it to `ingressClassName`
    //   |
    // 3 -   ingressClass: internal
    // 3 +   ingressClassName: internal
    //   |
    ///
    /// ```yaml passing
    /// ingress:
    ///   provision: true
    ///   ingressClassName: internal
    /// ```
    ///
    /// ## What to do
    ///
    /// Use the key that the message names, or remove it. In Spaces values this is a warning: a newer chart may know a
    /// key that this version doesn't.
    ///
    /// ## Sources
    ///
    /// The Helm reference of Spaces 1.17; Kubernetes 1.34 and the Gateway API's resource definitions.
    "unknown-key", Error, since "0.1.0",
    references &["https://docs.upbound.io/reference/spaces-helm-reference/"],
    check Some(check)
}

/// The documented keys below the parts of the chart's values that expose it. A part that isn't listed takes any key.
const DOCUMENTED: &[(&[&str], &[&str])] = &[
    (&["externalTLS"], &["caBundleSecret", "host", "tlsSecret"]),
    (&["externalTLS", "caBundleSecret"], &["key", "name"]),
    (&["externalTLS", "tlsSecret"], &["name"]),
    (&["gatewayAPI"], &["gateway", "host", "insecure", "namespaceLabels", "podLabels", "spacesRouterRoute"]),
    (&["gatewayAPI", "gateway"], &["className", "name", "namespace", "provision"]),
    (&["gatewayAPI", "spacesRouterRoute"], &["provision"]),
    (
        &["ingress"],
        &["annotations", "host", "ingressClassName", "insecure", "namespaceLabels", "podLabels", "provision"],
    ),
    (&["router", "proxy", "service"], &["annotations", "http", "type"]),
    (&["router", "proxy", "service", "http"], &["appProtocol", "name", "port"]),
];

const TOP_LEVEL: [&str; 4] = ["externalTLS", "gatewayAPI", "ingress", "router"];

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    rejections::report(context, FaultKind::Unknown, &RULE, found);
    for subject in context.subjects.of(Kind::SpacesValues) {
        for entry in subject.node.entries() {
            let key = entry.key.key_text();
            let Some(meant) = nearest(&key, TOP_LEVEL).filter(|_| !TOP_LEVEL.contains(&key.as_ref())) else { continue };
            // Beside the right key, one of nearly its name may be meant; one that differs by case alone is not.
            let is_there = subject.node.get(meant).is_some();
            if !is_there || meant.eq_ignore_ascii_case(&key) {
                found.push(in_values(subject, &[], entry.key, Some(meant).filter(|_| !is_there), &TOP_LEVEL));
            }
        }
        for (part, known) in DOCUMENTED {
            let Some(node) = subject.get(part) else { continue };
            for entry in node.entries().filter(|entry| !entry.merged) {
                let key = entry.key.key_text();
                if !known.contains(&key.as_ref()) {
                    let meant = nearest(&key, known.iter().copied()).filter(|meant| node.get(meant).is_none());
                    found.push(in_values(subject, part, entry.key, meant, known));
                }
            }
        }
    }
}

fn in_values(
    subject: &Subject<'_, '_>,
    part: &[&str],
    key: Node<'_, '_>,
    meant: Option<&str>,
    known: &[&str],
) -> Diagnostic {
    let name = key.key_text();
    let place = if part.is_empty() { String::new() } else { format!(" below `{}`", part.join(".")) };
    let mut diagnostic = Diagnostic::of(&RULE, format!("the Spaces chart documents no key `{name}`{place}"))
        .severity(Severity::Warning)
        .why("Helm accepts it, the chart ignores it, and what it should set keeps its default.")
        .help(advice(meant, known));
    if let Some(meant) = meant {
        let edits = subject.edits(&[edit::Edit { span: key.span(), replacement: meant.to_owned() }]);
        diagnostic = diagnostic.fix(format!("rename it to `{meant}`"), Safety::Unsafe, edits);
    }
    let path: Vec<&str> = part.iter().copied().chain([name.as_ref()]).collect();
    subject.place(diagnostic, &path, key.span())
}

/// Reports a key that one of Portico's own documents doesn't have.
pub(crate) fn below(what: &str, part: &str, key: &str, meant: Option<&str>, known: &[&str]) -> Diagnostic {
    let place = if part.is_empty() { what.to_owned() } else { format!("`{part}`") };
    Diagnostic::of(&RULE, format!("{place} has no key {}", quoted(key)))
        .why("It would have no effect, and nothing would say so.")
        .help(advice(meant, known))
}

/// Reports a field that can't be given beside a `portico.yaml`, where these and the levels of rules can.
pub(crate) fn beside_configuration(field: &str, known: &[&str]) -> Diagnostic {
    let help = match nearest(field, known.iter().copied()) {
        Some(meant) => format!("Did you mean `{meant}`?"),
        None => format!("Give {} or rules.NAME; everything else belongs in the file.", known.join(", ")),
    };
    Diagnostic::of(&RULE, format!("{} can't be given beside a portico.yaml", quoted(field)))
        .why("It would have no effect, and nothing would say so.")
        .help(help)
}

/// Reports a key below `rules` that no rule has as its name.
pub(crate) fn of_rules(name: &str, meant: Option<&str>) -> Diagnostic {
    let help = match meant {
        Some(meant) => format!("Did you mean `{meant}`?"),
        None => "`portico explain` lists the rules.".to_owned(),
    };
    Diagnostic::of(&RULE, format!("there is no rule {}", quoted(name)))
        .why("The level would apply to nothing.")
        .help(help)
}

fn advice(meant: Option<&str>, known: &[&str]) -> String {
    match meant {
        Some(meant) => format!("Did you mean `{meant}`?"),
        None => format!("Remove it, or use {}.", choices(known.iter().copied())),
    }
}
