//! The rule `host-is-not-a-domain-name`.

use crate::exposure::hostname::{self, Fault};
use crate::finding::quoted::quoted;
use crate::finding::{Diagnostic, Safety};
use crate::reading::subject::{Kind, Subject};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use portico_edit as edit;
use portico_manifest::Node;

declare_rule! {
    /// An external host that is not a lower-case fully qualified domain name.
    ///
    /// ## What it finds
    ///
    /// `spec.host` of an Exposure, and `externalTLS.host`, `ingress.host` and `gatewayAPI.host` of Spaces values,
    /// with a scheme, port, path, wildcard, upper-case letter, final dot or IP address, or without a domain.
    ///
    /// ## Why it matters
    ///
    /// The host is written into the certificate and compared with the name that a client sends before TLS starts
    /// (SNI), which is a bare DNS name and never an IP address. With passthrough nothing else leads a connection to
    /// the router.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// externalTLS:
    ///   host: https://proxy.acme.dev
    /// ```
    // error[host-is-not-a-domain-name]: `externalTLS.host` `https://proxy.acme.dev` has a scheme
    //  --> example.yaml:2:9
    //   |
    // 2 |   host: https://proxy.acme.dev
    //   |         ^^^^^^^^^^^^^^^^^^^^^^
    //   |
    //   = why: It is the name in the certificate and the one that clients send before TLS starts: a bare DNS name.
    //   = help: Write `proxy.acme.dev`.
    // help: write `proxy.acme.dev`
    //   |
    // 2 -   host: https://proxy.acme.dev
    // 2 +   host: proxy.acme.dev
    //   |
    ///
    /// ```yaml passing
    /// externalTLS:
    ///   host: proxy.acme.dev
    /// ```
    ///
    /// ## What to do
    ///
    /// Write the DNS name alone, in lower case.
    ///
    /// ## Sources
    ///
    /// RFC 6066, section 3, for SNI; the Kubernetes API refuses such hosts in an Ingress.
    "host-is-not-a-domain-name", Error, since "0.1.0",
    references &["https://www.rfc-editor.org/rfc/rfc6066#section-3"],
    check Some(check)
}

/// The keys of external hosts in Spaces values.
pub(super) const HOSTS: [&[&str]; 3] = [&["externalTLS", "host"], &["gatewayAPI", "host"], &["ingress", "host"]];

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for subject in context.subjects.of(Kind::SpacesValues) {
        for keys in HOSTS {
            let Some(node) = subject.get(keys) else { continue };
            let Some(host) = node.as_str().filter(|host| !host.is_empty()) else { continue };
            if let Err(fault) = hostname::check(host) {
                let diagnostic = diagnostic(&format!("`{}`", keys.join(".")), host, fault);
                found.push(subject.place(with_fix(diagnostic, subject, node, host), keys, node.span()));
            }
        }
    }
}

fn with_fix(diagnostic: Diagnostic, subject: &Subject<'_, '_>, node: Node<'_, '_>, host: &str) -> Diagnostic {
    match hostname::repaired(host) {
        Some(repaired) => {
            let edits = subject.edits(&[edit::Edit { span: node.span(), replacement: repaired.clone() }]);
            diagnostic.fix(format!("write `{repaired}`"), Safety::Unsafe, edits)
        }
        None => diagnostic,
    }
}

/// Reports a host that isn't a domain name, by its fault.
pub(crate) fn diagnostic(what: &str, host: &str, fault: Fault) -> Diagnostic {
    let help = match hostname::repaired(host) {
        Some(repaired) => format!("Write `{repaired}`."),
        None => "Give a lower-case DNS name with its domain, such as `proxy.acme.dev`.".to_owned(),
    };
    Diagnostic::of(&RULE, format!("{what} {} {}", quoted(host), fault.message()))
        .why("It is the name in the certificate and the one that clients send before TLS starts: a bare DNS name.")
        .help(help)
}
