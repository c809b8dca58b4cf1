//! NetworkPolicy, of Kubernetes.

use super::FaultKind;
use super::form::{Form, cidr, is_strictly_inside};
use super::judge::Judge;
use super::label_selector::{self, STRICT};
use super::located_field::LocatedField;
use super::metadata::{METADATA, check_name};
use super::shape::Shape::{Anything, Integer, List, Object, PortOrName, Text, Word};
use super::shape::{Field, Need, Shape, list, optional, or_empty, required};

static NETWORK_POLICY: [Field; 5] = [
    required("apiVersion", Text(Form::Any)),
    required("kind", Text(Form::Any)),
    optional("metadata", Anything),
    optional("spec", Object(&SPEC)),
    optional("status", Anything),
];
static SPEC: [Field; 4] = [
    or_empty("egress", list(&Object(&EGRESS))),
    or_empty("ingress", list(&Object(&INGRESS))),
    optional("podSelector", STRICT),
    optional("policyTypes", List { item: &Word(&["Ingress", "Egress"]), least: 0, most: 2 }),
];
static EGRESS: [Field; 2] = [or_empty("ports", list(&PORT)), or_empty("to", list(&PEER))];
static INGRESS: [Field; 2] = [or_empty("from", list(&PEER)), or_empty("ports", list(&PORT))];
static PORT: Shape = Object(&PORT_FIELDS);
static PORT_FIELDS: [Field; 3] = [
    optional("endPort", Integer(1, 65535)),
    optional("port", PortOrName { zero: false }),
    optional("protocol", Word(&["TCP", "UDP", "SCTP"])),
];
static PEER: Shape = Object(&PEER_FIELDS);
static PEER_FIELDS: [Field; 3] =
    [optional("ipBlock", Object(&BLOCK)), optional("namespaceSelector", STRICT), optional("podSelector", STRICT)];
static BLOCK: [Field; 2] = [required("cidr", Text(Form::Cidr)), or_empty("except", list(&Text(Form::Cidr)))];

pub(super) fn check(judge: &mut Judge<'_>, root: &LocatedField<'_, '_, '_>) {
    judge.shape(root, &Object(&NETWORK_POLICY), Need::Optional);
    if let Some(metadata) = root.child("metadata") {
        judge.shape(&metadata, &METADATA, Need::Optional);
    }
    check_name(judge, root, Form::Subdomain);
    let Some(spec) = root.child("spec") else { return };
    if let Some(selector) = spec.child("podSelector") {
        label_selector::check(judge, &selector);
    }
    for (rules, peers) in [("ingress", "from"), ("egress", "to")] {
        spec.each(rules, &mut |rule| {
            rule.each("ports", &mut |port| check_port(judge, port));
            rule.each(peers, &mut |peer| check_peer(judge, peer));
        });
    }
}

fn check_port(judge: &mut Judge<'_>, port: &LocatedField<'_, '_, '_>) {
    let Some(end) = port.child("endPort") else { return };
    match port.child("port") {
        None => judge.missing(port, "port", "Give the first port of the range, or remove `endPort`."),
        Some(first) if first.node.as_str().is_some() => {
            judge.excluded(&end, "beside a port's name", "Write the first port as a number, or remove `endPort`.");
        }
        Some(first) => {
            if let (Some(first), Some(last)) = (first.node.as_i64(), end.node.as_i64())
                && last < first
            {
                judge.unfit(FaultKind::Value, &end, &format!("`{last}`"), &format!("`port` or more, which is {first}"));
            }
        }
    }
}

fn check_peer(judge: &mut Judge<'_>, peer: &LocatedField<'_, '_, '_>) {
    let selectors = ["podSelector", "namespaceSelector"];
    for selector in selectors.iter().filter_map(|key| peer.child(key)) {
        label_selector::check(judge, &selector);
    }
    let has_selector = selectors.iter().any(|key| peer.has(key));
    let Some(block) = peer.child("ipBlock") else {
        if !has_selector && (peer.node.is_mapping() || peer.node.is_null()) {
            let help = "Add a `podSelector`, a `namespaceSelector` or an `ipBlock`; `podSelector: {}` means every pod.";
            judge.missing(peer, "podSelector", help);
        }
        return;
    };
    if has_selector {
        judge.excluded(&block, "beside a selector", "Make it a list entry of its own.");
    }
    let Some(whole) = cidr(block.text("cidr")) else { return };
    block.each("except", &mut |part| {
        if let Some(range) = part.node.as_str().and_then(cidr)
            && !is_strictly_inside(range, whole)
        {
            judge.unfit(FaultKind::Value, part, &format!("`{}`", part.node.text()), "a smaller range inside `cidr`");
        }
    });
}
