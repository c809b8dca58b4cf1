//! The rule `backend-port-missing`.

use crate::diagnostic::{Diagnostic, Safety, Severity};
use crate::nested::nested;
use crate::rule::declare_rule;
use crate::similar::choices;
use crate::spaces;
use crate::subject::{ObjectKind, Subjects};
use crate::views::traffic::{Spot, backend_refs};
use portico_manifest::Node;

declare_rule! {
    /// A route or an Ingress that sends traffic to a port that the backend's Service doesn't have.
    ///
    /// ## What it finds
    ///
    /// Ports of the backend in routes and Ingresses that the Service, given beside them, doesn't list. Without the
    /// Service: the port of its pods, 8443, where the Service has 443.
    ///
    /// ## Why it matters
    ///
    /// The controller finds no endpoints: connections are reset, or answered with 503.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: spaces-router}
    /// spec:
    ///   ports: [{name: https, port: 443, targetPort: 8443}]
    /// ---
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: TLSRoute
    /// metadata: {name: spaces-router}
    /// spec:
    ///   parentRefs: [{name: spaces}]
    ///   hostnames: [proxy.acme.dev]
    ///   rules: [{backendRefs: [{name: spaces-router, port: 8443}]}]
    /// ```
    ///
    /// ```yaml passing
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: TLSRoute
    /// metadata: {name: spaces-router}
    /// spec:
    ///   parentRefs: [{name: spaces}]
    ///   hostnames: [proxy.acme.dev]
    ///   rules: [{backendRefs: [{name: spaces-router, port: 443}]}]
    /// ```
    ///
    /// ## What to do
    ///
    /// Name the Service's port. `kubectl get svc spaces-router` shows it.
    ///
    /// ## Sources
    ///
    /// Upbound's pages on ingress, and the references of Kubernetes and of the Gateway API.
    "backend-port-missing", Error, since "0.1.0",
    references &["https://docs.upbound.io/self-hosted-spaces/howtos/ingress/"],
    check Some(check)
}

fn check(subjects: &Subjects<'_, '_>, found: &mut Vec<Diagnostic>) {
    let routes = [ObjectKind::TlsRoute, ObjectKind::TcpRoute, ObjectKind::HttpRoute, ObjectKind::GrpcRoute];
    let mut used: Vec<(Spot<'_, '_, '_>, &str)> = Vec::new();
    for route in subjects.objects_of(&routes) {
        used.extend(backend_refs(route, subjects).map(|reference| (reference.spot, "port")));
    }
    for ingress in subjects.backend_ingresses() {
        used.extend(of_ingress(&Spot::root(ingress), &subjects.backend.service));
    }
    if used.is_empty() {
        return;
    }
    let ports: Vec<Node<'_, '_>> = subjects
        .backend_services()
        .filter_map(|service| service.get(&["spec", "ports"]))
        .flat_map(Node::items)
        .collect();
    for (spot, key) in used {
        found.extend(if ports.is_empty() { unseen(&spot, key, subjects) } else { judge(&spot, key, &ports) });
    }
}

/// Where an Ingress names a port of the backend.
fn of_ingress<'s, 'd, 't>(ingress: &Spot<'s, 'd, 't>, service: &str) -> Vec<(Spot<'s, 'd, 't>, &'static str)> {
    let rules = ingress.items(&["spec", "rules"]);
    let paths = rules.iter().flat_map(|rule| rule.items(&["http", "paths"]));
    let backends = paths.filter_map(|path| path.get(&["backend"])).chain(ingress.get(&["spec", "defaultBackend"]));
    let of_backend = |backend: Spot<'s, 'd, 't>| {
        let named = backend.get(&["service"]).filter(|named| named.text("name") == Some(service))?;
        let port = named.get(&["port"])?;
        let key = if port.node.get("name").is_some() { "name" } else { "number" };
        Some((port, key))
    };
    backends.filter_map(of_backend).collect()
}

fn judge(spot: &Spot<'_, '_, '_>, key: &'static str, ports: &[Node<'_, '_>]) -> Option<Diagnostic> {
    let given = spot.node.get(key)?;
    let number = |port: &Node<'_, '_>, key: &str| port.get(key).and_then(Node::as_i64);
    let is_listed = ports.iter().any(|port| match given.as_i64() {
        Some(given) => number(port, "port") == Some(given),
        None => port.get("name").is_some_and(|name| name.text() == given.text()),
    });
    if is_listed || given.is_mapping() || given.is_null() {
        return None;
    }
    let listed: Vec<&str> = ports.iter().filter_map(|port| Some(port.get("port")?.text())).collect();
    let diagnostic = Diagnostic::of(&RULE, format!("the backend's Service has no port `{}`", given.text()))
        .why("The controller finds no endpoints, and connections fail.")
        .help(format!("The Service has {}.", choices(listed.iter().copied())));
    let diagnostic = spot.place_below(diagnostic, &[key]);
    let is_target = |port: &&Node<'_, '_>| given.as_i64().is_some() && number(port, "targetPort") == given.as_i64();
    let mut all = ports.iter();
    let only = all.next().filter(|_| all.next().is_none()).filter(|_| given.as_i64().is_some());
    let target = ports.iter().find(is_target).map(|port| (port, Safety::Safe));
    match target
        .or(only.map(|port| (port, Safety::Unsafe)))
        .and_then(|(port, safety)| Some((number(port, "port")?, safety)))
    {
        Some((port, safety)) => Some(spot.fix(diagnostic, &format!("use port {port}"), safety, &nested(&[key], port))),
        None => Some(diagnostic),
    }
}

/// The pods' port where the Service's is wanted. What the Service itself has can't be seen.
fn unseen(spot: &Spot<'_, '_, '_>, key: &'static str, subjects: &Subjects<'_, '_>) -> Option<Diagnostic> {
    let backend = &subjects.backend;
    let (port, target) = (i64::from(backend.port), i64::from(backend.target_port));
    let is_older = backend.is_spaces() && subjects.target.spaces.value < spaces::CONTROLLER_AGNOSTIC;
    if is_older || port == target || spot.number(key) != Some(target) {
        return None;
    }
    let message = format!("{target} is the port of the backend's pods; its Service has {port}");
    let diagnostic = Diagnostic::of(&RULE, message)
        .severity(Severity::Warning)
        .why("The controller finds no endpoints then, and connections fail.")
        .help(format!("Write {port}, unless `kubectl get service {}` shows another port.", backend.service));
    let title = format!("use port {port}");
    Some(spot.fix(spot.place_below(diagnostic, &[key]), &title, Safety::Unsafe, &nested(&[key], port)))
}
