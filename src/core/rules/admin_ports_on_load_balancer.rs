//! The rule `admin-ports-on-load-balancer`.

use crate::facts::annotation::Annotation;
use crate::facts::cloud::Cloud;
use crate::finding::{Diagnostic, Safety, Severity};
use crate::reading::subject::{Kind, Subject};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use portico_manifest::{Contents, Node};
use serde_json::json;

declare_rule! {
    /// The statistics, metrics and profiles of HAProxy's controller, open to everyone who can reach its load balancer.
    ///
    /// ## What it finds
    ///
    /// In the Helm values of HAProxy Technologies' chart: `controller.service.type: LoadBalancer`, and `stat` or
    /// `admin` not switched off in `controller.service.enablePorts`. A load balancer that the annotations of a cloud
    /// make private, or that has `loadBalancerSourceRanges`, is not reported.
    ///
    /// ## Why it matters
    ///
    /// The chart puts every port of the controller on its Service, and none asks for credentials: port 1024 has
    /// HAProxy's statistics, which name every backend; port 6060 has the controller's metrics and its pprof endpoints,
    /// through which anybody can read its memory and keep it busy.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// controller:
    ///   service:
    ///     type: LoadBalancer
    ///     enablePorts:
    ///       quic: false
    /// ```
    // warning[admin-ports-on-load-balancer]: the ports `stat` and `admin` of HAProxy's controller are on its load balancer
    //  --> example.yaml:3:11
    //   |
    // 3 |     type: LoadBalancer
    //   |           ^^^^^^^^^^^^
    //   |
    //   = why: Anybody who reaches the load balancer can read its statistics, its metrics and, through pprof, its memory.
    //   = help: Switch them off in `controller.service.enablePorts`, unless another file or flag of the same release does.
    // help: take them off the load balancer
    //   |
    // 5 |       quic: false
    // 6 +       stat: false
    // 7 +       admin: false
    //   |
    ///
    /// ```yaml passing
    /// controller:
    ///   service:
    ///     type: LoadBalancer
    ///     enablePorts:
    ///       quic: false
    ///       stat: false
    ///       admin: false
    /// ```
    ///
    /// ## What to do
    ///
    /// Switch the ports off: the pods keep them, and the chart has a Service of its own for metrics. `portico render`
    /// prints it with the controller's values.
    ///
    /// ## Sources
    ///
    /// The chart's values and its template of the Service, in the versions 1.20 to 1.52.
    "admin-ports-on-load-balancer", Warning, since "0.1.0",
    references &["https://github.com/haproxytech/helm-charts/blob/main/kubernetes-ingress/values.yaml"],
    check Some(check)
}

const SERVICE: &[&str] = &["controller", "service"];
const TYPE: &[&str] = &["controller", "service", "type"];
const PORTS: &[&str] = &["controller", "service", "enablePorts"];
const SCHEME: &str = "service.beta.kubernetes.io/aws-load-balancer-scheme";
const OF_AWS: &str = "service.beta.kubernetes.io/aws-load-balancer-type";

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let is_of_chart = |values: &&Subject<'_, '_>| {
        values.controller.is_some_and(|controller| controller.chart() == Some("kubernetes-ingress"))
    };
    found.extend(
        context.subjects.of(Kind::ControllerValues).filter(is_of_chart).filter_map(|values| judge(context, values)),
    );
}

fn judge<'s, 'd, 't>(context: &Context<'s, 'd, 't>, values: &'s Subject<'d, 't>) -> Option<Diagnostic> {
    let kind = values.get(TYPE).filter(|kind| kind.as_str() == Some("LoadBalancer"))?;
    let service = values.get(SERVICE)?;
    if service.get("enabled").and_then(Node::as_bool) == Some(false) || is_shut(service) {
        return None;
    }
    let port = |key: &str| values.get(PORTS).and_then(|ports| ports.get(key));
    // Charts before 1.45 have `prometheus` for `admin`.
    let admin = if port("admin").is_none() && port("prometheus").is_some() { "prometheus" } else { "admin" };
    let open: Vec<&str> = ["stat", admin].into_iter().filter(|key| !port(key).is_some_and(is_off)).collect();
    if open.is_empty() {
        return None;
    }
    let is_meant = open.iter().any(|key| port(key).is_some());
    let message = format!("the ports {} of HAProxy's controller are on its load balancer", named(&open));
    let diagnostic = Diagnostic::of(&RULE, message)
        .severity(Severity::Warning)
        .why("Anybody who reaches the load balancer can read its statistics, its metrics and, through pprof, its memory.")
        .help("Switch them off in `controller.service.enablePorts`, unless another file or flag of the same release does.");
    // A port that is switched on by hand is wanted.
    let safety = if is_meant { Safety::Unsafe } else { Safety::Safe };
    let off: serde_json::Map<_, _> = open.iter().map(|&port| (port.to_owned(), json!(false))).collect();
    let desired = json!({"controller": {"service": {"enablePorts": off}}});
    let change = (values.prefix.clone(), desired);
    let diagnostic = context.proposals.merge(diagnostic, values, "take them off the load balancer", safety, change);
    Some(values.place(diagnostic, TYPE, kind.span()))
}

fn is_off(node: Node<'_, '_>) -> bool {
    node.as_bool() == Some(false) || node.text() == "false"
}

fn named(ports: &[&str]) -> String {
    ports.iter().map(|port| format!("`{port}`")).collect::<Vec<_>>().join(" and ")
}

/// Whether the load balancer is private or limited to some sources, or may be.
fn is_shut(service: Node<'_, '_>) -> bool {
    let annotation = |key: &str| service.get("annotations").and_then(|annotations| annotations.get(key));
    let is_said = |known: &Annotation| annotation(known.key).is_some_and(|node| node.text() == known.value);
    if service.get("loadBalancerSourceRanges").items().next().is_some() {
        return true;
    }
    let makes_private = |cloud: &Cloud| {
        let is_of_both = |known: &Annotation| {
            cloud.public.iter().any(|public| public.key == known.key && public.value == known.value)
        };
        cloud.private.unwrap_or_default().iter().any(|known| !is_of_both(known) && is_said(known))
    };
    if Cloud::all().any(makes_private) {
        return true;
    }
    // The AWS Load Balancer Controller makes a private one by default; other classes aren't known.
    let is_left_to_class =
        annotation(OF_AWS).is_some() || service.get("loadBalancerClass").is_some_and(|class| !class.is_null());
    annotation(SCHEME).is_none() && is_left_to_class
}
