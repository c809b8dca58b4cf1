//! Tests that each field takes texts of its form and nothing else.

use super::*;
use crate::exposure::commented;
use crate::exposure::data::written;
use crate::finding::{PathSegment, Source};
use crate::requests::FieldOverride;
use crate::requests::exposure::{read, read_source, schema};
use proptest::prelude::*;
use serde_json::json;

/// Names that a shell, YAML, a diagram, Markdown or a terminal would take for more.
const HOSTILE: [&str; 18] = [
    "a; touch b #",
    "a$(touch b)",
    "a`touch b`",
    "a\nb: c",
    "a\r\nb",
    "--kubeconfig=b",
    "a' 'b",
    "a\"b",
    "a\"]\n  click b href \"javascript:c\"",
    "<img src=x onerror=a>",
    "a|b",
    "a && b",
    "a\u{1b}[2J",
    "a\u{202e}b",
    "a\u{2028}b",
    "a\u{85}b",
    "::add-mask::a",
    "",
];

/// Makes an Exposure with a value at a path of keys.
fn exposure(keys: &[&str], value: Value) -> Value {
    let spec = json!({"host": "proxy.acme.dev", "method": "LoadBalancer", "cloud": "aws"});
    let mut data = json!({"apiVersion": "portico.dev/v1alpha1", "kind": "Exposure", "metadata": {}, "spec": spec});
    if keys.contains(&"ingress") {
        data["spec"]["method"] = json!("Ingress");
        data["spec"]["controller"] = json!("traefik-nginx");
    }
    if keys.contains(&"gateway") {
        data["spec"]["method"] = json!("GatewayAPI");
        data["spec"]["controller"] = json!("envoy-gateway");
        data["spec"]["gateway"] = json!({"provision": false});
    }
    if keys.contains(&"caBundle") {
        data["spec"]["tls"] = json!({"secretName": "a", "caBundle": {"secretName": "a"}});
    }
    let mut place = &mut data;
    for &key in keys {
        place = &mut place[key];
    }
    *place = value;
    data
}

fn read_data(data: &Value) -> Result<crate::exposure::Exposure, Vec<Diagnostic>> {
    let text = serde_json::to_string_pretty(data).unwrap();
    read_source(&Source { name: "exposure.json".to_owned(), text })
}

fn path(keys: &[&str]) -> Vec<PathSegment> {
    keys.iter().map(|&key| PathSegment::Key(key.to_owned())).collect()
}

/// Gives values that put a hostile text into a field, as a text or as a label's key or value, with their paths.
fn hostile(keys: &'static [&'static str], takes: &Takes, text: &str) -> Vec<(Value, Vec<String>)> {
    let way = |last: Option<&str>| keys.iter().copied().chain(last).map(str::to_owned).collect();
    let key = || (json!({text: "a"}), way(Some(text)));
    match takes {
        Text(_) | ServiceName => vec![(json!(text), way(None))],
        Annotations => vec![key()],
        // An empty text is a valid value of a label.
        Labels if text.is_empty() => vec![key()],
        Labels => vec![key(), (json!({"a": text}), way(Some("a")))],
    }
}

#[test]
fn a_hostile_text_is_refused_in_every_field_at_its_place() {
    for (keys, takes) in FIELDS {
        for text in HOSTILE {
            for (value, way) in hostile(keys, takes, text) {
                let way: Vec<&str> = way.iter().map(String::as_str).collect();
                let found = read_data(&exposure(keys, value)).expect_err(&format!("{way:?} is {text:?}"));
                let [fault] = &found[..] else { panic!("{way:?} is {text:?}: {found:?}") };
                assert_eq!((fault.rule.as_str(), &fault.path), ("name-not-allowed", &path(&way)), "{text:?}");
                assert!(fault.span.is_some_and(|span| span.start.line > 3), "{fault:?}");
                assert!(!fault.message.contains(|character: char| character.is_control()), "{fault:?}");
            }
        }
    }
}

#[test]
fn every_text_of_the_schema_has_a_form_or_another_check() {
    // The fields that are checked by the schema or by the host's own check, or that must be known.
    let elsewhere = [
        "apiVersion",
        "kind",
        "spec.host",
        "spec.method",
        "spec.cloud",
        "spec.controller",
        "spec.access",
        "spec.extras",
        "spec.targets.spaces",
        "spec.targets.kubernetes",
        "spec.targets.gatewayAPI.version",
        "spec.targets.gatewayAPI.channel",
        "spec.ignore.rule",
        "spec.ignore.reason",
    ];
    let mut names = Vec::new();
    texts(schema::data(), "", &mut names);
    let formed: Vec<String> = FIELDS.iter().map(|(keys, _)| keys.join(".")).collect();
    for name in &names {
        assert!(formed.contains(name) != elsewhere.contains(&name.as_str()), "{name} has no check, or two");
    }
    assert_eq!(names.len(), formed.len() + elsewhere.len(), "{names:?}");
}

