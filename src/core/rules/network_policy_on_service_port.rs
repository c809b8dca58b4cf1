//! The rule `network-policy-on-service-port`.

use crate::exposure::nested::nested;
use crate::finding::{Diagnostic, Safety, Severity};
use crate::reading::subject::Subjects;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::traffic::{ANY, LocatedValue, Policies, open_ports};
use portico_manifest::Node;
use std::collections::BTreeMap;

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
    /// A NetworkPolicy sees traffic at the pod, where the Service's port has become the pod's. What it should let in is
    /// dropped: connections time out.
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
    // warning[network-policy-on-service-port]: 443 is the port of the backend's Service; its pods have 8443
    //  --> example.yaml:7:22
    //   |
    // 7 |     - ports: [{port: 443}]
    //   |                      ^^^
    //   |
    //   = in: NetworkPolicy spaces-router
    //   = why: A NetworkPolicy sees traffic at the pod's port, so this lets nothing in.
    //   = help: Write port 8443.
    // help: use port 8443
    //   |
    // 7 -     - ports: [{port: 443}]
    // 7 +     - ports: [{port: 8443}]
    //   |
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

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let policies = context.policies();
    if policies.rules.is_empty() {
        return;
    }
    let (known, severity) = ports(context.subjects);
    let opened = Opened::by(policies);
    for (port, target) in known {
        if port == target || opened.has(target) {
            continue;
        }
        for located in opened.alone.get(&port).into_iter().flatten() {
            let message = format!("{port} is the port of the backend's Service; its pods have {target}");
            let diagnostic = Diagnostic::of(&RULE, message)
                .severity(severity)
                .why("A NetworkPolicy sees traffic at the pod's port, so this lets nothing in.")
                .help(format!("Write port {target}."));
            let diagnostic = located.place_below(diagnostic, &["port"]);
            let title = format!("use port {target}");
            let safety = if severity == Severity::Error { Safety::Safe } else { Safety::Unsafe };
            found.push(located.fix(context, diagnostic, &title, safety, nested(&["port"], target)));
        }
    }
}

/// The ports that policies open.
struct Opened<'r, 's, 'd, 't> {
    /// Whether any port may be open.
    any: bool,
    /// The first ports of ranges, each with the highest last port of the ranges that begin there or before.
    ranges: BTreeMap<i64, i64>,
    /// The entries that open a single port to TCP.
    alone: BTreeMap<i64, Vec<&'r LocatedValue<'s, 'd, 't>>>,
}

impl<'r, 's, 'd, 't> Opened<'r, 's, 'd, 't> {
    fn by(policies: &'r Policies<'s, 'd, 't>) -> Self {
        let mut opened = Self { any: false, ranges: BTreeMap::new(), alone: BTreeMap::new() };
        for rule in &policies.rules {
            opened.any |= rule.ports.is_empty();
            for located in &rule.ports {
                if let Some((first, last)) = open_ports(located) {
                    opened.any |= (first, last) == ANY;
                    let longest = opened.ranges.entry(first).or_insert(last);
                    *longest = last.max(*longest);
                    if first == last && located.node.get("endPort").is_none() {
                        opened.alone.entry(first).or_default().push(located);
                    }
                }
            }
        }
        let mut longest = i64::MIN;
        for last in opened.ranges.values_mut() {
            longest = longest.max(*last);
            *last = longest;
        }
        opened
    }

    fn has(&self, port: i64) -> bool {
        self.any || self.ranges.range(..=port).next_back().is_some_and(|(_, &last)| port <= last)
    }
}

/// The most ports of pods for one port of a Service: one for each protocol.
const MOST_TARGETS: usize = 3;

/// Gives the Service's ports, each with that of the pods; those of the backend where the Service isn't given.
fn ports(subjects: &Subjects<'_, '_>) -> (Vec<(i64, i64)>, Severity) {
    let mut services = subjects.backend_services().peekable();
    if services.peek().is_none() {
        let backend = &subjects.backend;
        return (vec![(i64::from(backend.port), i64::from(backend.target_port))], Severity::Warning);
    }
    let listed = services.filter_map(|service| service.get(&["spec", "ports"])).flat_map(Node::items);
    let number = |port: Node<'_, '_>, key: &str| port.get(key).and_then(Node::as_i64);
    let pairs = listed.filter_map(|port| Some((number(port, "port")?, number(port, "targetPort")?)));
    // An API server takes a port once for each protocol.
    let mut met: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    let is_new = |&(port, target): &(i64, i64)| {
        let targets = met.entry(port).or_default();
        let is_new = targets.len() < MOST_TARGETS && !targets.contains(&target);
        if is_new {
            targets.push(target);
        }
        is_new
    };
    (pairs.filter(is_new).collect(), Severity::Error)
}
