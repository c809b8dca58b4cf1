//! The rule `backend-port-missing`.

use crate::exposure::nested::nested;
use crate::facts::spaces;
use crate::finding::{Diagnostic, Safety, Severity};
use crate::reading::subject::{ObjectKind, Subjects};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::traffic::{LocatedValue, backend_refs};
use portico_manifest::Node;
use portico_text::choices;
use std::collections::{BTreeMap, BTreeSet};

declare_rule! {
    /// A route or an Ingress that sends traffic to a port that the backend's Service doesn't have.
    ///
    /// ## What it finds
    ///
    /// Ports of the backend in routes and Ingresses that the Service, given beside them, doesn't list. Where the
    /// Service isn't given: 8443, the port of its pods, instead of 443.
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
    // error[backend-port-missing]: the backend's Service has no port `8443`
    //   --> example.yaml:13:54
    //    |
    // 13 |   rules: [{backendRefs: [{name: spaces-router, port: 8443}]}]
    //    |                                                      ^^^^
    //    |
    //    = in: TLSRoute spaces-router
    //    = why: The controller finds no endpoints, and connections fail.
    //    = help: Use a port that the Service has: 443.
    // help: use port 443
    //    |
    // 13 -   rules: [{backendRefs: [{name: spaces-router, port: 8443}]}]
    // 13 +   rules: [{backendRefs: [{name: spaces-router, port: 443}]}]
    //    |
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

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let routes = [ObjectKind::TlsRoute, ObjectKind::TcpRoute, ObjectKind::HttpRoute, ObjectKind::GrpcRoute];
    let mut used: Vec<(LocatedValue<'_, '_, '_>, &str)> = Vec::new();
    for route in context.subjects.objects_of(&routes) {
        used.extend(backend_refs(route, context.subjects).map(|reference| (reference, "port")));
    }
    for ingress in context.subjects.backend_ingresses() {
        used.extend(of_ingress(&LocatedValue::root(ingress), &context.subjects.backend.service));
    }
    if used.is_empty() {
        return;
    }
    let ports = Ports::of(context.subjects);
    for (located, key) in used {
        found.extend(match &ports {
            Some(ports) => judge(context, &located, key, ports),
            None => unseen(context, &located, key),
        });
    }
}

/// The ports of the backend's Service.
struct Ports<'d, 't> {
    numbers: BTreeSet<i64>,
    names: BTreeSet<&'d str>,
    /// The first port of the Service for each port of the pods.
    of_target: BTreeMap<i64, Node<'d, 't>>,
    only: Option<Node<'d, 't>>,
    /// The list of the ports, as a message names them.
    listed: String,
}

/// The most ports that a message names.
const MOST_NAMED: usize = 16;

impl<'d, 't> Ports<'d, 't> {
    /// Collects the ports of the backend's Services; none where none is known.
    fn of(subjects: &Subjects<'d, 't>) -> Option<Self> {
        let services = subjects.backend_services().filter_map(|service| service.get(&["spec", "ports"]));
        let all: Vec<Node<'_, '_>> = services.flat_map(Node::items).collect();
        let number = |port: Node<'_, '_>, key: &str| port.get(key).and_then(Node::as_i64);
        let mut of_target = BTreeMap::new();
        for &port in &all {
            if let Some(target) = number(port, "targetPort") {
                of_target.entry(target).or_insert(port);
            }
        }
        let written: Vec<&str> = all.iter().filter_map(|port| Some(port.get("port")?.text())).collect();
        let listed = match written.get(..MOST_NAMED).filter(|named| named.len() < written.len()) {
            Some(named) => format!("{} and {} more", named.join(", "), written.len() - MOST_NAMED),
            None => choices(written.iter().copied()),
        };
        Some(Self {
            numbers: all.iter().filter_map(|&port| number(port, "port")).collect(),
            names: all.iter().filter_map(|port| Some(port.get("name")?.text())).collect(),
            of_target,
            only: match all.as_slice() {
                [] => return None,
                [only] => Some(*only),
                _ => None,
            },
            listed,
        })
    }
}

/// Gives the places where an Ingress names a port of the backend, and the key of each port.
fn of_ingress<'s, 'd, 't>(
    ingress: &LocatedValue<'s, 'd, 't>,
    service: &str,
) -> Vec<(LocatedValue<'s, 'd, 't>, &'static str)> {
    let rules = ingress.items(&["spec", "rules"]);
    let paths = rules.iter().flat_map(|rule| rule.items(&["http", "paths"]));
    let backends = paths.filter_map(|path| path.get(&["backend"])).chain(ingress.get(&["spec", "defaultBackend"]));
    let of_backend = |backend: LocatedValue<'s, 'd, 't>| {
        let named = backend.get(&["service"]).filter(|named| named.text("name") == Some(service))?;
        let port = named.get(&["port"])?;
        let key = if port.node.get("name").is_some() { "name" } else { "number" };
        Some((port, key))
    };
    backends.filter_map(of_backend).collect()
}

fn judge<'s, 'd, 't>(
    context: &Context<'s, 'd, 't>,
    located: &LocatedValue<'s, 'd, 't>,
    key: &'static str,
    ports: &Ports<'_, '_>,
) -> Option<Diagnostic> {
    let given = located.node.get(key)?;
    let number = given.as_i64();
    let is_listed = match number {
        Some(number) => ports.numbers.contains(&number),
        None => ports.names.contains(given.text()),
    };
    if is_listed || given.is_mapping() || given.is_null() {
        return None;
    }
    let diagnostic = Diagnostic::of(&RULE, format!("the backend's Service has no port `{}`", given.text()))
        .why("The controller finds no endpoints, and connections fail.")
        .help(format!("Use a port that the Service has: {}.", ports.listed));
    let diagnostic = located.place_below(diagnostic, &[key]);
    let target = number.and_then(|number| ports.of_target.get(&number)).map(|port| (port, Safety::Safe));
    let only = ports.only.as_ref().filter(|_| number.is_some()).map(|port| (port, Safety::Unsafe));
    let meant = target.or(only).and_then(|(port, safety)| Some((port.get("port")?.as_i64()?, safety)));
    match meant {
        Some((port, safety)) => {
            let desired = nested(&[key], port);
            Some(located.fix(context, diagnostic, &format!("use port {port}"), safety, desired))
        }
        None => Some(diagnostic),
    }
}

/// Reports the pods' port where the Service's is wanted. The Service itself isn't given.
fn unseen<'s, 'd, 't>(
    context: &Context<'s, 'd, 't>,
    located: &LocatedValue<'s, 'd, 't>,
    key: &'static str,
) -> Option<Diagnostic> {
    let backend = &context.subjects.backend;
    let (port, target) = (i64::from(backend.port), i64::from(backend.target_port));
    let is_older = backend.is_spaces() && context.subjects.target.spaces.value < spaces::CONTROLLER_AGNOSTIC;
    if is_older || port == target || located.number(key) != Some(target) {
        return None;
    }
    let message = format!("{target} is the port of the backend's pods; its Service has {port}");
    let diagnostic = Diagnostic::of(&RULE, message)
        .severity(Severity::Warning)
        .why("The controller finds no endpoints, and connections fail.")
        .help(format!("Write {port}, unless `kubectl get service {}` shows another port.", backend.service));
    let title = format!("use port {port}");
    Some(located.fix(context, located.place_below(diagnostic, &[key]), &title, Safety::Unsafe, nested(&[key], port)))
}
