//! `portico krm`.

use super::{EXPOSURE, SERVICE, assert_ended};
use portico_tests::portico;
use serde_json::{Value, json};

#[test]
fn a_resource_list_always_comes_back() {
    let list = |exposure: &str| {
        let indented = |text: &str| format!("  {}\n", text.trim_end().replace('\n', "\n  "));
        format!(
            "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nfunctionConfig:\n{}items:\n-{}",
            indented(exposure),
            &indented(SERVICE)[1..]
        )
    };
    let right = portico(["krm"]).input(list(EXPOSURE)).ended();
    assert_ended(&right, 0);
    assert!(right.output.contains("type: LoadBalancer"), "{}", right.output);

    let input = list(&EXPOSURE.replace("LoadBalancer", "Carrier pigeon"));
    let wrong = portico(["krm"]).input(input.clone()).ended();
    assert_ended(&wrong, 1);
    let results = wrong.output.strip_prefix(&input).expect("the list comes back, and the results after it");
    assert!(results.starts_with("results:\n") && results.contains("value-not-allowed"), "{results}");
    assert!(wrong.talk.contains("value-not-allowed"), "{}", wrong.talk);
}

#[test]
fn a_list_in_json_comes_back_as_json() {
    let exposure = json!({"apiVersion": "portico.dev/v1alpha1", "kind": "Exposure", "metadata": {"name": "a"},
        "spec": {"host": "proxy.example.com", "method": "LoadBalancer", "cloud": "aws", "clowd": "aws"}});
    let list = json!({"apiVersion": "config.kubernetes.io/v1", "kind": "ResourceList", "functionConfig": exposure,
        "items": [{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "spaces-router"}}]});
    let ended = portico(["krm"]).input(list.to_string()).ended();
    assert_ended(&ended, 1);
    let back: Value = serde_json::from_str(&ended.output).expect("it is JSON");
    assert_eq!(back["items"], list["items"]);
    let field = &back["results"][0]["field"];
    assert_eq!(*field, json!({"path": "spec.clowd", "currentValue": "aws"}), "{back:#}");
}

#[test]
fn a_list_without_an_exposure_says_so() {
    let list = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n";
    let ended = portico(["krm"]).input(list).ended();
    assert_ended(&ended, 0);
    assert!(ended.talk.contains("exposure-missing"), "{}", ended.talk);
    assert!(ended.output.contains("severity: info"), "{}", ended.output);
}
