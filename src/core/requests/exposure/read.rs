//! Reading an Exposure from a document and flags, to the types or to diagnostics.

use super::field_places::FieldPlaces;
use super::{forms, schema, supported};
use crate::exposure::data::{self, Malformed};
use crate::exposure::{API_VERSION, Exposure, KIND, hostname};
use crate::facts::spaces;
use crate::facts::version::Version;
use crate::finding::{Diagnostic, Source};
use crate::reading::LIMITS;
use crate::reading::input::Input;
use crate::reading::recognize::recognize;
use crate::reading::subject::{Kind, Subject};
use crate::requests::FieldOverride;
use crate::requests::field_override::expanded;
use crate::requests::json_schema::{self, SchemaCheck};
use crate::requests::unread;
use crate::rules::{exposure_given_twice, host_is_not_a_domain_name, unknown_key, value_not_allowed};
use portico_text::nearest;
use serde_json::{Map, Value, json};

/// The name of the document in sentences.
const WHAT: &str = "an Exposure";

/// Reads an Exposure from a document, from fields that are given beside it, or from both; the fields win.
pub(crate) fn read(
    subject: Option<&Subject<'_, '_>>,
    overrides: &[FieldOverride],
) -> Result<Exposure, Vec<Diagnostic>> {
    let schema = schema::data();
    let overrides = &expanded(overrides)[..];
    let fields = FieldPlaces { subject, overrides };
    let mut found = Vec::new();
    let mut data = match subject {
        Some(subject) => {
            let given = overrides.iter().map(|given| given.field.as_str()).collect();
            let faults = SchemaCheck::new(schema, WHAT, given).run(subject.node);
            let at = |fault: json_schema::SchemaFault| {
                let mut path = subject.prefix.clone();
                path.extend(fault.path);
                subject.place_at(fault.found, &path, fault.span)
            };
            found.extend(faults.into_iter().map(at));
            match subject.node.to_data(&LIMITS) {
                Ok(data) => data,
                Err(error) => return Err(vec![unread::of_subject(&error, subject)]),
            }
        }
        None => json!({"apiVersion": API_VERSION, "kind": KIND, "spec": {}}),
    };
    remove_nulls(&mut data);
    for given in overrides {
        if let Err(fault) = set(&mut data, schema, given) {
            found.push(fields.place(fault, &given.field));
        }
    }
    if subject.is_none() {
        found.extend(missing(&data));
    }
    if !found.is_empty() {
        return Err(found);
    }
    found.extend(forms::check(&data, &fields));
    backend_follows_release(&mut data);
    let exposure: Exposure = match data::read(data) {
        Ok(exposure) => exposure,
        Err(Malformed(why)) => return Err(vec![fields.place(unexplained(&why), "")]),
    };
    if let Err(fault) = hostname::check(&exposure.spec.host) {
        let diagnostic = host_is_not_a_domain_name::diagnostic("the Exposure's host", &exposure.spec.host, fault);
        found.push(fields.place(diagnostic, "host"));
    }
    found.extend(supported::check(&exposure, &fields));
    if found.iter().any(Diagnostic::is_error) { Err(found) } else { Ok(exposure) }
}

/// Puts the backend into the release's namespace, unless it has one of its own.
fn backend_follows_release(data: &mut Value) {
    let Some(namespace) = data.pointer("/spec/release/namespace").filter(|namespace| namespace.is_string()).cloned()
    else {
        return;
    };
    let backend = &mut data["spec"]["backend"];
    if backend.is_null() {
        *backend = json!({});
    }
    if let Some(backend) = backend.as_object_mut() {
        backend.entry("namespace").or_insert(namespace);
    }
}

/// Removes nulls: they stand for absent fields, as everywhere in Kubernetes.
fn remove_nulls(data: &mut Value) {
    if let Value::Object(fields) = data {
        fields.retain(|_, value| !value.is_null());
        fields.values_mut().for_each(remove_nulls);
    }
}

/// Gives the diagnostics of required fields that flags alone had to give and did not.
fn missing(data: &Value) -> Vec<Diagnostic> {
    ["host", "method"]
        .into_iter()
        .filter(|field| data["spec"].get(field).is_none())
        .map(|field| Diagnostic {
            source: format!("--{field}"),
            ..crate::rules::missing_field::diagnostic(&format!("spec.{field}"))
        })
        .collect()
}

