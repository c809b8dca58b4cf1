//! The rule `listener-port-not-served`.

use crate::exposure::nested::nested;
use crate::finding::{Diagnostic, Safety, Severity};
use crate::reading::subject::{ObjectKind, Subject, Subjects};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::traffic::Listener;
use portico_manifest::{Contents, Node};
use std::cell::LazyCell;

declare_rule! {
    /// A listener on port 443, where the controller serves that port under another number.
    ///
    /// ## What it finds
    ///
    /// Listeners that pass TLS through, or that the backend's route asks for, on port 443 of a Gateway of Traefik:
    /// known by its GatewayClass, by the controller that was named, or by the name `traefik`. Where Traefik's own
    /// entry points, given beside them, listen on 443, that is right.
    ///
    /// ## Why it matters
    ///
    /// Traefik takes a listener only on the port of an entry point, in its pod: 8443, which its Service offers to
    /// clients as 443. It answers any other with `PortUnavailable`.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: Gateway
    /// metadata: {name: spaces}
    /// spec:
    ///   gatewayClassName: traefik
    ///   listeners:
    ///     - {name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough}}
    /// ```
    // warning[listener-port-not-served]: Traefik doesn't serve a listener on port 443
    //  --> example.yaml:7:25
    //   |
    // 7 |     - {name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough}}
    //   |                         ^^^
    //   |
    //   = in: Gateway spaces
    //   = why: A listener must have the port of an entry point, 8443; any other is PortUnavailable.
    //   = help: Write port 8443, which Traefik's Service offers to clients as 443.
    // help: use port 8443
    //   |
    // 7 -     - {name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough}}
    // 7 +     - {name: tls, port: 8443, protocol: TLS, tls: {mode: Passthrough}}
    //   |
    ///
    /// ```yaml passing
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: Gateway
    /// metadata: {name: spaces}
    /// spec:
    ///   gatewayClassName: traefik
    ///   listeners:
    ///     - {name: tls, port: 8443, protocol: TLS, tls: {mode: Passthrough}}
    /// ```
    ///
    /// ## What to do
    ///
    /// Write port 8443, or make an entry point listen on 443 with the capability `NET_BIND_SERVICE`.
    ///
    /// ## Sources
    ///
    /// The code of Traefik's Gateway provider, and the examples of its chart.
    "listener-port-not-served", Error, since "0.1.0",
    references &["https://doc.traefik.io/traefik/reference/install-configuration/providers/kubernetes/kubernetes-gateway/"],
    check Some(check)
}

/// The port that clients connect to.
const PUBLIC: i64 = 443;

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let traffic = context.traffic();
    let attachments = traffic.attachments_by_gateway();
    let listens_on_it = LazyCell::new(|| listens_on_it(context.subjects));
    for (place, gateway) in traffic.passing_gateways() {
        let served = traffic.served_by(gateway);
        let Some(facts) = served.facts().filter(|facts| i64::from(facts.listener_port) != PUBLIC) else { continue };
        for listener in gateway.listeners.iter().filter(|listener| listener.port == Some(PUBLIC)) {
            let may_pass = listener.protocol == "HTTPS" || listener.protocol.eq_ignore_ascii_case("TLS");
            if !may_pass || *listens_on_it {
                continue;
            }
            let attachments = || attachments.get(&place).into_iter().flatten();
            let is_meant = |one: &Listener<'_, '_, '_>| std::ptr::eq(one, listener);
            let is_ours = attachments().any(|one| one.to_blame().into_iter().any(is_meant));
            if !is_ours && !listener.passes_through() {
                continue;
            }
            let name = served.controller.map_or("", |controller| controller.name);
            let port = facts.listener_port;
            let severity = if served.is_certain { Severity::Error } else { Severity::Warning };
            let diagnostic = Diagnostic::of(&RULE, format!("{name} doesn't serve a listener on port {PUBLIC}"))
                .severity(severity)
                .why(format!("A listener must have the port of an entry point, {port}; any other is PortUnavailable."))
                .help(format!("Write port {port}, which {name}'s Service offers to clients as {PUBLIC}."));
            let mut diagnostic = listener.located.place_below(diagnostic, &["port"]);
            let is_taken = gateway.listeners.iter().any(|other| other.port == Some(i64::from(port)));
            if !is_taken && attachments().all(|one| one.parent.port.is_none()) {
                let title = format!("use port {port}");
                diagnostic = listener.located.fix(context, diagnostic, &title, Safety::Unsafe, nested(&["port"], port));
            }
            found.push(diagnostic);
        }
    }
}

/// Whether the input has an entry point on the public port: in the values of a controller's chart, or in the arguments
/// of a workload.
fn listens_on_it(subjects: &Subjects<'_, '_>) -> bool {
    let in_values = subjects.all.iter().any(|subject| {
        let ports = subject.controller.and_then(|_| subject.get(&["ports"]));
        ports.entries().any(|port| {
            let number = |key| port.value.get(key).and_then(Node::as_i64);
            number("containerPort").or(number("port")) == Some(PUBLIC)
        })
    });
    let workloads = subjects.objects_of(&[ObjectKind::Deployment, ObjectKind::DaemonSet]);
    in_values || workloads.into_iter().any(has_entry_point)
}

fn has_entry_point(workload: &Subject<'_, '_>) -> bool {
    let containers = workload.get(&["spec", "template", "spec", "containers"]).items();
    let mut arguments = containers.filter_map(|container| container.get("args")).flat_map(Node::items);
    arguments.any(|argument| {
        let text = argument.text().to_ascii_lowercase();
        let address = text.strip_prefix("--entrypoints.").and_then(|rest| rest.split_once(".address="));
        address.is_some_and(|(_, address)| address.trim_end_matches("/tcp").ends_with(":443"))
    })
}
