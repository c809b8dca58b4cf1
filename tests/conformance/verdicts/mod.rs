//! Portico and a real API server refuse the same objects, of every kind that an exposure is made of: those written by
//! hand in `tests/fixtures/verdicts`, and a thousand variants of the accepted ones, which are made anew but the same on
//! every run.
//!
//! Where the two may differ, `differences.yaml` beside the fixtures says why.

mod random;
mod values;
mod variants;

use portico_core::validate::{Options, validate};
use portico_core::{Diagnostic, Source};
use portico_tests::{ApiServer, Bundle, root, skip};
use serde::Deserialize;
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

/// The rules that speak for the API server.
const RULES: [&str; 10] = [
    "api-version-not-served",
    "duplicate-entry",
    "fields-exclude-each-other",
    "missing-field",
    "name-not-allowed",
    "non-string-metadata-value",
    "unknown-key",
    "value-not-allowed",
    "wrong-type",
    "yaml-not-readable",
];

/// The number of variants of each kind: where it is judged at length, and where only the bundles' differences matter.
const MANY: usize = 1000;
const SOME: usize = 100;

/// A reason why Portico has no finding where the server refuses.
#[derive(Deserialize)]
struct Difference {
    /// Words of the server's refusal.
    refusal: String,
    why: String,
    /// An object that the server refuses in these words.
    example: String,
}

fn folder() -> PathBuf {
    root().join("tests/fixtures/verdicts")
}

fn differences() -> Vec<Difference> {
    let text = fs::read_to_string(folder().join("differences.yaml")).expect("the differences can be read");
    let differences: Vec<Difference> = serde_yaml::from_str(&text).expect("the differences are a list");
    assert!(differences.iter().all(|difference| !difference.why.is_empty() && !difference.refusal.is_empty()));
    differences
}

/// Reads the documents of a fixture, each of which must begin with a comment.
fn documents(file: &str) -> Vec<String> {
    let path = folder().join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let documents: Vec<String> = text.split("\n---\n").map(|document| format!("{document}\n")).collect();
    for document in &documents {
        assert!(document.starts_with('#'), "{file}: a document without a comment:\n{document}");
    }
    documents
}

fn object(document: &str) -> Value {
    serde_yaml::from_str(document).unwrap_or_else(|error| panic!("{error}:\n{document}"))
}

/// Gives Portico's refusals of a document.
fn found(document: &str, bundle: Bundle) -> Vec<String> {
    let source = Source { name: "object.yaml".to_owned(), text: document.to_owned() };
    let gateway_api = format!("{}:{}", bundle.version(), bundle.channel());
    let options = Options::of([("targets.kubernetes", "1.34"), ("targets.gatewayAPI", &gateway_api)]);
    let diagnostics = validate(&[[source]], &options).diagnostics;
    // A duplicate key is only a warning, because Helm takes it, but kubectl refuses it.
    let counts =
        |found: &Diagnostic| found.is_error() && RULES.contains(&found.rule.as_str()) || found.rule == "duplicate-key";
    let errors = diagnostics.iter().filter(|found| counts(found));
    errors.map(|diagnostic| format!("{}: {}", diagnostic.rule, diagnostic.message)).collect()
}

/// Lets both judge documents, and lists those on which they differ.
fn compare(server: &ApiServer, bundle: Bundle, documents: &[String]) -> String {
    let differences = differences();
    let is_known = |refusal: &str| differences.iter().any(|difference| refusal.contains(&difference.refusal));
    let refusals = server.refusals(documents);
    let mut refusals = refusals.iter().peekable();
    let mut wrong = String::new();
    for (place, document) in documents.iter().enumerate() {
        let refusal = refusals.next_if(|(refused, _)| *refused == place).map(|(_, refusal)| refusal.as_str());
        let found = found(document, bundle);
        match refusal {
            Some(refusal) if found.is_empty() && !is_known(refusal) => {
                writeln!(wrong, "MISSED: {refusal}\n  {document}").expect("text takes text");
            }
            None if !found.is_empty() => {
                writeln!(wrong, "FALSE ALARM: {found:?}\n  {document}").expect("text takes text");
            }
            _ => {}
        }
    }
    wrong
}

/// Lists the examples of differences that no longer show one.
fn shown(server: &ApiServer, bundle: Bundle) -> String {
    let differences = differences();
    let examples: Vec<String> = differences.iter().map(|difference| difference.example.clone()).collect();
    let refusals = server.refusals(&examples);
    let mut wrong = String::new();
    for (place, Difference { refusal, example, .. }) in differences.iter().enumerate() {
        let is_refused = refusals.iter().any(|(refused, reason)| *refused == place && reason.contains(refusal));
        if !is_refused || !found(example, bundle).is_empty() {
            writeln!(wrong, "no difference any more, {refusal:?} in {refusals:?} of\n{example}")
                .expect("text takes text");
        }
    }
    wrong
}

/// Judges the documents written by hand, and variants of the accepted ones.
fn judge(bundle: Bundle, kinds: &[(&str, usize)]) {
    let server = match ApiServer::with(bundle) {
        Ok(server) => server,
        Err(missing) => return skip(missing),
    };
    let mut wrong = shown(server, bundle);
    for (kind, count) in kinds {
        let accepted = documents(&format!("{kind}/accepted.yaml"));
        let refused = documents(&format!("{kind}/refused.yaml"));
        for (place, refusal) in server.refusals(&accepted) {
            writeln!(wrong, "{kind}: the server refuses what is called right: {refusal}\n{}", accepted[place])
                .expect("text takes text");
        }
        let refusals = server.refusals(&refused);
        for (place, document) in refused.iter().enumerate() {
            if !refusals.iter().any(|(refused, _)| *refused == place) {
                writeln!(wrong, "{kind}: the server takes what is called wrong:\n{document}").expect("text takes text");
            }
        }
        // Variants are made of data, which has no merge keys.
        let plain = accepted.iter().filter(|document| !document.contains("<<"));
        let objects: Vec<Value> = plain.map(|document| object(document)).collect();
        let made = variants::variants(&format!("{kind} {bundle:?}"), &objects, *count);
        wrong += &compare(server, bundle, &accepted);
        wrong += &compare(server, bundle, &refused);
        wrong += &compare(server, bundle, &made);
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn kubernetes_and_the_standard_gateway_api_1_6_judge_alike() {
    let kinds = [
        ("service", MANY),
        ("ingress", MANY),
        ("ingress-class", MANY),
        ("network-policy", MANY),
        ("gateway", MANY),
        ("gateway-frontend", SOME),
        ("gateway-class", MANY),
        ("tls-route", MANY),
    ];
    judge(Bundle::Standard16, &kinds);
}

#[test]
fn the_standard_gateway_api_1_5_judges_alike() {
    let kinds = [("gateway", SOME), ("gateway-frontend", SOME), ("gateway-class", 0), ("tls-route", SOME)];
    judge(Bundle::Standard15, &kinds);
}

#[test]
fn the_experimental_gateway_api_1_4_judges_alike() {
    let kinds = [
        ("gateway", 0),
        ("gateway-1.4", SOME),
        ("gateway-frontend", SOME),
        ("gateway-class", 0),
        ("tls-route-v1alpha2", SOME),
        ("tls-route-v1alpha3", SOME),
    ];
    judge(Bundle::Experimental14, &kinds);
}

#[test]
fn the_experimental_gateway_api_1_3_judges_alike() {
    let kinds = [("gateway", SOME), ("gateway-1.3", SOME), ("gateway-class", 0), ("tls-route-v1alpha2", SOME)];
    judge(Bundle::Experimental13, &kinds);
}