/// Writes an override into the data. The letter case of an enumeration's word does not matter here.
fn set(data: &mut Value, schema: &Value, given: &FieldOverride) -> Result<(), Diagnostic> {
    let mut place = &mut data["spec"];
    let mut form = definition(schema, &schema["properties"]["spec"]);
    for part in given.field.split('.') {
        let properties = form["properties"].as_object();
        let Some(property) = properties.and_then(|properties| properties.get(part)) else {
            let known: Vec<&str> = properties.into_iter().flat_map(|known| known.keys().map(String::as_str)).collect();
            return Err(unknown_key::below(WHAT, "spec", part, nearest(part, known.iter().copied()), &known));
        };
        form = definition(schema, property);
        if place.is_null() {
            *place = Value::Object(Map::new());
        }
        if !place.is_object() {
            return Err(value_not_allowed::form("spec", "a mapping", "something else"));
        }
        place = &mut place[part];
    }
    let words = json_schema::allowed_words(form);
    let name = format!("spec.{}", given.field);
    *place = if words.is_empty() {
        Value::String(given.value.clone())
    } else {
        let word = words.iter().find(|word| word.eq_ignore_ascii_case(&given.value));
        let word = word.ok_or_else(|| value_not_allowed::word(&name, &given.value, &words))?;
        Value::String((*word).to_owned())
    };
    Ok(())
}

fn definition<'s>(schema: &'s Value, property: &'s Value) -> &'s Value {
    SchemaCheck::new(schema, WHAT, Vec::new()).dereferenced(property)
}

/// Reads an Exposure that is for the Spaces of a release, whose version it need not say: the chart's is the target then,
/// where Portico knows it.
pub(crate) fn read_for(subject: &Subject<'_, '_>, release: Option<Version>) -> Result<Exposure, Vec<Diagnostic>> {
    let is_said = subject.get(&["spec", "targets", "spaces"]).is_some_and(|said| !said.is_null());
    let version = release.filter(|version| !is_said && spaces::KNOWN.contains(version));
    let of_chart = version.map(|version| FieldOverride {
        origin: "the version of the release's chart".to_owned(),
        ..FieldOverride::of("targets.spaces", &version.to_string())
    });
    read(Some(subject), of_chart.as_slice())
}

/// Gives the diagnostic of a text that holds no Exposure.
pub(crate) fn absent(source: &Source) -> Diagnostic {
    Diagnostic { source: source.name.clone(), ..no_exposure() }
}

/// Reads a text that must hold exactly one Exposure.
pub(crate) fn read_source(source: &Source) -> Result<Exposure, Vec<Diagnostic>> {
    read_source_for(source, None)
}

/// Reads a text that must hold exactly one Exposure, for the Spaces of a release.
pub(crate) fn read_source_for(source: &Source, release: Option<Version>) -> Result<Exposure, Vec<Diagnostic>> {
    let input = Input::read(source, &|_| true);
    if !input.unread.is_empty() {
        return Err(unread::diagnostics(&input));
    }
    let subjects = recognize(&input, None);
    let mut exposures = subjects.iter().filter(|subject| subject.kind == Kind::Exposure);
    match (exposures.next(), exposures.next()) {
        (None, _) => Err(vec![absent(source)]),
        (Some(only), None) => read_for(only, release),
        (Some(_), Some(second)) => Err(vec![one_too_many(second, "one Exposure is one Space")]),
    }
}

/// Gives the diagnostic of an Exposure that is one too many.
pub(crate) fn one_too_many(second: &Subject<'_, '_>, beside: &str) -> Diagnostic {
    second.place_at_kind(exposure_given_twice::diagnostic(beside))
}

/// Reports a text that should hold an Exposure and does not.
fn no_exposure() -> Diagnostic {
    Diagnostic::of(&value_not_allowed::RULE, "there is no Exposure here")
        .why("An Exposure says how the service is reached.")
        .help("Give a document with `apiVersion: portico.dev/v1alpha1` and `kind: Exposure`.")
}

/// Reports a fault that the schema let through and the types did not.
fn unexplained(reason: &str) -> Diagnostic {
    Diagnostic::of(&value_not_allowed::RULE, format!("the Exposure can't be read: {reason}"))
        .why(value_not_allowed::WHY)
        .help("Compare it with `portico schema`.")
}
