//! Removing an Exposure from the stream: nothing beside it is removed, and nothing is edited twice.

use portico_core::Source;
use portico_core::finding::apply;
use portico_core::report::Report;
use portico_core::transform::{Options, Transformed, transform};

const EXPOSURE: &str = "apiVersion: portico.dev/v1alpha1\n  kind: Exposure\n  metadata: {name: spaces}\n  \
                        spec: {host: proxy.acme.dev, method: LoadBalancer, cloud: gcp}\n";
const SECRET: &str = "apiVersion: v1\n  kind: Secret\n  metadata: {name: precious}\n  stringData: {a: b}\n";
const SERVICE: &str = "apiVersion: v1\n  kind: Service\n  metadata: {name: spaces-router}\n  spec:\n    \
                       ports: [{port: 443}]\n";
const EXPOSED: &str = "apiVersion: v1\n  kind: Service\n  metadata: {name: spaces-router, \"annotations\": \
                       {\"cloud.google.com/l4-rbs\": \"enabled\"}}\n  spec:\n    \
                       ports: [{port: 443}]\n    type: LoadBalancer\n";

fn array(items: &[&str]) -> String {
    items.iter().fold(String::new(), |array, item| array + "- " + item)
}

fn list(items: &[&str]) -> String {
    format!("apiVersion: v1\nkind: List\nitems:\n{}", array(items))
}

fn applied(stream: &str) -> Result<String, Vec<String>> {
    let source = Source { name: "-".to_owned(), text: stream.to_owned() };
    let rules = |refused: Report| refused.diagnostics.into_iter().map(|found| found.rule).collect::<Vec<_>>();
    let Transformed { edits, .. } = transform(&source, None, &Options::default()).map_err(rules)?;
    Ok(apply(stream, &edits).expect("edits that a host can make"))
}

fn document(item: &str) -> String {
    format!("---\n{}", item.replace("\n  ", "\n"))
}

#[test]
fn an_exposure_in_a_list_took_the_whole_list_along() {
    let stream = list(&[EXPOSURE, SECRET]) + &document(SERVICE);
    assert_eq!(applied(&stream), Ok(list(&[SECRET]) + &document(EXPOSED)));
}

#[test]
fn a_list_of_which_nothing_else_changes_came_out_empty() {
    assert_eq!(applied(&list(&[EXPOSURE, EXPOSED])), Ok(list(&[EXPOSED])));
}

#[test]
fn an_exposure_beside_the_service_that_it_changes_was_called_a_bug() {
    assert_eq!(applied(&list(&[EXPOSURE, SERVICE])), Ok(list(&[EXPOSED])));
    assert_eq!(applied(&list(&[SERVICE, EXPOSURE, SECRET])), Ok(list(&[EXPOSED, SECRET])));
}

#[test]
fn an_exposure_beside_a_release_that_it_changes_was_called_a_bug() {
    let release = |values: &str| {
        format!(
            "apiVersion: helm.crossplane.io/v1beta1\n  kind: Release\n  metadata: {{name: spaces}}\n  spec:\n    \
             forProvider:\n      chart: {{name: spaces, repository: \"oci://xpkg.upbound.io/spaces-artifacts\"}}\n{values}"
        )
    };
    let out = applied(&list(&[EXPOSURE, &release("")])).expect("it is applied");
    assert!(out.starts_with(&list(&[&release("      values:\n")])) && !out.contains("Exposure"), "{out}");
}

#[test]
fn a_resource_list_in_a_stream_came_out_empty() {
    let whole = |config: &str, items: &[&str]| {
        format!("kind: ResourceList\n{config}{}", list(items).replace("apiVersion: v1\nkind: List\n", "")).replacen(
            "kind",
            "apiVersion: config.kubernetes.io/v1\nkind",
            1,
        )
    };
    let config = format!("functionConfig:\n  {EXPOSURE}");
    assert_eq!(applied(&whole(&config, &[EXPOSED])), Ok(whole("", &[EXPOSED])));
    assert_eq!(applied(&whole("", &[EXPOSURE, EXPOSED])), Ok(whole("", &[EXPOSED])));
}

#[test]
fn an_exposure_in_an_array_reached_the_cluster() {
    assert_eq!(applied(&array(&[SERVICE, EXPOSURE, SECRET])), Ok(array(&[EXPOSED, SECRET])));
}

#[test]
fn a_list_is_left_where_the_exposure_stood_in_it_alone() {
    let out = applied(&(list(&[EXPOSURE]) + &document(SERVICE)));
    assert_eq!(out, Ok("apiVersion: v1\nkind: List\nitems: []\n".to_owned() + &document(EXPOSED)));
}

#[test]
fn objects_beside_an_exposure_in_a_list_passed_for_hooks() {
    let hook = "apiVersion: batch/v1\n  kind: Job\n  metadata: {name: a, annotations: {helm.sh/hook: post-install}}\n";
    let deployment = "apiVersion: apps/v1\n  kind: Deployment\n  metadata: {name: a}\n";
    let missing = Err(vec!["backend-service-missing".to_owned()]);
    assert_eq!(applied(&(list(&[EXPOSURE, deployment]) + &document(hook))), missing);
    assert_eq!(applied(&(list(&[hook, deployment]) + &document(EXPOSURE))), missing);
    assert_eq!(applied(&(list(&[EXPOSURE, hook]) + &document(hook))), Ok(list(&[hook]) + &document(hook)));
}

#[test]
fn an_object_around_a_hook_was_no_hook() {
    let hook = "apiVersion: kubernetes.crossplane.io/v1alpha2\n  kind: Object\n  metadata: {name: a, annotations: \
                {helm.sh/hook: test}}\n  spec: {forProvider: {manifest: {apiVersion: v1, kind: Pod, metadata: \
                {name: a}}}}\n";
    assert_eq!(applied(&(list(&[hook]) + &document(EXPOSURE))), Ok(list(&[hook])));
}

#[test]
fn an_exposure_that_an_alias_uses_is_refused_with_its_place() {
    let stream = list(&[&format!("&one\n  {EXPOSURE}"), SERVICE]) + "others: *one\n";
    assert_eq!(applied(&stream), Err(vec!["edit-not-possible".to_owned()]));
}
