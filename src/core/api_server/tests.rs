//! Tests without a server: of targets, and of input that is no object of any kind.

use crate::finding::{Diagnostic, Severity, Source};
use crate::validate::{Options, validate};

fn judged(text: &str, options: &Options) -> Vec<Diagnostic> {
    validate(&[[Source { name: "object.yaml".to_owned(), text: text.to_owned() }]], options).diagnostics
}

fn gateway_api(bundle: &str) -> Options {
    Options::of([("targets.gatewayAPI", bundle)])
}

fn severities(text: &str, options: &Options) -> Vec<(String, Severity)> {
    judged(text, options).into_iter().map(|found| (found.rule, found.severity)).collect()
}

const GATEWAY: &str = "apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge}
spec:
  gatewayClassName: edge
  listeners:
";

#[test]
fn what_only_newer_releases_refuse_is_a_warning_where_none_was_named() {
    let gateway = format!("{GATEWAY}  - {{name: a, port: 443, protocol: TLS}}\n");
    let missing = |severity| vec![("missing-field".to_owned(), severity)];
    assert_eq!(severities(&gateway, &Options::default()), missing(Severity::Warning));
    assert_eq!(severities(&gateway, &gateway_api("1.5")), missing(Severity::Error));
    assert_eq!(severities(&gateway, &gateway_api("1.4:experimental")), []);
}

#[test]
fn what_the_newest_release_takes_is_passed_over_where_none_was_named() {
    let annotations = "a: a, b: b, c: c, d: d, e: e, f: f, g: g, h: h, i: i";
    let gateway = format!(
        "{GATEWAY}  - {{name: a, port: 80, protocol: HTTP}}\n  infrastructure: {{annotations: {{{annotations}}}}}\n"
    );
    assert_eq!(severities(&gateway, &Options::default()), []);
    assert_eq!(severities(&gateway, &gateway_api("1.6")), []);
    assert_eq!(severities(&gateway, &gateway_api("1.5")), [("value-not-allowed".to_owned(), Severity::Error)]);
    assert_eq!(severities(&gateway, &gateway_api("1.2")), [("value-not-allowed".to_owned(), Severity::Warning)]);
}

#[test]
fn a_name_may_start_with_a_digit_where_kubernetes_takes_it() {
    let service = "apiVersion: v1\nkind: Service\nmetadata: {name: 1web}\nspec: {ports: [{port: 443}]}\n";
    let kubernetes = |version: &str| Options::of([("targets.kubernetes", version)]);
    assert_eq!(severities(service, &kubernetes("1.34")), [("name-not-allowed".to_owned(), Severity::Error)]);
    assert_eq!(severities(service, &kubernetes("1.35")), []);
}

#[test]
fn a_field_that_only_a_newer_release_may_have_is_a_warning_where_none_was_named() {
    let service = |field: &str| {
        format!(
            "apiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{ports: [{{port: 443}}], {field}: a}}\n"
        )
    };
    let unknown = |severity| vec![("unknown-key".to_owned(), severity)];
    let kubernetes = Options::of([("targets.kubernetes", "1.34")]);
    assert_eq!(severities(&service("quicPolicy"), &Options::default()), unknown(Severity::Warning));
    assert_eq!(severities(&service("quicPolicy"), &kubernetes), unknown(Severity::Error));
    assert_eq!(severities(&service("selectr"), &Options::default()), unknown(Severity::Error));
}

#[test]
fn what_is_missing_in_the_middle_of_a_pipeline_may_still_come() {
    let list = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- {apiVersion: v1, kind: Service, spec: {type: NodePort}}\n";
    assert_eq!(severities(list, &Options::default()), []);
}

/// Changes a text at a place and in a way that numbers choose.
fn garble(text: &mut Vec<u8>, numbers: &mut impl FnMut(usize) -> usize) {
    const PIECES: [&str; 16] =
        ["{}", "[]", "- ", ": ", "null", "*a", "&a ", "\n", "  ", "\"", "<<: ", "!!str ", "yes", "-1", "ä", "? "];
    let place = numbers(text.len() + 1);
    let length = numbers(6).min(text.len() - place);
    match numbers(3) {
        0 => drop(text.drain(place..place + length)),
        1 => drop(text.splice(place..place, PIECES[numbers(PIECES.len())].bytes())),
        _ => {
            let piece: Vec<u8> = text[place..place + length].to_vec();
            let target = numbers(text.len() + 1);
            text.splice(target..target, piece);
        }
    }
}

#[test]
fn no_text_makes_it_panic_and_every_place_is_in_the_text() {
    let objects = [
        include_str!("../../../tests/fixtures/cases/validate-api-server.yaml"),
        include_str!("../../../tests/fixtures/cases/validate-api-server-silent.yaml"),
    ];
    let documents: Vec<&str> = objects.iter().flat_map(|text| text.split("\n---\n")).collect();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut numbers = |bound: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap() % bound.max(1)
    };
    for _ in 0..1000 {
        let mut text = documents[numbers(documents.len())].as_bytes().to_vec();
        for _ in 0..=numbers(4) {
            garble(&mut text, &mut numbers);
        }
        let text = String::from_utf8_lossy(&text).into_owned();
        for span in judged(&text, &Options::default()).into_iter().filter_map(|found| found.span) {
            let (start, end) = (span.start.offset as usize, span.end.offset as usize);
            assert!(text.get(start..end).is_some(), "{start} to {end} of\n{text}");
        }
    }
}
