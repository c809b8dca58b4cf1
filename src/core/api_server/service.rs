//! Service, of Kubernetes.

use super::form::Form;
use super::judge::{Judge, Seen};
use super::located_field::LocatedField;
use super::metadata::{METADATA, check_name};
use super::service_addresses;
use super::shape::Shape::{Anything, Bool, Integer, Map, Object, PortOrName, Text, Word};
use super::shape::{Field, Need, Shape, UNBOUNDED, list, optional, or_empty, required};
use crate::facts::version::Version;

static SERVICE: [Field; 5] = [
    required("apiVersion", Text(Form::Any)),
    required("kind", Text(Form::Any)),
    optional("metadata", Anything),
    required("spec", Object(&SPEC)),
    optional("status", Anything),
];

static TEXT: Shape = Text(Form::Any);
static PORT: Shape = Object(&PORTS);

static SPEC: [Field; 20] = [
    optional("allocateLoadBalancerNodePorts", Bool),
    or_empty("clusterIP", TEXT_FIELD),
    or_empty("clusterIPs", list(&TEXT)),
    or_empty("externalIPs", list(&TEXT)),
    or_empty("externalName", TEXT_FIELD),
    or_empty("externalTrafficPolicy", Word(&["Cluster", "Local"])),
    or_empty("healthCheckNodePort", Integer(1, 65535)),
    optional("internalTrafficPolicy", Word(&["Cluster", "Local"])),
    or_empty("ipFamilies", list(&Word(&["IPv4", "IPv6"]))),
    optional("ipFamilyPolicy", Word(&["SingleStack", "PreferDualStack", "RequireDualStack"])),
    optional("loadBalancerClass", TEXT_FIELD),
    or_empty("loadBalancerIP", TEXT_FIELD),
    or_empty("loadBalancerSourceRanges", list(&TEXT)),
    or_empty("ports", list(&PORT)),
    optional("publishNotReadyAddresses", Bool),
    or_empty("selector", Map(Form::Key, Form::LabelValue, UNBOUNDED)),
    or_empty("sessionAffinity", Word(&["ClientIP", "None"])),
    optional("sessionAffinityConfig", Object(&SESSION_AFFINITY)),
    optional("trafficDistribution", Word(&["PreferClose", "PreferSameZone", "PreferSameNode"])),
    or_empty("type", Word(&TYPES)),
];

const TYPES: [&str; 4] = ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"];
const TEXT_FIELD: Shape = Text(Form::Any);

static PORTS: [Field; 6] = [
    optional("appProtocol", Text(Form::Key)),
    or_empty("name", Text(Form::Label)),
    or_empty("nodePort", Integer(1, 65535)),
    required("port", Integer(1, 65535)),
    or_empty("protocol", Word(&["TCP", "UDP", "SCTP"])),
    or_empty("targetPort", PortOrName { zero: true }),
];

static SESSION_AFFINITY: [Field; 1] = [optional("clientIP", Object(&CLIENT_IP))];
static CLIENT_IP: [Field; 1] = [optional("timeoutSeconds", Integer(i32::MIN as i64, i32::MAX as i64))];

/// The first release in which a Service's name may start with a digit.
const RELAXED_NAMES: Version = Version(1, 35);

/// The annotation that did what `spec.loadBalancerSourceRanges` does.
const SOURCE_RANGES: &str = "service.beta.kubernetes.io/load-balancer-source-ranges";

pub(super) fn check(judge: &mut Judge<'_>, root: &LocatedField<'_, '_, '_>) {
    judge.shape(root, &Object(&SERVICE), Need::Optional);
    if let Some(metadata) = root.child("metadata") {
        judge.shape(&metadata, &METADATA, Need::Optional);
    }
    check_name(judge, root, name_form(judge.server.kubernetes));
    let Some(spec) = root.child("spec").filter(|spec| spec.node.is_mapping()) else { return };
    let kind = match spec.text("type") {
        "" if spec.child("type").is_none_or(|kind| kind.node.as_str().is_some()) => "ClusterIP",
        kind => kind,
    };
    check_type(judge, &spec, kind);
    check_ports(judge, &spec, kind);
    service_addresses::check(judge, &spec, kind);
    // The other checks depend on the type, so they need a known one.
    if !TYPES.contains(&kind) {
        return;
    }
    check_load_balancer(judge, root, &spec, kind);
    check_traffic(judge, &spec, kind);
}

/// Gives the form of a Service's name.
pub(crate) fn name_form(kubernetes: Version) -> Form {
    if kubernetes >= RELAXED_NAMES { Form::Label } else { Form::Label1035 }
}

fn is_headless(spec: &LocatedField<'_, '_, '_>) -> bool {
    spec.text("clusterIP") == "None" && spec.count("clusterIPs") <= 1
}

fn check_type(judge: &mut Judge<'_>, spec: &LocatedField<'_, '_, '_>, kind: &str) {
    if spec.count("ports") == 0 && !is_headless(spec) && kind != "ExternalName" && lacks_list(spec, "ports") {
        judge.missing(spec, "ports", "Add the port that clients connect to.");
    }
    match kind {
        "LoadBalancer" | "NodePort" if is_headless(spec) => {
            if let Some(address) = spec.child("clusterIP") {
                let help = "Remove it: without a cluster IP there is nothing to send traffic to.";
                judge.excluded(&address, &format!("to `None` beside `type: {kind}`"), help);
            }
        }
        "ExternalName" => check_external_name(judge, spec),
        _ => {}
    }
}

