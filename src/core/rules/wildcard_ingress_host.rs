//! The rule `wildcard-ingress-host`.

use crate::facts::controller::Limit;
use crate::finding::{Diagnostic, Severity};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use portico_manifest::PathSegment;

declare_rule! {
    /// A host with a wildcard that the Ingress controller doesn't pass through.
    ///
    /// ## What it finds
    ///
    /// `*.` in the host of a rule that leads to the router, in an Ingress of ingress-nginx or of AKS application
    /// routing. Where the class may be that of another controller too, it is a warning.
    ///
    /// ## Why it matters
    ///
    /// ingress-nginx compares the name that a client asks for with the host letter by letter. No client asks for an
    /// asterisk, so every client gets the controller's fake certificate.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: router
    ///   annotations: {nginx.ingress.kubernetes.io/ssl-passthrough: "true"}
    /// spec:
    ///   ingressClassName: webapprouting.kubernetes.azure.com
    ///   rules:
    ///     - host: "*.acme.dev"
    ///       http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: spaces-router, port: {number: 443}}}}]}
    /// ```
    // error[wildcard-ingress-host]: the host `*.acme.dev` is not passed through by ingress-nginx
    //  --> example.yaml:9:13
    //   |
    // 9 |     - host: "*.acme.dev"
    //   |             ^^^^^^^^^^^^
    //   |
    //   = in: Ingress router
    //   = why: It compares the name that a client asks for letter by letter, so this one never matches.
    //   = help: Write the one host that clients ask for.
    ///
    /// ```yaml passing
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: router
    ///   annotations: {nginx.ingress.kubernetes.io/ssl-passthrough: "true"}
    /// spec:
    ///   ingressClassName: nginx
    ///   rules:
    ///     - host: proxy.acme.dev
    ///       http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: spaces-router, port: {number: 443}}}}]}
    /// ```
    ///
    /// ## What to do
    ///
    /// Write the one host that clients ask for.
    ///
    /// ## Sources
    ///
    /// `pkg/tcpproxy` of kubernetes/ingress-nginx.
    "wildcard-ingress-host", Error, since "0.1.0",
    references &["https://github.com/kubernetes/ingress-nginx/blob/main/pkg/tcpproxy/tcp.go"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for ingress in context.ingresses() {
        if !ingress.candidates.facts().any(|facts| facts.passthrough.limits.contains(&Limit::ExactHosts)) {
            continue;
        }
        let is_all = ingress.candidates.facts().all(|facts| facts.passthrough.limits.contains(&Limit::ExactHosts));
        let severity = if is_all { ingress.candidates.severity() } else { Severity::Warning };
        for rule in ingress.rules(&context.subjects.backend) {
            let Some(node) = rule.host else { continue };
            let Some(host) = node.as_str().filter(|host| host.starts_with("*.")) else { continue };
            let diagnostic = Diagnostic::of(&RULE, format!("the host `{host}` is not passed through by ingress-nginx"))
                .severity(severity)
                .why("It compares the name that a client asks for letter by letter, so this one never matches.")
                .help("Write the one host that clients ask for.");
            let path = [PathSegment::Key("host".to_owned())];
            found.push(ingress.place_in_rule(diagnostic, rule.index, &path, node.span()));
        }
    }
}
