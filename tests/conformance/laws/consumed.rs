//! An Exposure is found wherever an object may stand, and it alone is taken out: the result is, byte for byte, that of
//! the same stream without it.

use super::applied;
use super::exposures::{METHODS, exposure};
use super::streams::{Documents, OTHERS, objects, stream};
use proptest::prelude::*;
use serde_json::{Value, json};

/// The document around an Exposure.
#[derive(Debug, Clone, Copy)]
enum Wrapper {
    Document,
    List,
    IndentedList,
    ListInBrackets,
    ListOfJson,
    IndentedListOfJson,
    ListInAList,
    Array,
    ArrayOfJson,
    ItemsOfAResourceList,
    FunctionConfig,
}

const WRAPPERS: [Wrapper; 11] = [
    Wrapper::Document,
    Wrapper::List,
    Wrapper::IndentedList,
    Wrapper::ListInBrackets,
    Wrapper::ListOfJson,
    Wrapper::IndentedListOfJson,
    Wrapper::ListInAList,
    Wrapper::Array,
    Wrapper::ArrayOfJson,
    Wrapper::ItemsOfAResourceList,
    Wrapper::FunctionConfig,
];

/// Gives an object that must never be lost.
fn secret() -> Value {
    json!({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "precious"}, "stringData": {"a": "b\n"}})
}

/// Writes a document that holds objects, and among them an Exposure or none.
fn wrapped(wrapper: Wrapper, objects: &[Value], found: Option<(&Value, usize)>) -> String {
    let mut items = objects.to_vec();
    let mut config = String::new();
    if let Some((exposure, at)) = found {
        if matches!(wrapper, Wrapper::FunctionConfig) {
            config = format!("functionConfig:\n{}", indented(&block(exposure), "  "));
        } else {
            items.insert(at.min(items.len()), exposure.clone());
        }
    }
    let list = json!({"apiVersion": "v1", "kind": "List", "items": items});
    match wrapper {
        Wrapper::Document => items.iter().map(block).collect::<Vec<_>>().join("---\n"),
        Wrapper::List => format!("apiVersion: v1\nkind: List\nitems:{}", blocks(&items, "")),
        Wrapper::IndentedList => format!("kind: List\nitems:{}apiVersion: v1 # kept\n", blocks(&items, "    ")),
        Wrapper::ListInBrackets => {
            let items: Vec<String> = items.iter().map(Value::to_string).collect();
            format!("apiVersion: v1\nkind: List\nitems: [{}] # kept\n", items.join(", "))
        }
        Wrapper::ListOfJson => format!("{list}\n"),
        Wrapper::IndentedListOfJson => format!("{list:#}\n"),
        Wrapper::ListInAList => {
            let inner = format!("apiVersion: v1\nkind: List\nitems:{}", blocks(&items, "  "));
            let outer = format!("apiVersion: v1\nkind: List\nitems:\n- {}", indented(&inner, "  ").trim_start());
            format!("{outer}# kept\n- {}", indented(&block(&secret()), "  ").trim_start())
        }
        Wrapper::Array if items.is_empty() => "[]\n".to_owned(),
        Wrapper::Array => blocks(&items, "").trim_start().to_owned(),
        Wrapper::ArrayOfJson => format!("{}\n", Value::from(items)),
        Wrapper::ItemsOfAResourceList | Wrapper::FunctionConfig => {
            format!("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n{config}items:{}", blocks(&items, ""))
        }
    }
}

fn block(object: &Value) -> String {
    serde_yaml::to_string(object).expect("it can be written")
}

fn indented(text: &str, by: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("{by}{line}\n") }).collect()
}

/// Writes the items of a list in block style, each below a comment of its own.
fn blocks(items: &[Value], by: &str) -> String {
    if items.is_empty() {
        return " []\n".to_owned();
    }
    let item = |object: &Value| {
        let written = indented(&block(object), &format!("{by}  "));
        format!("{by}# of {}\n{by}- {}", object["metadata"]["name"], written.trim_start())
    };
    format!("\n{}", items.iter().map(item).collect::<String>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_exposure_in_a_wrapper_goes_alone(
        (objects, inside, at) in (objects(), prop::collection::vec(any::<bool>(), 5), 0usize..4),
        wrapper in prop::sample::select(WRAPPERS.to_vec()),
        method in prop::sample::select(METHODS.to_vec()),
        others in prop::collection::vec((prop::sample::select(OTHERS.to_vec()), any::<prop::sample::Index>()), 0..3),
        place in any::<prop::sample::Index>(),
        precious: bool, windows: bool, cut: bool,
    ) {
        let text = exposure(method, "upbound-system", "spaces-router", 443);
        let value: Value = serde_yaml::from_str(&text).expect("it is YAML");
        let (mut companions, mut outside): (Vec<Value>, Vec<Value>) = (Vec::new(), Vec::new());
        for (object, inside) in objects.into_iter().zip(inside) {
            if inside { companions.push(object) } else { outside.push(object) }
        }
        if precious {
            companions.push(secret());
        }
        let mut beside: Documents = outside.iter().map(|object| (block(object), true)).collect();
        for (text, place) in others {
            beside.insert(place.index(beside.len() + 1), (text.to_owned(), false));
        }
        let is_document = matches!(wrapper, Wrapper::Document);
        let place = place.index(beside.len() + 1);
        let streamed = |found: Option<(&Value, usize)>| {
            let mut documents = beside.clone();
            let document = wrapped(wrapper, &companions, found);
            if !document.is_empty() {
                documents.insert(place, (document, true));
            }
            // The line end before a removed document isn't part of it.
            stream(&documents, windows, cut && !is_document)
        };
        let (with, without) = (streamed(Some((&value, at))), streamed(None));
        match (applied(&with, None), applied(&without, Some(&text))) {
            // A block of text before a removed Exposure keeps its line end, and one that was cut off has none.
            (Ok(consumed), Ok(given)) if cut => prop_assert_eq!(consumed.trim_end(), given.trim_end(), "=== in\n{}", with),
            (Ok(consumed), Ok(given)) => prop_assert_eq!(consumed, given, "=== in\n{}", with),
            (consumed, given) => prop_assert_eq!(consumed.is_err(), given.is_err(), "=== in\n{}\n{:#?}\n{:#?}", with, consumed, given),
        }
    }
}
