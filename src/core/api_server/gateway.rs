//! Gateway, of the Gateway API.

use super::form::Form;
use super::judge::{Judge, Seen};
use super::label_selector::LENIENT;
use super::located_field::LocatedField;
use super::metadata::{METADATA, check_name};
use super::shape::Releases::{Before, ExperimentalSince, Since};
use super::shape::Shape::{Anything, Integer, List, Map, Object, Text, Word};
use super::shape::{Field, Need, Shape, only, optional, required};
use crate::facts::version::Version;

static GATEWAY: [Field; 5] = [
    required("apiVersion", Text(Form::Any)),
    required("kind", Text(Form::Any)),
    optional("metadata", Anything),
    required("spec", Object(&SPEC)),
    optional("status", Anything),
];
static SPEC: [Field; 8] = [
    optional("addresses", List { item: &Object(&ADDRESS), least: 0, most: 16 }),
    optional("allowedListeners", Object(&ALLOWED_LISTENERS)),
    only(Before(4), optional("backendTLS", Object(&BACKEND_TLS))),
    only(ExperimentalSince(4), optional("defaultScope", Word(&["All", "None"]))),
    required("gatewayClassName", Text(Form::Length(1, 253))),
    optional("infrastructure", Object(&INFRASTRUCTURE)),
    required("listeners", List { item: &Object(&LISTENER), least: 1, most: 64 }),
    only(Since(4), optional("tls", Object(&TLS))),
];
static ADDRESS: [Field; 2] = [optional("type", Text(Form::AddressType)), optional("value", Text(Form::Length(0, 253)))];
static ALLOWED_LISTENERS: [Field; 1] = [optional("namespaces", Object(&LISTENER_NAMESPACES))];
static LISTENER_NAMESPACES: [Field; 2] =
    [optional("from", Word(&["All", "Selector", "Same", "None"])), optional("selector", LENIENT)];
static INFRASTRUCTURE: [Field; 4] = [
    only(Since(6), optional("annotations", Map(Form::Key, Form::Length(0, 4096), 16))),
    only(Before(6), optional("annotations", Map(Form::Key, Form::Length(0, 4096), 8))),
    optional("labels", Map(Form::Key, Form::LabelValue, 8)),
    optional("parametersRef", Object(&PARAMETERS)),
];
static PARAMETERS: [Field; 3] = [
    required("group", Text(Form::Group)),
    required("kind", Text(Form::Kind)),
    required("name", Text(Form::Length(1, 253))),
];
static LISTENER: [Field; 6] = [
    optional("allowedRoutes", Object(&ALLOWED_ROUTES)),
    optional("hostname", Text(Form::Host)),
    required("name", Text(Form::Subdomain)),
    required("port", Integer(1, 65535)),
    required("protocol", Text(Form::Protocol)),
    optional("tls", Object(&LISTENER_TLS)),
];
static ALLOWED_ROUTES: [Field; 2] = [
    optional("kinds", List { item: &Object(&ROUTE_KIND), least: 0, most: 8 }),
    optional("namespaces", Object(&ROUTE_NAMESPACES)),
];
static ROUTE_KIND: [Field; 2] = [optional("group", Text(Form::Group)), required("kind", Text(Form::Kind))];
static ROUTE_NAMESPACES: [Field; 2] =
    [optional("from", Word(&["All", "Selector", "Same"])), optional("selector", LENIENT)];
static LISTENER_TLS: [Field; 4] = [
    optional("certificateRefs", List { item: &CERTIFICATE, least: 0, most: 64 }),
    only(Before(4), optional("frontendValidation", Object(&VALIDATION_8))),
    optional("mode", Word(&["Terminate", "Passthrough"])),
    optional("options", Map(Form::Any, Form::Length(0, 4096), 16)),
];
static CERTIFICATE: Shape = Object(&CERTIFICATE_FIELDS);
static CERTIFICATE_FIELDS: [Field; 4] = [
    optional("group", Text(Form::Group)),
    optional("kind", Text(Form::Kind)),
    required("name", Text(Form::Length(1, 253))),
    optional("namespace", Text(Form::Label)),
];
static BACKEND_TLS: [Field; 1] = [optional("clientCertificateRef", Object(&CERTIFICATE_FIELDS))];
static TLS: [Field; 2] = [optional("backend", Object(&BACKEND_TLS)), optional("frontend", Object(&FRONTEND))];
static FRONTEND: [Field; 2] = [
    required("default", Object(&FRONTEND_TLS)),
    optional("perPort", List { item: &Object(&PER_PORT), least: 0, most: 64 }),
];
static PER_PORT: [Field; 2] = [required("port", Integer(1, 65535)), required("tls", Object(&FRONTEND_TLS))];
static FRONTEND_TLS: [Field; 2] = [
    only(Since(6), optional("validation", Object(&VALIDATION_16))),
    only(Before(6), optional("validation", Object(&VALIDATION_8))),
];
static VALIDATION_16: [Field; 2] = [required("caCertificateRefs", List { item: &CA, least: 1, most: 16 }), MODE];
static VALIDATION_8: [Field; 3] = [
    only(Since(4), required("caCertificateRefs", List { item: &CA, least: 1, most: 8 })),
    only(Before(4), optional("caCertificateRefs", List { item: &CA, least: 1, most: 8 })),
    only(Since(4), MODE),
];
const MODE: Field = optional("mode", Word(&["AllowValidOnly", "AllowInsecureFallback"]));
static CA: Shape = Object(&CA_FIELDS);
static CA_FIELDS: [Field; 4] = [
    required("group", Text(Form::Group)),
    required("kind", Text(Form::Kind)),
    required("name", Text(Form::Length(1, 253))),
    optional("namespace", Text(Form::Label)),
];

