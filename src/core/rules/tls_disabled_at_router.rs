//! The rule `tls-disabled-at-router`.

use crate::finding::{Diagnostic, Safety};
use crate::reading::subject::Kind;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use portico_edit as edit;
use portico_manifest::Node;

declare_rule! {
    /// A router that is told to speak without TLS, behind something that passes TLS through.
    ///
    /// ## What it finds
    ///
    /// `router.insecure`, `ingress.insecure` or `gatewayAPI.insecure` of `true` in Spaces values; the latter two are
    /// not reported where their Ingress or their Gateway is switched off.
    ///
    /// ## Why it matters
    ///
    /// Clients begin TLS, and what answers speaks plain HTTP: "wrong version number". Where TLS ends before the
    /// router instead, client certificates are lost.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// ingress:
    ///   provision: true
    ///   insecure: true
    /// ```
    // error[tls-disabled-at-router]: `ingress.insecure` switches TLS off at the router
    //  --> example.yaml:3:13
    //   |
    // 3 |   insecure: true
    //   |             ^^^^
    //   |
    //   = why: Clients begin TLS, and what answers speaks plain HTTP: "wrong version number".
    //   = help: Remove it: all three methods pass TLS on to the router.
    // help: write `false`
    //   |
    // 3 -   insecure: true
    // 3 +   insecure: false
    //   |
    ///
    /// ```yaml passing
    /// ingress:
    ///   provision: true
    ///   insecure: false
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove it.
    ///
    /// ## Sources
    ///
    /// The Helm reference of Spaces 1.17.
    "tls-disabled-at-router", Error, since "0.1.0",
    references &["https://docs.upbound.io/reference/spaces-helm-reference/"],
    check Some(check)
}

/// The keys that switch TLS off, and those that make it count for nothing where all are false.
const SWITCHES: [(&[&str], &[&[&str]]); 3] = [
    (
        &["gatewayAPI", "insecure"],
        &[&["gatewayAPI", "gateway", "provision"], &["gatewayAPI", "spacesRouterRoute", "provision"]],
    ),
    (&["ingress", "insecure"], &[&["ingress", "provision"]]),
    (&["router", "insecure"], &[]),
];

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for values in context.subjects.of(Kind::SpacesValues) {
        for (keys, switches) in SWITCHES {
            let Some(node) = values.get(keys).filter(|node| node.as_bool() == Some(true)) else { continue };
            let is_off = |keys: &&[&str]| values.get(keys).and_then(Node::as_bool) == Some(false);
            if !switches.is_empty() && switches.iter().all(is_off) {
                continue;
            }
            let edits = [edit::Edit { span: node.span(), replacement: "false".to_owned() }];
            let mut diagnostic = Diagnostic::of(&RULE, format!("`{}` switches TLS off at the router", keys.join(".")))
                .why("Clients begin TLS, and what answers speaks plain HTTP: \"wrong version number\".")
                .help("Remove it: all three methods pass TLS on to the router.");
            if node.resolved() == node {
                diagnostic = diagnostic.fix("write `false`", Safety::Unsafe, values.edits(&edits));
            }
            found.push(values.place(diagnostic, keys, node.span()));
        }
    }
}