fn check_external_name(judge: &mut Judge<'_>, spec: &LocatedField<'_, '_, '_>) {
    for key in ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"] {
        let is_set =
            if key == "ipFamilyPolicy" { spec.has(key) } else { !spec.text(key).is_empty() || spec.count(key) > 0 };
        if let Some(located) = spec.child(key).filter(|_| is_set) {
            judge.excluded(&located, "beside `type: ExternalName`", "Remove it: such a Service is only a DNS name.");
        }
    }
    let name = spec.text("externalName");
    let name = name.strip_suffix('.').unwrap_or(name);
    match spec.child("externalName") {
        Some(located) if !name.is_empty() => judge.form_of(&located, name, Form::Subdomain),
        Some(located) if located.node.as_str().is_none() => {}
        _ => judge.missing(spec, "externalName", "Give the DNS name that the Service stands for."),
    }
}

/// Whether a key has no value or a list; a value of another type was noted already.
pub(super) fn lacks_list(located: &LocatedField<'_, '_, '_>, key: &str) -> bool {
    located.child(key).is_none_or(|list| list.node.is_sequence())
}

fn check_ports(judge: &mut Judge<'_>, spec: &LocatedField<'_, '_, '_>, kind: &str) {
    let Some(ports) = spec.child("ports") else { return };
    let count = ports.items().count();
    let (mut names, mut numbers, mut node_ports) = (Seen::new(), Seen::new(), Seen::new());
    for port in ports.items() {
        let name = port.text("name");
        if name.is_empty() && count > 1 && port.child("name").is_none_or(|name| name.node.as_str().is_some()) {
            judge.missing(&port, "name", "Name the ports: a Service with several needs that.");
        } else if let Some(located) = port.child("name").filter(|_| !name.is_empty() && names.has(name)) {
            judge.repeated(&located, "the name");
        }
        let protocol = match port.text("protocol") {
            "" => "TCP",
            protocol => protocol,
        };
        if numbers.has((protocol, port.number("port"))) {
            judge.repeated(&port, "the port and protocol");
        }
        let node_port = port.number("nodePort");
        if let Some(located) = port.child("nodePort").filter(|_| node_port != 0) {
            if kind == "ClusterIP" {
                judge.excluded(
                    &located,
                    "beside `type: ClusterIP`",
                    "Remove it, or set the type to NodePort or LoadBalancer.",
                );
            }
            if node_ports.has((protocol, node_port)) {
                judge.repeated(&located, "the number and protocol");
            }
        }
    }
}

const BESIDE_ANOTHER_TYPE: &str = "beside a type other than LoadBalancer";
const TAKE_LOAD_BALANCER: &str = "Remove it, or set the type to LoadBalancer.";

fn check_load_balancer(
    judge: &mut Judge<'_>,
    root: &LocatedField<'_, '_, '_>,
    spec: &LocatedField<'_, '_, '_>,
    kind: &str,
) {
    let is_balancer = kind == "LoadBalancer";
    for key in ["allocateLoadBalancerNodePorts", "loadBalancerClass", "loadBalancerSourceRanges"] {
        let is_set = key != "loadBalancerSourceRanges" || spec.count(key) > 0;
        if let Some(located) = spec.child(key).filter(|_| is_set && !is_balancer) {
            judge.excluded(&located, BESIDE_ANOTHER_TYPE, TAKE_LOAD_BALANCER);
        }
    }
    if let Some(class) = spec.child("loadBalancerClass").filter(|_| is_balancer) {
        judge.form(&class, Form::Key);
    }
    if spec.count("loadBalancerSourceRanges") > 0 {
        spec.each("loadBalancerSourceRanges", &mut |range| {
            if range.node.as_str().is_some() || range.node.is_null() {
                judge.form_of(range, range.node.as_str().unwrap_or_default().trim(), Form::Cidr);
            }
        });
        return;
    }
    let Some(metadata) = root.child("metadata") else { return };
    let Some(annotations) = metadata.child("annotations") else { return };
    let Some(ranges) = annotations.child(SOURCE_RANGES) else { return };
    if !is_balancer {
        judge.excluded(&ranges, BESIDE_ANOTHER_TYPE, TAKE_LOAD_BALANCER);
    }
    let text = ranges.node.as_str().unwrap_or_default().trim();
    for range in text.split(',').filter(|_| !text.is_empty()) {
        judge.form_of(&ranges, range.trim(), Form::Cidr);
    }
}

fn check_traffic(judge: &mut Judge<'_>, spec: &LocatedField<'_, '_, '_>, kind: &str) {
    let is_external =
        matches!(kind, "LoadBalancer" | "NodePort") || kind == "ClusterIP" && spec.count("externalIPs") > 0;
    let policy = spec.text("externalTrafficPolicy");
    if let Some(located) = spec.child("externalTrafficPolicy").filter(|_| !policy.is_empty() && !is_external) {
        let help = "Remove it, or set the type to NodePort or LoadBalancer.";
        judge.excluded(&located, "where nothing reaches the Service from outside", help);
    }
    let needs_health_check = kind == "LoadBalancer" && policy == "Local";
    let port = spec.number("healthCheckNodePort");
    if let Some(located) = spec.child("healthCheckNodePort").filter(|_| port != 0 && !needs_health_check) {
        let help = "Remove it, or set the type to LoadBalancer and the policy to Local.";
        judge.excluded(&located, "without `type: LoadBalancer` and `externalTrafficPolicy: Local`", help);
    }
    if let Some(located) = spec.child("healthCheckNodePort").filter(|_| port != 0 && needs_health_check)
        && let Some(ports) = spec.child("ports")
        && ports.items().any(|entry| entry.number("nodePort") == port)
    {
        judge.repeated(&located, "the number of a node port");
    }
    if spec.text("sessionAffinity") == "ClientIP"
        && let Some(config) = spec.child("sessionAffinityConfig")
        && let Some(client) = config.child("clientIP")
        && let Some(seconds) = client.child("timeoutSeconds")
    {
        judge.range(&seconds, 1, 86400);
    }
}
