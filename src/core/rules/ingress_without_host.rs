//! The rule `ingress-without-host`.

use crate::finding::Diagnostic;
use crate::reading::subject::Kind;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use portico_manifest::PathSegment;

declare_rule! {
    /// An Ingress that should pass TLS through, but names no host.
    ///
    /// ## What it finds
    ///
    /// A rule or a default backend that leads to the router without a host, in an Ingress of a controller that the
    /// catalogue knows or with an annotation for passthrough; and an empty `ingress.host` in Spaces values.
    ///
    /// ## Why it matters
    ///
    /// The name that a client sends before TLS starts is all that a controller can choose by. Without a host it
    /// passes nothing through and ends TLS itself.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// ingress:
    ///   provision: true
    ///   host: ""
    /// ```
    // error[ingress-without-host]: `ingress.host` is empty
    //  --> example.yaml:3:9
    //   |
    // 3 |   host: ""
    //   |         ^^
    //   |
    //   = why: A controller chooses what to pass through by the name that the client asks for, and ends TLS otherwise.
    //   = help: Name the host that clients ask for.
    ///
    /// ```yaml passing
    /// ingress:
    ///   provision: true
    ///   host: proxy.acme.dev
    /// ```
    ///
    /// ## What to do
    ///
    /// Name the host that clients ask for.
    ///
    /// ## Sources
    ///
    /// The code and the references of ingress-nginx, Traefik, the HAProxy controllers and Cilium.
    "ingress-without-host", Error, since "0.1.0",
    references &["https://kubernetes.github.io/ingress-nginx/user-guide/tls/#ssl-passthrough"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let diagnostic = |message: &str| {
        Diagnostic::of(&RULE, message)
            .why("A controller chooses what to pass through by the name that the client asks for, and ends TLS otherwise.")
            .help("Name the host that clients ask for.")
    };
    for ingress in context.ingresses() {
        if ingress.subject.kind == Kind::SpacesValues {
            let keys = ["ingress", "host"];
            let host = ingress.subject.get(&keys).filter(|host| ingress.is_made && host.as_str() == Some(""));
            found.extend(
                host.map(|host| ingress.subject.place(diagnostic("`ingress.host` is empty"), &keys, host.span())),
            );
            continue;
        }
        if !ingress.is_for_passthrough() {
            continue;
        }
        let rules = ingress.rules(&context.subjects.backend);
        for rule in &rules {
            match rule.host {
                Some(host) if host.as_str() == Some("") => {
                    let path = [PathSegment::Key("host".to_owned())];
                    let diagnostic = diagnostic("the host of this rule is empty");
                    found.push(ingress.place_in_rule(diagnostic, rule.index, &path, host.span()));
                }
                Some(_) => {}
                None => {
                    let diagnostic = diagnostic("this rule to the router has no host");
                    found.push(ingress.place_in_rule(diagnostic, rule.index, &[], rule.node.span()));
                }
            }
        }
        let keys = ["spec", "defaultBackend"];
        if let Some(default) = ingress.subject.get(&keys).filter(|_| rules.is_empty()) {
            let diagnostic = diagnostic("the router is only the default backend, which has no host");
            found.push(ingress.subject.place(diagnostic, &keys, default.span()));
        }
    }
}