/// Collects the fields of a schema that hold text, or mappings of any text.
fn texts(schema: &Value, name: &str, names: &mut Vec<String>) {
    let schema = crate::requests::json_schema::SchemaCheck::new(schema::data(), "", Vec::new()).dereferenced(schema);
    if let Some(fields) = schema.get("properties").and_then(Value::as_object) {
        for (field, schema) in fields {
            texts(schema, &if name.is_empty() { field.clone() } else { format!("{name}.{field}") }, names);
        }
    } else if let Some(items) = schema.get("items") {
        texts(items, name, names);
    } else if schema.get("additionalProperties").is_some()
        || schema["type"] == "string"
        || schema["type"] == json!(["string", "null"])
        || !crate::requests::json_schema::allowed_words(schema).is_empty()
    {
        names.push(name.to_owned());
    }
}

#[test]
fn what_clusters_and_charts_have_is_taken() {
    for (keys, value) in [
        (&["metadata", "name"][..], json!("spaces.v1")),
        (
            &["spec", "tls"],
            json!({"secretName": "proxy.acme.dev", "caBundle": {"secretName": "ca", "key": "CA_1.crt"}}),
        ),
        (
            &["spec", "loadBalancer", "annotations"],
            json!({"Service.Beta.kubernetes.io/aws-load-balancer-type": "a\nb: \"c\" `d` $(e)", "empty": ""}),
        ),
        (&["spec", "ingress", "className"], json!("internal.nginx")),
        (&["spec", "ingress", "podLabels"], json!({"app.kubernetes.io/name": "Traefik_2.x", "empty": ""})),
        (
            &["spec", "gateway"],
            json!({"provision": false, "name": "edge.1", "namespace": "0-edge", "sectionName": "tls.1", "className": "eg"}),
        ),
        (&["spec", "release"], json!({"name": "spaces.1", "namespace": "a", "chart": "./spaces-1.17.0+up.1.tgz"})),
        (&["spec", "backend"], json!({"namespace": "0a", "service": "a-0", "podLabels": {"a/B": "C"}})),
    ] {
        let read = read_data(&exposure(keys, value));
        assert!(read.is_ok(), "{keys:?}: {read:?}");
    }
}

#[test]
fn a_service_may_start_with_a_digit_where_kubernetes_lets_it() {
    let of = |kubernetes: &str| {
        let mut data = exposure(&["spec", "backend", "service"], json!("0a"));
        data["spec"]["targets"] = json!({"kubernetes": kubernetes});
        read_data(&data).map_err(|found| found.into_iter().map(|fault| fault.rule).collect::<Vec<_>>())
    };
    assert_eq!(of("1.34").unwrap_err(), ["name-not-allowed"]);
    assert!(of("1.36").is_ok());
    // For a text that is no version, the version alone is reported.
    assert!(of("1.x").unwrap_err().contains(&"value-not-allowed".to_owned()));
}

#[test]
fn what_a_flag_gives_is_checked_as_the_file_is() {
    let given = [("method", "LoadBalancer"), ("host", "a.dev"), ("cloud", "aws"), ("release.name", "A; rm #")];
    let overrides = given.map(|(field, value)| FieldOverride {
        field: field.to_owned(),
        value: value.to_owned(),
        origin: format!("--{field}"),
    });
    let found = read(None, &overrides).unwrap_err();
    let [fault] = &found[..] else { panic!("{found:?}") };
    assert_eq!((fault.rule.as_str(), fault.source.as_str()), ("name-not-allowed", "--release.name"));
    assert_eq!(fault.path, path(&["spec", "release", "name"]));
    assert_eq!(fault.message, "`spec.release.name` is `A; rm #`, but takes the name of a Helm release");
}

#[test]
fn a_namespace_of_the_release_is_wrong_once_and_holds_for_the_backend() {
    let data = exposure(&["spec", "release"], json!({"namespace": "a_b"}));
    let found = read_data(&data).unwrap_err();
    let [fault] = &found[..] else { panic!("{found:?}") };
    assert_eq!(fault.path, path(&["spec", "release", "namespace"]));
    assert!(fault.help.starts_with("Write `a-b`. "), "{}", fault.help);

    let text = serde_json::to_string(&exposure(&["spec", "release"], json!({"namespace": "a"}))).unwrap();
    let source = Source { name: "a.json".to_owned(), text };
    let given =
        FieldOverride { field: "release.namespace".to_owned(), value: "b".to_owned(), origin: "form".to_owned() };
    let rendered = crate::render::render(&source, &crate::render::Options::of(vec![given])).unwrap();
    assert!(rendered.exposure.contains("backend:\n    namespace: b\n"), "{}", rendered.exposure);
}

