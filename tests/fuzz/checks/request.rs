//! The request of the Crossplane function: a `ResourceList` in JSON, one resource a line. Edits keep it JSON, with the
//! resources in their order: the function finds them by their index.

use super::transform::check_laws;
use crate::question::{Question, objects};
use portico_core::Source;
use portico_core::finding::apply;
use portico_core::observe::observe;
use portico_core::transform::{ComposeOptions, Envelope, Options, compose};
use serde_json::Value;

const HEAD: &str = r#"{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","functionConfig":"#;

pub fn check(input: &str) {
    let question = Question::read(input);
    let given = question.exposure().map(|source| objects(&source.text)).unwrap_or_default();
    let (exposures, resources): (Vec<Value>, Vec<Value>) =
        objects(&question.stream.text).into_iter().partition(|object| object["kind"] == "Exposure");
    let Some(exposure) = given.first().or(exposures.first()) else { return };
    let text = written(exposure, &resources);
    let stream = Source { name: "the desired resources".to_owned(), text };
    let options = Options { envelope: Envelope::ResourceList, strict: true, ..Options::default() };
    let Some(once) = check_laws(&stream, None, &options) else {
        return;
    };
    let list: Value = serde_json::from_str(&once).unwrap_or_else(|error| panic!("{error}:\n{once}"));
    assert_eq!(&list["functionConfig"], exposure, "the Exposure is another");
    let items = list["items"].as_array().expect("the items are a list");
    assert!(items.len() >= resources.len(), "a resource is gone:\n{once}");
    for (was, is) in resources.iter().zip(items) {
        for path in ["/kind", "/metadata/name", "/metadata/namespace"] {
            assert_eq!(was.pointer(path), is.pointer(path), "a resource is another:\n{once}");
        }
    }
    compose_and_observe(&stream);
}

/// Composes twice, which is once, and looks at what comes out as if a cluster showed it.
fn compose_and_observe(list: &Source) {
    let options = ComposeOptions { composes: true, ..ComposeOptions::default() };
    let Ok(composed) = compose(list, &options) else { return };
    let text = apply(&list.text, &composed.edits).expect("edits that a host can make");
    let composed_list = Source { text, ..list.clone() };
    let again = compose(&composed_list, &options).unwrap_or_else(|refused| panic!("{:?}", refused.diagnostics));
    assert!(again.edits.is_empty(), "composing twice is another:\n{}", composed_list.text);
    let exposure = Source { name: "the Exposure".to_owned(), text: composed.exposure };
    let seen = observe(&composed_list, &exposure, &[]).unwrap_or_else(|refused| panic!("{:?}", refused.diagnostics));
    let items: Value = serde_json::from_str(&composed_list.text).expect("it is JSON");
    assert_eq!(seen.items.len(), items["items"].as_array().map_or(0, Vec::len));
}

/// Writes the list as the function does: JSON that is YAML too.
fn written(exposure: &Value, resources: &[Value]) -> String {
    let lines: Vec<String> = resources.iter().map(Value::to_string).collect();
    let json = format!("{HEAD}{exposure},\"items\":[\n{}\n]}}\n", lines.join(",\n"));
    let mut text = String::with_capacity(json.len());
    for letter in json.chars() {
        if matches!(letter, '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}') {
            text.push_str(&format!("\\u{:04x}", u32::from(letter)));
        } else {
            text.push(letter);
        }
    }
    text
}
