//! TLSRoute, of the Gateway API, in each of its versions.

use super::FaultKind;
use super::form::Form;
use super::judge::{Judge, Seen};
use super::located_field::LocatedField;
use super::metadata::{METADATA, check_name};
use super::shape::Releases::{Before, ExperimentalSince, Since};
use super::shape::Shape::{Anything, Integer, List, Object, Text, Word};
use super::shape::{Field, Need, Shape, only, optional, required};
use crate::facts::version::Version;
use std::net::Ipv4Addr;

static FIRST: [Field; 5] = route(&FIRST_SPEC);
static LATER: [Field; 5] = route(&LATER_SPEC);

const fn route(spec: &'static [Field]) -> [Field; 5] {
    [
        required("apiVersion", Text(Form::Any)),
        required("kind", Text(Form::Any)),
        optional("metadata", Anything),
        required("spec", Object(spec)),
        optional("status", Anything),
    ]
}

/// The spec of `v1alpha2`.
static FIRST_SPEC: [Field; 6] = [
    only(Since(6), optional("hostnames", List { item: &HOST, least: 0, most: 1024 })),
    only(Before(6), optional("hostnames", List { item: &HOST, least: 0, most: 16 })),
    PARENTS,
    only(Since(4), required("rules", List { item: &Object(&RULE), least: 1, most: 16 })),
    only(Before(4), required("rules", List { item: &Object(&LENIENT_RULE), least: 1, most: 16 })),
    DEFAULT_GATEWAYS,
];

/// The spec of `v1alpha3` and `v1`.
static LATER_SPEC: [Field; 5] = [
    only(Since(6), required("hostnames", List { item: &HOST, least: 1, most: 1024 })),
    only(Before(6), required("hostnames", List { item: &HOST, least: 1, most: 16 })),
    PARENTS,
    required("rules", List { item: &Object(&RULE), least: 1, most: 1 }),
    DEFAULT_GATEWAYS,
];

static HOST: Shape = Text(Form::Host);
const PARENTS: Field = optional("parentRefs", List { item: &PARENT, least: 0, most: MOST_PARENTS });
const DEFAULT_GATEWAYS: Field = only(ExperimentalSince(4), optional("useDefaultGateways", Word(&["All", "None"])));
static PARENT: Shape = Object(&PARENT_FIELDS);
static PARENT_FIELDS: [Field; 6] = [
    optional("group", Text(Form::Group)),
    optional("kind", Text(Form::Kind)),
    required("name", Text(Form::Length(1, 253))),
    optional("namespace", Text(Form::Label)),
    optional("port", Integer(1, 65535)),
    optional("sectionName", Text(Form::Subdomain)),
];
static RULE: [Field; 2] =
    [required("backendRefs", List { item: &BACKEND, least: 1, most: 16 }), optional("name", Text(Form::Subdomain))];
static LENIENT_RULE: [Field; 2] =
    [optional("backendRefs", List { item: &BACKEND, least: 1, most: 16 }), optional("name", Text(Form::Subdomain))];
static BACKEND: Shape = Object(&BACKEND_FIELDS);
static BACKEND_FIELDS: [Field; 6] = [
    optional("group", Text(Form::Group)),
    optional("kind", Text(Form::Kind)),
    required("name", Text(Form::Length(1, 253))),
    optional("namespace", Text(Form::Label)),
    optional("port", Integer(1, 65535)),
    optional("weight", Integer(0, 1_000_000)),
];

/// The first release that refuses addresses as hosts, and that has `v1`.
const NO_ADDRESSES: Version = Version(1, 5);

pub(super) fn check(judge: &mut Judge<'_>, root: &LocatedField<'_, '_, '_>) {
    let is_first = root.text("apiVersion").ends_with("/v1alpha2");
    judge.shape(root, &Object(if is_first { &FIRST } else { &LATER }), Need::Optional);
    if let Some(metadata) = root.child("metadata") {
        judge.shape(&metadata, &METADATA, Need::Optional);
    }
    check_name(judge, root, Form::Subdomain);
    let Some(spec) = root.child("spec") else { return };
    if !is_first && judge.server.gateway_api.version >= NO_ADDRESSES {
        spec.each("hostnames", &mut |host| {
            if host.node.as_str().is_some_and(|host| host.parse::<Ipv4Addr>().is_ok()) {
                judge.unfit(FaultKind::Name, host, "an IP address", "a DNS name");
            }
        });
    }
    check_parents(judge, &spec);
    let mut names = Seen::new();
    let is_unique = judge.is_experimental();
    spec.each("rules", &mut |rule| {
        if let Some(name) = rule.child("name").filter(|name| is_unique && names.has(name.node.text())) {
            judge.repeated(&name, "the name");
        }
        rule.each("backendRefs", &mut |backend| check_backend(judge, backend));
    });
}

fn check_backend(judge: &mut Judge<'_>, backend: &LocatedField<'_, '_, '_>) {
    let is_service = backend.text("group").is_empty() && matches!(backend.text("kind"), "" | "Service");
    if is_service && backend.node.is_mapping() && !backend.has("port") {
        judge.missing(backend, "port", "Give the Service's port, such as 443.");
    }
}

/// The most parents of a route.
const MOST_PARENTS: usize = 32;

/// Checks that references to one parent differ: by the listener, in the experimental channel also by the port.
fn check_parents(judge: &mut Judge<'_>, spec: &LocatedField<'_, '_, '_>) {
    let by_port = judge.is_experimental();
    let (mut told_apart, mut earlier) = (Vec::new(), Seen::new());
    spec.each("parentRefs", &mut |parent| {
        let group = parent.child("group").map_or("gateway.networking.k8s.io", |group| group.node.text());
        let kind = parent.child("kind").map_or("Gateway", |kind| kind.node.text());
        let identity = (group, kind, parent.text("name"), parent.text("namespace"));
        let section = parent.text("sectionName");
        let port = if by_port { parent.number("port") } else { 0 };
        let form = (section.is_empty(), port == 0);
        match told_apart.iter().find(|(other, _)| *other == identity) {
            Some((_, other)) if *other != form => {
                let name = parent.name(None);
                let message =
                    format!("`{name}` and an earlier one name the same parent, but only one names a listener");
                let help = "Write `sectionName` in every reference to this parent, or keep one reference.";
                judge.refuse(FaultKind::Missing, parent, message, help.to_owned());
            }
            None if told_apart.len() < MOST_PARENTS => told_apart.push((identity, form)),
            _ => {}
        }
        if earlier.has((identity, section, port)) {
            judge.repeated(parent, "the parent and listener");
        }
    });
}
