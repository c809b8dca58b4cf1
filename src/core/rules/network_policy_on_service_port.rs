//! The rule `network-policy-on-service-port`.

use crate::diagnostic::{Diagnostic, Safety, Severity};
use crate::nested::nested;
use crate::rule::declare_rule;
use crate::subject::Subjects;
use crate::views::traffic::Policies;
use portico_manifest::Node;

declare_rule! {
    /// A NetworkPolicy that opens the port of the backend's Service, where its pods have another.
    ///
    /// ## What it finds
    ///
    /// In a NetworkPolicy that selects the backend's pods: a rule that opens the Service's port and not the port of
    /// the pods, while no other policy beside it opens that one. It is a warning where the Service isn't given too.
    ///
    /// ## Why it matters
    ///
    /// A NetworkPolicy meets traffic at the pod, where the Service's port has become the pod's. What was to be let in
    /// is dropped: connections time out.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: networking.k8s.io/v1
    /// kind: NetworkPolicy
    /// metadata: {name: spaces-router}
    /// spec:
    ///   podSelector: {matchLabels: {app: spaces-router}}
    ///   ingress:
    ///     - ports: [{port: 443}]
    /// ```
    ///
    /// ```yaml passing
    /// apiVersion: networking.k8s.io/v1
    /// kind: NetworkPolicy
    /// metadata: {name: spaces-router}
    /// spec:
    ///   podSelector: {matchLabels: {app: spaces-router}}
    ///   ingress:
    ///     - ports: [{port: 8443}]
    /// ```
    ///
    /// ## What to do
    ///
    /// Write the port of the pods: 8443 for the router, unless `router.proxy.service.http.port` says otherwise.
    ///
    /// ## Sources
    ///
    /// The reference of Kubernetes, and Upbound's release notes of Spaces 1.10.
    "network-policy-on-service-port", Error, since "0.1.0",
    references &["https://kubernetes.io/docs/concepts/services-networking/network-policies/"],
    check Some(check)
}

fn check(subjects: &Subjects<'_, '_>, found: &mut Vec<Diagnostic>) {
    let policies = Policies::of(subjects);
    if policies.rules.is_empty() {
        return;
    }
    let (known, severity) = ports(subjects);
    for (port, target) in known {
        if port == target || policies.rules.iter().any(|rule| rule.opens(target)) {
            continue;
        }
        for opened in policies.rules.iter().flat_map(|rule| &rule.ports) {
            let is_tcp = opened.text("protocol").is_none_or(|protocol| protocol == "TCP");
            if !is_tcp || opened.number("port") != Some(port) || opened.node.get("endPort").is_some() {
                continue;
            }
            let message = format!("{port} is the port of the backend's Service; its pods have {target}");
            let diagnostic = Diagnostic::of(&RULE, message)
                .severity(severity)
                .why("A NetworkPolicy meets traffic at the pod's port, so that this lets nothing in.")
                .help(format!("Write port {target}."));
            let diagnostic = opened.place_below(diagnostic, &["port"]);
            let title = format!("use port {target}");
            let safety = if severity == Severity::Error { Safety::Safe } else { Safety::Unsafe };
            found.push(opened.fix(diagnostic, &title, safety, &nested(&["port"], target)));
        }
    }
}

/// The Service's ports, each with that of the pods; those of the backend itself where the Service isn't given.
fn ports(subjects: &Subjects<'_, '_>) -> (Vec<(i64, i64)>, Severity) {
    let mut services = subjects.backend_services().peekable();
    if services.peek().is_none() {
        let backend = &subjects.backend;
        return (vec![(i64::from(backend.port), i64::from(backend.target_port))], Severity::Warning);
    }
    let listed = services.filter_map(|service| service.get(&["spec", "ports"])).flat_map(Node::items);
    let number = |port: Node<'_, '_>, key: &str| port.get(key).and_then(Node::as_i64);
    let pairs = listed.filter_map(|port| Some((number(port, "port")?, number(port, "targetPort")?)));
    (pairs.collect(), Severity::Error)
}