#[test]
fn annotations_that_no_object_takes_are_too_long() {
    let of = |length: usize| {
        read_data(&exposure(&["spec", "loadBalancer", "annotations"], json!({"a": "b".repeat(length)})))
    };
    assert!(of(MOST_BYTES - 1).is_ok());
    let found = of(MOST_BYTES).unwrap_err();
    assert_eq!(found[0].rule, "value-not-allowed");
    assert_eq!(found[0].path, path(&["spec", "loadBalancer", "annotations"]));
}

#[test]
fn a_controller_that_is_not_listed_has_no_version() {
    let mut data = exposure(&["spec", "controller"], json!("other@1.2`touch a`"));
    data["spec"]["method"] = json!("Ingress");
    data["spec"]["ingress"] = json!({"className": "a", "annotations": {}, "podLabels": {}, "namespaceLabels": {}});
    let found = read_data(&data).unwrap_err();
    let [fault] = &found[..] else { panic!("{found:?}") };
    assert_eq!((fault.rule.as_str(), &fault.path), ("choice-not-supported", &path(&["spec", "controller"])));
    assert!(fault.help.contains("Leave the version out"), "{fault:?}");
}

/// Whether a text has only the characters of names, and those of `more`. It doesn't use the forms.
fn is_harmless(text: &str, more: &str) -> bool {
    let is_allowed = |character: char| character.is_ascii_alphanumeric() || "-._/".contains(character);
    text.chars().all(|character| is_allowed(character) || more.contains(character))
}

/// Collects the texts below a value that aren't harmless, with their paths.
fn harmful(value: &Value, way: &str, found: &mut Vec<String>) {
    let is_free = way.ends_with(".reason") || way.contains(".annotations.");
    // A Secret may have a key like `-a`.
    let is_key = way == ".spec.tls.caBundle.key";
    let more = match way {
        ".spec.release.chart" => "~\\:@%?&=,+é",
        ".spec.controller" => "@",
        _ => "",
    };
    match value {
        Value::String(text) if is_free || (is_harmless(text, more) && (is_key || !text.starts_with('-'))) => {}
        Value::String(text) => found.push(format!("{way}: {text:?}")),
        Value::Array(items) => items.iter().for_each(|item| harmful(item, way, found)),
        Value::Object(fields) => {
            for (key, value) in fields {
                if !is_harmless(key, "") {
                    found.push(format!("{way}: {key:?}"));
                }
                harmful(value, &format!("{way}.{key}"), found);
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_but_names_gets_through(
        parts in prop::collection::vec(prop_oneof![
            3 => "[a-z0-9.-]{1,4}",
            2 => prop::sample::select(HOSTILE.to_vec()).prop_map(str::to_owned),
            2 => "[A-Z _/:@%?&=,+~$`'\"\\\\\\[\\](){}<>|;#!*^\n\r\t\u{0}\u{7}\u{1b}\u{7f}\u{200b}\u{202e}\u{2066}\u{2029}é]",
        ], 1..4),
        at in 0..FIELDS.len() + 5,
        by_flag in any::<bool>(),
    ) {
        let text = parts.concat();
        let others: [&[&str]; 5] =
            [&["spec", "host"], &["spec", "cloud"], &["spec", "controller"], &["spec", "targets", "spaces"], &["spec", "targets", "kubernetes"]];
        let (keys, values) = match FIELDS.get(at) {
            Some((keys, takes)) => (*keys, hostile(keys, takes, &text).into_iter().map(|(value, _)| value).collect()),
            None => (others[at - FIELDS.len()], vec![json!(text)]),
        };
        for value in values {
            let is_text = value.is_string() && keys[0] == "spec";
            let read = if by_flag && is_text {
                let given = FieldOverride { field: keys[1..].join("."), value: text.clone(), origin: "--a".to_owned() };
                let source = Source { name: "a.json".to_owned(), text: exposure(keys, json!("a")).to_string() };
                let input = crate::reading::input::Input::read(&source, &|_| true);
                let subjects = crate::reading::recognize::recognize(&input, None);
                read(subjects.first(), &[given])
            } else {
                read_data(&exposure(keys, value))
            };
            if let Ok(exposure) = read {
                let mut found = Vec::new();
                harmful(&commented::data(&written(&exposure)), "", &mut found);
                prop_assert_eq!(found, Vec::<String>::new());
            }
        }
    }
}
