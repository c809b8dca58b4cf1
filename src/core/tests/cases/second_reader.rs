//! Everything that is written, read by a reader that isn't Portico's: both must read the same.

use super::case::{self, Case, Question};
use super::native;
use portico_core::Source;
use portico_core::catalogue::{clouds, controllers};
use portico_core::render::{Options, render};
use portico_manifest::{Limits, parse, split};
use serde::Deserialize;
use serde_json::Value;
use std::path::Path;

/// Reads a stream as Portico does. Documents that hold nothing are left out.
fn first(text: &str) -> Result<Vec<Value>, String> {
    let limits = Limits::STANDARD;
    let data = |raw: &_| {
        let document = parse(text, raw, &limits).map_err(|error| error.to_string())?;
        document.root().map_or(Ok(Value::Null), |root| root.to_data(&limits).map_err(|error| error.to_string()))
    };
    let documents: Result<Vec<Value>, String> = split(text).iter().map(data).collect();
    Ok(documents?.into_iter().filter(|data| !data.is_null()).collect())
}

/// Reads a stream by `serde_yaml`.
fn second(text: &str) -> Result<Vec<Value>, String> {
    let mut documents = Vec::new();
    for document in serde_yaml::Deserializer::from_str(text) {
        let mut data = serde_yaml::Value::deserialize(document).map_err(|error| error.to_string())?;
        data.apply_merge().map_err(|error| error.to_string())?;
        documents.push(serde_json::to_value(data).map_err(|error| error.to_string())?);
    }
    documents.retain(|data| !data.is_null());
    Ok(documents)
}

/// Gives the texts that Portico wrote for a case: files of YAML, and streams that were changed.
fn written(case: &Case) -> Vec<String> {
    let outcome = native::outcome(case);
    let parts = outcome.split("=== ").filter_map(|part| part.split_once('\n'));
    parts.filter(|(name, _)| *name == "text" || is_yaml(name)).map(|(_, text)| text.to_owned()).collect()
}

fn is_yaml(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "yaml")
}

#[test]
fn what_is_written_for_every_case_is_the_same_to_another_reader() {
    let mut read = 0;
    for case in case::all() {
        for text in written(&case) {
            match (first(&text), second(&text)) {
                (Ok(documents), same) => {
                    read += documents.len();
                    assert_eq!(same, Ok(documents), "{}:\n{text}", case.name);
                }
                // What was wrong in a stream stays wrong where it isn't fixed.
                (Err(_), Err(_)) => assert!(!matches!(case.question, Question::Render { .. }), "{}", case.name),
                (Err(error), Ok(_)) => panic!("{}: {error}:\n{text}", case.name),
            }
        }
    }
    assert!(read > 100, "{read} documents were read");
}

#[test]
fn what_is_written_for_every_controller_and_cloud_is_the_same_to_another_reader() {
    let mut choices: Vec<String> =
        clouds().into_iter().map(|cloud| format!("method: LoadBalancer, cloud: {}", cloud.id)).collect();
    for controller in controllers() {
        let ways = [("Ingress", &controller.ingress), ("GatewayAPI", &controller.gateway_api)];
        for (method, _) in ways.into_iter().filter(|(_, support)| support.works) {
            let clouds = clouds().into_iter().map(|cloud| cloud.id);
            let clouds = clouds.filter(|cloud| controller.cloud.as_ref().is_none_or(|only| only == cloud));
            let choice = |cloud| format!("method: {method}, controller: {}, cloud: {cloud}", controller.id);
            choices.extend(clouds.map(choice));
        }
    }
    let mut rendered = 0;
    for choice in choices {
        for backend in ["", ", backend: {service: checkout, namespace: shop, podLabels: {app: checkout, tier: front}}"]
        {
            let spec = format!("{{host: proxy.acme.dev, {choice}{backend}}}");
            let text =
                format!("apiVersion: portico.dev/v1alpha1\nkind: Exposure\nmetadata: {{name: a}}\nspec: {spec}\n");
            let Ok(outputs) = render(&Source { name: "exposure.yaml".to_owned(), text }, &Options::default()) else {
                continue;
            };
            rendered += 1;
            for file in outputs.files.iter().filter(|file| is_yaml(&file.name)) {
                assert_eq!(second(&file.text), first(&file.text), "{spec}: {}:\n{}", file.name, file.text);
            }
        }
    }
    assert!(rendered > 50, "{rendered} Exposures were rendered");
}
