//! The rule `spaces-value-of-wrong-type`.

use crate::finding::{Diagnostic, Safety};
use crate::reading::subject::Kind;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use portico_edit as edit;
use portico_manifest::{Node, Scalar};

declare_rule! {
    /// A value of the Spaces chart with another type than the chart documents.
    ///
    /// ## What it finds
    ///
    /// In what exposes Spaces: a string where a switch belongs, such as `provision: "true"`, a list where a mapping
    /// does, and the like. Null is not reported: Helm then removes the chart's default.
    ///
    /// ## Why it matters
    ///
    /// The chart's schema may refuse it. Where it doesn't, a template takes any string for true, even `"false"`.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// ingress:
    ///   provision: "true"
    ///   host: proxy.acme.dev
    /// ```
    // warning[spaces-value-of-wrong-type]: `ingress.provision` is a string, not true or false
    //  --> example.yaml:2:14
    //   |
    // 2 |   provision: "true"
    //   |              ^^^^^^
    //   |
    //   = why: The chart's schema may refuse it. A template takes any string for true, even "false".
    //   = help: Write true or false.
    // help: remove the quotes
    //   |
    // 2 -   provision: "true"
    // 2 +   provision: true
    //   |
    ///
    /// ```yaml passing
    /// ingress:
    ///   provision: true
    ///   host: proxy.acme.dev
    /// ```
    ///
    /// ## What to do
    ///
    /// Write the type that the message names. On Helm's command line `--set` makes switches, `--set-string` strings.
    ///
    /// ## Sources
    ///
    /// The Helm reference of Spaces 1.17, and Upbound's release notes of 1.10.
    "spaces-value-of-wrong-type", Warning, since "0.1.0",
    references &["https://docs.upbound.io/reference/spaces-helm-reference/"],
    check Some(check)
}

/// The type of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    /// Never expected: no value that exposes Spaces is a list.
    List,
    Mapping,
    Number,
    Switch,
    Text,
}

use Type::{List, Mapping, Number, Switch, Text};

const TYPES: &[(&[&str], Type)] = &[
    (&["externalTLS"], Mapping),
    (&["externalTLS", "caBundleSecret"], Mapping),
    (&["externalTLS", "caBundleSecret", "key"], Text),
    (&["externalTLS", "caBundleSecret", "name"], Text),
    (&["externalTLS", "host"], Text),
    (&["externalTLS", "tlsSecret"], Mapping),
    (&["externalTLS", "tlsSecret", "name"], Text),
    (&["gatewayAPI"], Mapping),
    (&["gatewayAPI", "gateway"], Mapping),
    (&["gatewayAPI", "gateway", "className"], Text),
    (&["gatewayAPI", "gateway", "name"], Text),
    (&["gatewayAPI", "gateway", "namespace"], Text),
    (&["gatewayAPI", "gateway", "provision"], Switch),
    (&["gatewayAPI", "host"], Text),
    (&["gatewayAPI", "insecure"], Switch),
    (&["gatewayAPI", "namespaceLabels"], Mapping),
    (&["gatewayAPI", "podLabels"], Mapping),
    (&["gatewayAPI", "spacesRouterRoute"], Mapping),
    (&["gatewayAPI", "spacesRouterRoute", "provision"], Switch),
    (&["ingress"], Mapping),
    (&["ingress", "annotations"], Mapping),
    (&["ingress", "host"], Text),
    (&["ingress", "ingressClassName"], Text),
    (&["ingress", "insecure"], Switch),
    (&["ingress", "namespaceLabels"], Mapping),
    (&["ingress", "podLabels"], Mapping),
    (&["ingress", "provision"], Switch),
    (&["router", "insecure"], Switch),
    (&["router", "proxy", "service"], Mapping),
    (&["router", "proxy", "service", "annotations"], Mapping),
    (&["router", "proxy", "service", "http"], Mapping),
    (&["router", "proxy", "service", "http", "appProtocol"], Text),
    (&["router", "proxy", "service", "http", "name"], Text),
    (&["router", "proxy", "service", "http", "port"], Number),
    (&["router", "proxy", "service", "type"], Text),
];

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for values in context.subjects.of(Kind::SpacesValues) {
        for (keys, wanted) in TYPES {
            let Some(node) = values.get(keys) else { continue };
            let Some(written) = type_of(node).filter(|written| written != wanted) else { continue };
            let name = keys.join(".");
            let message = format!("`{name}` is {}, not {}", written.name(), wanted.name());
            let mut diagnostic = Diagnostic::of(&RULE, message)
                .why(match (wanted, written) {
                    (Switch, Text) => {
                        "The chart's schema may refuse it. A template takes any string for true, even \"false\"."
                    }
                    _ => "The chart's schema may refuse it, and a template would make something else of it.",
                })
                .help(format!("Write {}.", wanted.name()));
            let truth = ["true", "false"].into_iter().find(|truth| truth.eq_ignore_ascii_case(node.text()));
            if let (Switch, Some(truth), true) = (wanted, truth, node.resolved() == node) {
                let edits = [edit::Edit { span: node.span(), replacement: truth.to_owned() }];
                diagnostic = diagnostic.fix("remove the quotes", Safety::Safe, values.edits(&edits));
            }
            found.push(values.place(diagnostic, keys, node.span()));
        }
    }
}

/// Gives the type of a value; none for null.
fn type_of(node: Node<'_, '_>) -> Option<Type> {
    if node.is_mapping() {
        return Some(Mapping);
    }
    if node.is_sequence() {
        return Some(List);
    }
    match node.scalar()? {
        Scalar::Null => None,
        Scalar::Bool(_) => Some(Switch),
        Scalar::Integer(_) | Scalar::Unsigned(_) | Scalar::Float(_) => Some(Number),
        Scalar::String => Some(Text),
    }
}

impl Type {
    fn name(self) -> &'static str {
        match self {
            List => "a list",
            Mapping => "a mapping",
            Number => "a number",
            Switch => "true or false",
            Text => "a string",
        }
    }
}
