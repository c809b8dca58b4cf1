//! A `ResourceList` as a KRM function gives it back: what is found is among its results, and the items are never lost.

use portico_core::Source;
use portico_core::finding::{Severity, apply};
use portico_core::report::Report;
use portico_core::transform::{Transformed, transform_resource_list};
use serde_json::{Value, json};

const HEAD: &str = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n";
const EXPOSURE: &str = "functionConfig:\n  apiVersion: portico.dev/v1alpha1\n  kind: Exposure\n  metadata: {name: spaces}\n  \
                        spec: {host: proxy.acme.dev, method: Ingress, controller: traefik-nginx}\n";
/// A Service that an Ingress is added for, with a comment that an edit of the text keeps.
const SERVICE: &str = "- apiVersion: v1 # the router\n  kind: Service\n  metadata:\n    name: spaces-router\n    namespace: upbound-system\n    \
                       annotations:\n      internal.config.kubernetes.io/path: 'router.yaml'\n      internal.config.kubernetes.io/index: '3'\n      \
                       config.k8s.io/id: '7'\n  spec: {selector: {app: router}, ports: [{port: 443, targetPort: 8443}]}\n";
/// A policy that is no error, and no good either.
const POLICY: &str = "- apiVersion: networking.k8s.io/v1\n  kind: NetworkPolicy\n  metadata: {name: open, namespace: upbound-system}\n  \
                      spec:\n    podSelector: {matchLabels: {app: router}}\n    ingress:\n    - from: [{namespaceSelector: {}}]\n      \
                      ports: [{port: 8443}]\n";

fn given_back(text: &str) -> (String, Report) {
    let list = Source { name: "-".to_owned(), text: text.to_owned() };
    let Transformed { edits, report } = transform_resource_list(&list, &[]);
    (apply(text, &edits).expect("the edits fit"), report)
}

/// Gives a list that came back, as data.
fn data(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}:\n{text}"))
}

#[test]
fn an_error_leaves_the_items_and_is_a_result() {
    let wrong = EXPOSURE.replace("method: Ingress", "method: Ingres");
    let text = format!("{HEAD}{wrong}items:\n{SERVICE}");
    let (back, report) = given_back(&text);
    assert_eq!(report.summary.errors, 1);
    assert!(back.starts_with(&text), "{back}");
    let results = &data(&back)["results"];
    assert_eq!(results[0]["severity"], "error");
    assert!(
        results[0]["message"].as_str().is_some_and(|message| message.contains("Did you mean `Ingress`?")),
        "{back}"
    );
    let exposure = json!({"apiVersion": "portico.dev/v1alpha1", "kind": "Exposure", "name": "spaces"});
    assert_eq!(results[0]["resourceRef"], exposure);
    assert_eq!(results[0]["field"], json!({"path": "spec.method", "currentValue": "Ingres"}));
    assert_eq!(results[0]["tags"], json!({"portico.dev/rule": "value-not-allowed"}));
}

#[test]
fn a_result_names_the_object_its_file_and_the_value_that_is_proposed() {
    let other =
        SERVICE.replace("spaces-router", "other").replace("config.k8s.io/id: '7'", "example.com/monitored: true");
    let text = format!("{HEAD}{EXPOSURE}items:\n{SERVICE}{other}");
    let (back, report) = given_back(&text);
    assert_eq!(report.diagnostics[0].rule, "non-string-metadata-value", "{report:?}");
    let result = &data(&back)["results"][0];
    let service = json!({"apiVersion": "v1", "kind": "Service", "namespace": "upbound-system", "name": "other"});
    assert_eq!(result["resourceRef"], service);
    assert_eq!(result["file"], json!({"path": "router.yaml", "index": 3}));
    let field = json!({
        "path": "metadata.annotations[example.com/monitored]",
        "currentValue": true,
        "proposedValue": "true",
    });
    assert_eq!(result["field"], field);
}

#[test]
fn what_is_applied_and_what_is_found_are_one_text() {
    let text = format!("{HEAD}{EXPOSURE}items:\n{SERVICE}{POLICY}");
    let json = data(&text).to_string();
    for text in [text.clone(), text.trim_end().to_owned(), text.replace('\n', "\r\n"), json] {
        let (back, report) = given_back(&text);
        assert!(report.diagnostics.iter().all(|found| found.severity != Severity::Error), "{report:?}");
        assert!(!report.diagnostics.is_empty(), "nothing is found");
        let list = data(&back);
        assert_eq!(list["results"].as_array().map(Vec::len), Some(report.diagnostics.len()), "{back}");
        assert_eq!(list["items"][0], data(&text)["items"][0], "{back}");
        assert_eq!(given_back(&back).0, back, "a second run changes something");
    }
}

#[test]
fn results_of_other_functions_stay_and_those_of_a_former_run_give_way() {
    let results =
        "results:\n- message: seen # by another\n  severity: info\n- {message: old, tags: {portico.dev/rule: old}}\n";
    let (back, report) = given_back(&format!("{HEAD}items:\n{SERVICE}{results}"));
    let messages: Vec<Value> =
        data(&back)["results"].as_array().unwrap().iter().map(|result| result["message"].clone()).collect();
    assert_eq!(report.diagnostics.len(), 1);
    assert_eq!(messages.len(), 2, "{back}");
    assert_eq!(messages[0], "seen");
}

#[test]
fn a_list_of_which_nothing_is_to_say_gets_no_results() {
    let loaded = EXPOSURE.replace("method: Ingress, controller: traefik-nginx", "method: LoadBalancer, cloud: gcp");
    let (back, report) = given_back(&format!("{HEAD}{loaded}items:\n{SERVICE}"));
    assert_eq!(report.diagnostics, []);
    assert!(!back.contains("results") && data(&back)["items"][0]["spec"]["type"] == "LoadBalancer", "{back}");
}

#[test]
fn a_list_without_an_exposure_came_back_without_a_word() {
    for config in ["", "functionConfig: {apiVersion: v1, kind: ConfigMap, metadata: {name: empty}}\n"] {
        let text = format!("{HEAD}{config}items:\n{SERVICE}");
        let (back, report) = given_back(&text);
        assert_eq!(report.diagnostics[0].rule, "exposure-missing");
        assert!(back.starts_with(&text), "{back}");
        assert_eq!(data(&back)["results"][0]["severity"], "info");
    }
}

#[test]
fn what_is_no_list_stays_as_it_is() {
    for text in ["", "a: 1\n", "a: [\n", "---\na: 1\n---\nb: 2\n", "# nothing\n"] {
        let (back, report) = given_back(text);
        assert_eq!(back, text);
        assert!(report.summary.errors > 0, "{text}");
    }
}

#[test]
fn the_file_of_the_configuration_that_kpt_passes_as_an_item_was_refused() {
    let config = EXPOSURE.replace("functionConfig:\n", "").replace("  apiVersion", "- apiVersion");
    let text = format!("{HEAD}{EXPOSURE}items:\n{SERVICE}{config}");
    assert_eq!(given_back(&text).1.diagnostics[0].rule, "exposure-given-twice");
    let local = "metadata: {name: spaces, annotations: {config.kubernetes.io/local-config: \"true\"}}";
    let (back, report) = given_back(&text.replace("metadata: {name: spaces}", local));
    assert_eq!(report.diagnostics, []);
    assert_eq!(data(&back)["items"].as_array().map(Vec::len), Some(3), "{back}");
}
