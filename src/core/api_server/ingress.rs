//! Ingress, of Kubernetes.

use super::FaultKind;
use super::form::{Form, ip};
use super::judge::Judge;
use super::located_field::LocatedField;
use super::metadata::{METADATA, check_name};
use super::service::{lacks_list, name_form};
use super::shape::Shape::{Anything, Integer, Object, Text, Word};
use super::shape::{Field, Need, Shape, list, optional, or_empty, required};

static INGRESS: [Field; 5] = [
    required("apiVersion", Text(Form::Any)),
    required("kind", Text(Form::Any)),
    optional("metadata", Anything),
    required("spec", Object(&SPEC)),
    optional("status", Anything),
];
static SPEC: [Field; 4] = [
    optional("defaultBackend", Object(&BACKEND)),
    optional("ingressClassName", Text(Form::Subdomain)),
    or_empty("rules", list(&Object(&RULE))),
    or_empty("tls", list(&Object(&TLS))),
];
static RULE: [Field; 2] = [or_empty("host", Text(Form::Any)), optional("http", Object(&HTTP))];
static HTTP: [Field; 1] = [or_empty("paths", list(&Object(&PATH)))];
static PATH: [Field; 3] = [
    optional("backend", Object(&BACKEND)),
    or_empty("path", Text(Form::Any)),
    optional("pathType", Word(&["Exact", "Prefix", "ImplementationSpecific"])),
];
static BACKEND: [Field; 2] = [optional("resource", Object(&RESOURCE)), optional("service", Object(&SERVICE))];
static SERVICE: [Field; 2] = [required("name", Text(Form::Any)), optional("port", Object(&PORT))];
static PORT: [Field; 2] = [or_empty("name", Text(Form::PortName)), or_empty("number", Integer(1, 65535))];
static TLS: [Field; 2] = [or_empty("hosts", list(&TEXT)), or_empty("secretName", Text(Form::Subdomain))];
static TEXT: Shape = Text(Form::Any);

/// A reference to an object of the same namespace.
pub(super) static RESOURCE: [Field; 3] = [
    optional("apiGroup", Text(Form::Subdomain)),
    required("kind", Text(Form::PathSegment)),
    required("name", Text(Form::PathSegment)),
];

const CLASS: &str = "kubernetes.io/ingress.class";

pub(super) fn check(judge: &mut Judge<'_>, root: &LocatedField<'_, '_, '_>) {
    judge.shape(root, &Object(&INGRESS), Need::Optional);
    if let Some(metadata) = root.child("metadata") {
        judge.shape(&metadata, &METADATA, Need::Optional);
    }
    check_name(judge, root, Form::Subdomain);
    let Some(spec) = root.child("spec").filter(|spec| spec.node.is_mapping()) else { return };
    if spec.count("rules") == 0 && !spec.has("defaultBackend") && lacks_list(&spec, "rules") {
        judge.missing(&spec, "rules", "Add a rule with the host, or a `defaultBackend`.");
    }
    if let Some(backend) = spec.child("defaultBackend") {
        check_backend(judge, &backend);
    }
    spec.each("rules", &mut |rule| check_rule(judge, rule));
    spec.each("tls", &mut |tls| {
        tls.each("hosts", &mut |host| {
            if host.node.as_str().is_some() || host.node.is_null() {
                judge.form_of(host, host.node.as_str().unwrap_or_default(), Form::Host);
            }
        });
    });
    check_class(judge, root, &spec);
}

fn check_rule(judge: &mut Judge<'_>, rule: &LocatedField<'_, '_, '_>) {
    let host = rule.text("host");
    if let Some(located) = rule.child("host").filter(|_| !host.is_empty()) {
        if ip(host).is_some() {
            judge.unfit(FaultKind::Name, &located, "an IP address", "a DNS name");
        } else {
            judge.form(&located, Form::Host);
        }
    }
    let Some(http) = rule.child("http").filter(|http| http.node.is_mapping()) else { return };
    if http.count("paths") == 0 && lacks_list(&http, "paths") {
        judge.missing(&http, "paths", "Add a path, such as `/`.");
    }
    http.each("paths", &mut |path| check_path(judge, path));
}

