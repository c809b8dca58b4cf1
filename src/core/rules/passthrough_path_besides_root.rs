//! The rule `passthrough-path-besides-root`.

use crate::facts::controller::Limit;
use crate::finding::{Diagnostic, Safety};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use portico_edit as edit;
use portico_manifest::PathSegment;

declare_rule! {
    /// A path other than `/` in an Ingress that should pass TLS through.
    ///
    /// ## What it finds
    ///
    /// A path that leads to the router and isn't `/`, in an Ingress of a controller that the catalogue knows to pass
    /// nothing else through: ingress-nginx, AKS application routing, Traefik's nginx provider, HAProxy Ingress, Cilium.
    ///
    /// ## Why it matters
    ///
    /// The path of a request is inside TLS, where the controller doesn't look. It ignores the path, and doesn't pass
    /// the host through at all.
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
    ///   ingressClassName: nginx
    ///   rules:
    ///     - host: proxy.acme.dev
    ///       http: {paths: [{path: /api, pathType: Prefix, backend: {service: {name: spaces-router, port: {number: 443}}}}]}
    /// ```
    // error[passthrough-path-besides-root]: the path `/api` can't be seen in traffic that is passed through
    //   --> example.yaml:10:29
    //    |
    // 10 |       http: {paths: [{path: /api, pathType: Prefix, backend: {service: {name: spaces-router, port: {number: 443}}}}]}
    //    |                             ^^^^
    //    |
    //    = in: Ingress router
    //    = why: Paths are inside TLS. The controller ignores this one, and ends the host's TLS itself.
    //    = help: Write `path: /` with `pathType: Prefix`.
    // help: write `/`
    //    |
    // 10 -       http: {paths: [{path: /api, pathType: Prefix, backend: {service: {name: spaces-router, port: {number: 443}}}}]}
    // 10 +       http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: spaces-router, port: {number: 443}}}}]}
    //    |
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
    /// Write `path: /` with `pathType: Prefix`.
    ///
    /// ## Sources
    ///
    /// The controllers' code and references.
    "passthrough-path-besides-root", Error, since "0.1.0",
    references &["https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#ssl-passthrough"],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for ingress in context.ingresses() {
        let mut facts = ingress.candidates.facts().peekable();
        if facts.peek().is_none() || !facts.all(|facts| facts.passthrough.limits.contains(&Limit::RootPath)) {
            continue;
        }
        for rule in ingress.rules(&context.subjects.backend) {
            // Beside a path `/` to the router, another path adds nothing that works, but takes nothing away.
            if rule.paths.iter().any(|(_, path)| path.get("path").is_none_or(|path| ["/", ""].contains(&path.text()))) {
                continue;
            }
            for (index, path) in rule.paths {
                let Some(node) = path.get("path") else { continue };
                let message = format!("the path `{}` can't be seen in traffic that is passed through", node.text());
                let edits = [edit::Edit { span: node.span(), replacement: "/".to_owned() }];
                let mut diagnostic = Diagnostic::of(&RULE, message)
                    .severity(ingress.candidates.severity())
                    .why("Paths are inside TLS. The controller ignores this one, and ends the host's TLS itself.")
                    .help("Write `path: /` with `pathType: Prefix`.");
                if node.resolved() == node {
                    diagnostic = diagnostic.fix("write `/`", Safety::Unsafe, ingress.subject.edits(&edits));
                }
                let key = |key: &str| PathSegment::Key(key.to_owned());
                let keys = [key("http"), key("paths"), PathSegment::Index(index), key("path")];
                found.push(ingress.place_in_rule(diagnostic, rule.index, &keys, node.span()));
            }
        }
    }
}
