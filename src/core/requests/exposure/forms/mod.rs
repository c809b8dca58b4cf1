//! The forms of an Exposure's texts: names, labels and keys as the API server takes them, and as Helm takes them.
//!
//! The texts are written into commands, manifests, comments and diagrams. A text of another form is refused before
//! that, and the writers quote every text all the same.

use super::field_places::FieldPlaces;
use crate::api_server::{Form, service_name_form};
use crate::exposure::Targets;
use crate::facts::version::Version;
use crate::finding::Diagnostic;
use crate::rules::{name_not_allowed, value_not_allowed};
use serde_json::{Map, Value};

/// The form of a field's value.
enum Takes {
    Text(Form),
    /// The name of a Service, whose form depends on the version of Kubernetes.
    ServiceName,
    Labels,
    /// Annotations, whose values are any text.
    Annotations,
}

use Takes::{Annotations, Labels, ServiceName, Text};

/// The form of every text of an Exposure, except the host, which has its own check, words, identifiers and versions,
/// which must be known, and the reason of a suppression, which is any text.
static FIELDS: &[(&[&str], Takes)] = &[
    (&["metadata", "name"], Text(Form::Subdomain)),
    (&["spec", "tls", "secretName"], Text(Form::Subdomain)),
    (&["spec", "tls", "caBundle", "secretName"], Text(Form::Subdomain)),
    (&["spec", "tls", "caBundle", "key"], Text(Form::SecretKey)),
    (&["spec", "loadBalancer", "annotations"], Annotations),
    (&["spec", "ingress", "className"], Text(Form::Subdomain)),
    (&["spec", "ingress", "annotations"], Annotations),
    (&["spec", "ingress", "podLabels"], Labels),
    (&["spec", "ingress", "namespaceLabels"], Labels),
    (&["spec", "gateway", "name"], Text(Form::Subdomain)),
    (&["spec", "gateway", "namespace"], Text(Form::Label)),
    (&["spec", "gateway", "sectionName"], Text(Form::Subdomain)),
    (&["spec", "gateway", "className"], Text(Form::Subdomain)),
    (&["spec", "gateway", "podLabels"], Labels),
    (&["spec", "gateway", "namespaceLabels"], Labels),
    (&["spec", "release", "name"], Text(Form::ReleaseName)),
    (&["spec", "release", "namespace"], Text(Form::Label)),
    (&["spec", "release", "chart"], Text(Form::Chart)),
    (&["spec", "backend", "namespace"], Text(Form::Label)),
    (&["spec", "backend", "service"], ServiceName),
    (&["spec", "backend", "podLabels"], Labels),
];

/// The most bytes that the keys and the values of an object's annotations have together.
const MOST_BYTES: usize = 256 << 10;

/// Gives the diagnostics of all values that haven't the form of their field.
pub(super) fn check(data: &Value, fields: &FieldPlaces<'_, '_, '_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (keys, takes) in FIELDS {
        let Some(value) = keys.iter().try_fold(data, |value, key| value.get(key)) else { continue };
        match takes {
            Text(form) => found.extend(text(*form, keys, value, fields)),
            ServiceName => found.extend(text(service_name_form(kubernetes(data)), keys, value, fields)),
            Labels => pairs(Form::Key, Form::LabelValue, keys, value, fields, &mut found),
            Annotations => {
                pairs(Form::AnnotationKey, Form::Any, keys, value, fields, &mut found);
                found.extend(size(keys, value, fields));
            }
        }
    }
    found
}

/// Gives the version of Kubernetes that the output is for; another check reports a text that is no version.
fn kubernetes(data: &Value) -> Version {
    let given = data.pointer("/spec/targets/kubernetes").and_then(Value::as_str);
    given.map_or_else(|| Version::parse(&Targets::default().kubernetes), Version::parse).unwrap_or(Version(0, 0))
}

fn text(form: Form, keys: &[&str], value: &Value, fields: &FieldPlaces<'_, '_, '_>) -> Option<Diagnostic> {
    let text = value.as_str().filter(|text| !form.fits(text))?;
    let repaired = form.repaired(text);
    let fault = name_not_allowed::in_exposure(&keys.join("."), text, form.name(), form.advice(), repaired.as_deref());
    Some(fields.place_at(fault, keys))
}

fn pairs(
    key_form: Form,
    value_form: Form,
    keys: &[&str],
    value: &Value,
    fields: &FieldPlaces<'_, '_, '_>,
    found: &mut Vec<Diagnostic>,
) {
    for (key, value) in value.as_object().into_iter().flat_map(Map::iter) {
        let way: Vec<&str> = keys.iter().copied().chain([key.as_str()]).collect();
        if key_form.fits(key) {
            found.extend(text(value_form, &way, value, fields));
        } else {
            let fault = name_not_allowed::key_in_exposure(&keys.join("."), key, key_form.advice());
            found.push(fields.place_at_key(fault, &way));
        }
    }
}

fn size(keys: &[&str], value: &Value, fields: &FieldPlaces<'_, '_, '_>) -> Option<Diagnostic> {
    let length = |(key, value): (&String, &Value)| key.len() + value.as_str().map_or(0, str::len);
    let bytes: usize = value.as_object()?.iter().map(length).sum();
    let fault = || annotations_too_long(&keys.join("."), bytes, MOST_BYTES);
    (bytes > MOST_BYTES).then(|| fields.place_at(fault(), keys))
}

/// Reports annotations of more bytes than an object takes.
fn annotations_too_long(field: &str, bytes: usize, most: usize) -> Diagnostic {
    Diagnostic::of(
        &value_not_allowed::RULE,
        format!("`{field}` has {bytes} bytes, but an object's annotations have {most} at most"),
    )
    .why("The API server refuses the whole object.")
    .help("Shorten the longest.")
}

#[cfg(test)]
mod tests;