/// The first release in which a listener of TLS must have a mode.
const MODE_IS_NEEDED: Version = Version(1, 5);

/// The first release in which an address may leave its value to the controller.
const VALUE_IS_OPTIONAL: Version = Version(1, 4);

pub(super) fn check(judge: &mut Judge<'_>, root: &LocatedField<'_, '_, '_>) {
    judge.shape(root, &Object(&GATEWAY), Need::Optional);
    if let Some(metadata) = root.child("metadata") {
        judge.shape(&metadata, &METADATA, Need::Optional);
    }
    check_name(judge, root, Form::Subdomain);
    let Some(spec) = root.child("spec") else { return };
    check_addresses(judge, &spec);
    spec.each("listeners", &mut |listener| check_listener(judge, listener));
    check_repeated(judge, &spec);
    check_frontend(judge, &spec);
}

fn check_listener(judge: &mut Judge<'_>, listener: &LocatedField<'_, '_, '_>) {
    let protocol = listener.text("protocol");
    if let Some(hostname) = listener.child("hostname").filter(|_| matches!(protocol, "TCP" | "UDP")) {
        judge.excluded(
            &hostname,
            &format!("beside the protocol {protocol}"),
            "Remove it: the listener doesn't see the host.",
        );
    }
    let Some(tls) = listener.child("tls").filter(|tls| tls.node.is_mapping()) else {
        if protocol == "TLS" && judge.server.gateway_api.version >= MODE_IS_NEEDED && !listener.has("tls") {
            judge.missing(listener, "tls", "Write `tls: {mode: Passthrough}`.");
        }
        return;
    };
    match (protocol, tls.text("mode")) {
        ("HTTP" | "TCP" | "UDP", _) => {
            judge.excluded(&tls, &format!("beside the protocol {protocol}"), "Remove it, or set the protocol to TLS.");
        }
        ("HTTPS", "Passthrough") => {
            if let Some(mode) = tls.child("mode") {
                judge.excluded(&mode, "to `Passthrough` beside the protocol HTTPS", "Set the protocol to TLS.");
            }
        }
        _ => {}
    }
    let options =
        tls.node.get("options").map_or(0, |options| options.entries().filter(|entry| !entry.value.is_null()).count());
    if matches!(tls.text("mode"), "" | "Terminate")
        && tls.count("certificateRefs") == 0
        && options == 0
        && !is_odd(&tls, "mode")
    {
        let help = "Write `mode: Passthrough`, or name the certificate in `certificateRefs`.";
        judge.missing(&tls, "certificateRefs", help);
    }
}

/// Whether a key has a value that is no string, which was noted already.
fn is_odd(located: &LocatedField<'_, '_, '_>, key: &str) -> bool {
    located.child(key).is_some_and(|value| value.node.as_str().is_none())
}

fn check_repeated(judge: &mut Judge<'_>, spec: &LocatedField<'_, '_, '_>) {
    let (mut names, mut places) = (Seen::new(), Seen::new());
    spec.each("listeners", &mut |listener| {
        if let Some(name) = listener.child("name").filter(|name| names.has(name.node.text())) {
            judge.repeated(&name, "the name");
        }
        let hostname = listener.child("hostname").map(|hostname| hostname.node.text());
        if places.has((listener.number("port"), listener.text("protocol"), hostname)) {
            judge.repeated(listener, "the port, protocol and hostname");
        }
    });
}

fn check_addresses(judge: &mut Judge<'_>, spec: &LocatedField<'_, '_, '_>) {
    let mut earlier = Seen::new();
    spec.each("addresses", &mut |address| {
        let kind = match address.text("type") {
            "" => "IPAddress",
            kind => kind,
        };
        let Some(value) = address.child("value") else {
            if judge.server.gateway_api.version < VALUE_IS_OPTIONAL && matches!(kind, "IPAddress" | "Hostname") {
                judge.missing(address, "value", "Give the address; only later releases let it be absent.");
            }
            return;
        };
        let Some(text) = value.node.as_str() else { return };
        match kind {
            "IPAddress" => judge.form(&value, Form::Ip),
            "Hostname" => judge.form(&value, Form::Host),
            _ => {}
        }
        if matches!(kind, "IPAddress" | "Hostname") && earlier.has((kind, text)) {
            judge.repeated(&value, "the address");
        }
    });
}

fn check_frontend(judge: &mut Judge<'_>, spec: &LocatedField<'_, '_, '_>) {
    let Some(tls) = spec.child("tls") else { return };
    let Some(frontend) = tls.child("frontend") else { return };
    let mut ports = Seen::new();
    frontend.each("perPort", &mut |entry| {
        if let Some(port) = entry.child("port").filter(|port| ports.has(port.node.text())) {
            judge.repeated(&port, "the number");
        }
    });
}