fn check_path(judge: &mut Judge<'_>, path: &LocatedField<'_, '_, '_>) {
    if !path.has("pathType") {
        return judge.missing(path, "pathType", "Write `pathType: Prefix`, which fits a path of `/`.");
    }
    let (kind, text) = (path.text("pathType"), path.text("path"));
    let is_strict = matches!(kind, "Exact" | "Prefix");
    match path.child("path") {
        Some(located) if located.node.as_str().is_some() => {
            if !text.starts_with('/') && (is_strict || !text.is_empty()) {
                judge.unfit(FaultKind::Value, &located, &format!("`{text}`"), "a path that begins with `/`");
            }
            let inside = ["//", "/./", "/../", "%2f", "%2F"].iter().find(|part| text.contains(**part));
            let bad = inside.or_else(|| ["/..", "/."].iter().find(|end| text.ends_with(**end)));
            if let Some(bad) = bad.filter(|_| is_strict) {
                judge.unfit(FaultKind::Value, &located, &format!("`{text}`"), &format!("a path without `{bad}`"));
            }
        }
        None if is_strict => judge.missing(path, "path", "Write the path, such as `/`."),
        _ => {}
    }
    match path.child("backend") {
        Some(backend) => check_backend(judge, &backend),
        None => judge.missing(path, "backend", "Say which Service gets the traffic."),
    }
}

fn check_backend(judge: &mut Judge<'_>, backend: &LocatedField<'_, '_, '_>) {
    let Some(service) = backend.child("service") else {
        if !backend.has("resource") && backend.node.is_mapping() {
            judge.missing(backend, "service", "Say which Service gets the traffic: `service: {name, port: {number}}`.");
        }
        return;
    };
    if let Some(resource) = backend.child("resource") {
        return judge.excluded(&resource, "beside `service`", "Keep one of the two.");
    }
    if let Some(name) = service.child("name").filter(|name| name.node.as_str() != Some("")) {
        judge.form(&name, name_form(judge.server.kubernetes));
    }
    if !service.node.is_mapping() {
        return;
    }
    let Some(port) = service.child("port") else {
        return judge.missing(&service, "port", "Give the Service's port, by `number` or by `name`.");
    };
    let (name, number) = (port.text("name"), port.number("number"));
    if !name.is_empty() && number != 0 {
        if let Some(located) = port.child("name") {
            judge.excluded(&located, "beside `number`", "Keep one of the two.");
        }
    } else if name.is_empty() && number == 0 && port.node.is_mapping() {
        let is_wrong = |key| {
            port.child(key).is_some_and(|located: LocatedField<'_, '_, '_>| match key {
                "name" => located.node.as_str().is_none(),
                _ => located.node.as_i64().is_none(),
            })
        };
        if !is_wrong("name") && !is_wrong("number") {
            judge.missing(&port, "number", "Give the Service's port, by `number` or by `name`.");
        }
    }
}

fn check_class(judge: &mut Judge<'_>, root: &LocatedField<'_, '_, '_>, spec: &LocatedField<'_, '_, '_>) {
    let Some(metadata) = root.child("metadata") else { return };
    let Some(annotations) = metadata.child("annotations") else { return };
    // A null is an empty string here.
    let annotation =
        annotations.node.get(CLASS).filter(|annotation| annotation.is_null() || annotation.as_str().is_some());
    let (Some(annotation), Some(class)) = (annotation, spec.child("ingressClassName")) else { return };
    if class.node.as_str().is_some_and(|class| class != annotation.as_str().unwrap_or_default()) {
        let annotation = annotations.at_key(CLASS, annotation);
        judge.excluded(&annotation, "beside another `spec.ingressClassName`", "Remove the annotation.");
    }
}
