//! An Exposure in a document that is neither an object nor a list of objects, as KCL prints a program's variables: it was
//! passed over, and the stream came out unchanged.

use portico_core::Source;
use portico_core::finding::Severity;
use portico_core::transform::{Options, transform};
use portico_core::validate;

const EXPOSURE: &str = "{apiVersion: portico.dev/v1alpha1, kind: Exposure, spec: {host: proxy.acme.dev, method: LoadBalancer, cloud: gcp}}";
const SERVICE: &str = "{apiVersion: v1, kind: Service, metadata: {name: spaces-router}, spec: {ports: [{port: 443}]}}";
const RULE: &str = "exposure-inside-another-document";

fn source(text: &str) -> Source {
    Source { name: "-".to_owned(), text: text.to_owned() }
}

/// Gives the places of overlooked Exposures, as the transformer and as the validator report them.
fn overlooked(text: &str) -> [Vec<String>; 2] {
    let transformed = transform(&source(text), None, &Options::default());
    let report = transformed.map_or_else(|refused| refused, |done| done.report);
    let validated = validate::validate(&[[source(text)]], &validate::Options::default());
    [(report, Severity::Error), (validated, Severity::Warning)].map(|(report, severity)| {
        let found = report.diagnostics.iter().filter(|found| found.rule == RULE);
        found
            .map(|found| {
                assert_eq!(found.severity, severity);
                found.message.clone()
            })
            .collect()
    })
}

#[test]
fn it_is_found_wherever_nothing_else_reads_it() {
    let message = |place: &str| {
        format!("the Exposure at `{place}` is inside a document that is neither an object nor a list of objects")
    };
    for (text, place) in [
        (format!("replicas: 2\nitems:\n- {SERVICE}\n- {EXPOSURE}\n"), "items[1]"),
        (format!("exposure: {EXPOSURE}\n"), "exposure"),
        (format!("a: {{b: [[{EXPOSURE}]]}}\n"), "a.b[0][0]"),
        (format!("{{\"exposure\": {EXPOSURE}}}"), "exposure"),
        (format!("- [{SERVICE}, {EXPOSURE}]\n"), "[0][1]"),
        (format!("list: {{apiVersion: v1, kind: List, items: [{EXPOSURE}]}}\n"), "list.items[0]"),
        (format!("{SERVICE}\n---\nfirst: {EXPOSURE}\nsecond: {EXPOSURE}\n"), "first"),
        (format!("name: &name {EXPOSURE}\nother: *name\n"), "name"),
    ] {
        let place = [message(place)];
        assert_eq!(overlooked(&text), [place.to_vec(), place.to_vec()], "{text}");
    }
}

#[test]
fn what_is_an_objects_own_or_is_read_is_not_reported() {
    for text in [
        format!("{SERVICE}\n---\n{EXPOSURE}\n"),
        format!("- {SERVICE}\n- {EXPOSURE}\n"),
        format!("{{apiVersion: v1, kind: List, items: [{SERVICE}, {EXPOSURE}]}}\n"),
        format!(
            "{{apiVersion: apiextensions.crossplane.io/v1, kind: Composition, spec: {{pipeline: [{{input: {EXPOSURE}}}]}}}}\n"
        ),
        format!(
            "items: [{{apiVersion: apiextensions.crossplane.io/v1, kind: Composition, spec: {{input: {EXPOSURE}}}}}]\n"
        ),
        "text: portico.dev/v1alpha1\n".to_owned(),
        "a: {apiVersion: portico.dev/v1alpha1}\n".to_owned(),
    ] {
        assert_eq!(overlooked(&text), [[""; 0]; 2], "{text}");
    }
}

#[test]
fn values_may_hold_one_for_their_chart_to_render() {
    let values = format!("externalTLS: {{host: proxy.acme.dev}}\nextraObjects: [{EXPOSURE}]\n");
    assert_eq!(overlooked(&values)[1], [""; 0]);
}

#[test]
fn a_file_beside_it_does_not_hide_it() {
    let stream = format!("{SERVICE}\n---\nitems: [{EXPOSURE}]\n");
    let refused =
        transform(&source(&stream), Some(&source(EXPOSURE)), &Options::default()).expect_err("one is overlooked");
    assert_eq!(refused.diagnostics[0].rule, RULE);
}

#[test]
fn a_stream_without_an_exposure_came_back_without_a_word() {
    for (text, said) in [(SERVICE, true), ("# nothing\n", false), ("", false)] {
        let done = transform(&source(text), None, &Options::default()).expect("nothing is wrong");
        assert!(done.edits.is_empty());
        let found: Vec<&str> = done.report.diagnostics.iter().map(|found| found.rule.as_str()).collect();
        assert_eq!(found, if said { &["exposure-missing"][..] } else { &[] }, "{text}");
    }
}
