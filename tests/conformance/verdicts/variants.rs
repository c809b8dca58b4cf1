//! Variants of valid objects: a field taken away, another value, an item twice, an unknown field.

use super::random::Random;
use super::values::{ANYWHERE, NAMES, RAW, for_field};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Makes at least so many different variants of objects, each as the text of a document.
pub fn variants(name: &str, objects: &[Value], least: usize) -> Vec<String> {
    let mut random = Random::of(name);
    let fields = fields(objects);
    let mut texts = BTreeSet::new();
    while texts.len() < least {
        let original = random.one(objects);
        let mut object = original.clone();
        for _ in 0..=(random.below(5) / 3) {
            change(&mut object, &fields, &mut random);
        }
        if can_be_asked(&object, original) {
            texts.insert(written(&object));
        }
    }
    texts.into_iter().collect()
}

/// Whether the server can judge the variant: it has the original's apiVersion and kind, and a namespace that exists.
fn can_be_asked(object: &Value, original: &Value) -> bool {
    let namespace = &object["metadata"]["namespace"];
    ["apiVersion", "kind"].iter().all(|key| object[key] == original[key])
        && (namespace.is_null() || namespace == "upbound-system")
}

/// Writes an object as flow YAML, with the marked scalars without quotes.
fn written(object: &Value) -> String {
    let text = serde_json::to_string(object).expect("an object is JSON");
    let mark = format!("\"{RAW}");
    let mut parts = text.split(&mark);
    let mut written = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (raw, rest) = part.split_once('"').expect("a string ends");
        written += &format!(" {raw}{rest}");
    }
    written
}

/// Gives every field of the objects with its value, by the keys that lead to it.
fn fields(objects: &[Value]) -> Vec<(Vec<String>, Value)> {
    let mut found = Vec::new();
    for object in objects {
        collect(object, &mut Vec::new(), &mut found);
    }
    found
}

fn collect(value: &Value, way: &mut Vec<String>, found: &mut Vec<(Vec<String>, Value)>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                way.push(key.clone());
                found.push((way.clone(), value.clone()));
                collect(value, way, found);
                way.pop();
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, way, found)),
        _ => {}
    }
}

/// Collects the values of an object: each one's JSON pointer, and the keys that lead to it.
fn pointers(value: &Value, pointer: &str, way: &[String], found: &mut Vec<(String, Vec<String>)>) {
    found.push((pointer.to_owned(), way.to_vec()));
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                let escaped = key.replace('~', "~0").replace('/', "~1");
                let mut way = way.to_vec();
                way.push(key.clone());
                pointers(value, &format!("{pointer}/{escaped}"), &way, found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers(item, &format!("{pointer}/{index}"), way, found);
            }
        }
        _ => {}
    }
}

fn change(object: &mut Value, fields: &[(Vec<String>, Value)], random: &mut Random) {
    let mut places = Vec::new();
    pointers(object, "", &[], &mut places);
    // The apiVersion and kind stay, and most changes are in the spec, where the kinds differ.
    places.retain(|(pointer, _)| pointer != "/apiVersion" && pointer != "/kind");
    let in_spec: Vec<_> = places.iter().filter(|(pointer, _)| pointer.starts_with("/spec")).cloned().collect();
    if random.below(8) > 0 && !in_spec.is_empty() {
        places = in_spec;
    }
    let (pointer, way) = random.one(&places).clone();
    let Some(value) = object.pointer_mut(&pointer) else { return };
    let name = way.last().map_or("", String::as_str);
    match (random.below(6), value) {
        (0 | 1, Value::Object(entries)) => add_field(entries, &way, fields, random),
        (2, Value::Object(entries)) if !entries.is_empty() => {
            let keys: Vec<String> =
                entries.keys().filter(|key| *key != "apiVersion" && *key != "kind").cloned().collect();
            if !keys.is_empty() {
                entries.remove(random.one(&keys));
            }
        }
        (3, Value::Object(entries)) if !entries.is_empty() && !way.is_empty() => {
            let key = random.one(&entries.keys().cloned().collect::<Vec<_>>()).clone();
            if let Some(value) = entries.remove(&key) {
                entries.insert(misspelt(&key, random), value);
            }
        }
        (0..=2, Value::Array(items)) if !items.is_empty() => {
            let item = random.one(items).clone();
            items.push(item);
        }
        (3, Value::Array(items)) if !items.is_empty() => {
            items.remove(random.below(items.len()));
        }
        (_, value) if !pointer.is_empty() => {
            let own = for_field(name);
            let others: Vec<&Value> =
                fields.iter().filter(|(other, _)| *other == way).map(|(_, value)| value).collect();
            *value = match random.below(5) {
                0 | 1 if !own.is_empty() => random.one(&own).clone(),
                2 if !others.is_empty() => (*random.one(&others)).clone(),
                3 => json!(random.one(&NAMES)),
                _ => random.one(&ANYWHERE).clone(),
            };
        }
        _ => {}
    }
}

/// Adds a field that another object has in the same place, or an unknown one.
fn add_field(entries: &mut Map<String, Value>, way: &[String], fields: &[(Vec<String>, Value)], random: &mut Random) {
    let fitting: Vec<_> =
        fields.iter().filter(|(other, _)| other.split_last().is_some_and(|(_, parent)| parent == way)).collect();
    if random.below(5) == 0 || fitting.is_empty() {
        entries.insert("unknown".to_owned(), random.one(&ANYWHERE).clone());
        return;
    }
    let (field, value) = *random.one(&fitting);
    let name = field.last().cloned().unwrap_or_default();
    let own = for_field(&name);
    let value = if own.is_empty() || random.below(2) == 0 { value.clone() } else { random.one(&own).clone() };
    entries.insert(name, value);
}

fn misspelt(key: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = key.chars().collect();
    let place = random.below(letters.len());
    match random.below(3) {
        0 => letters.truncate(letters.len().saturating_sub(1)),
        1 => letters.insert(place, 'x'),
        _ => letters.iter_mut().for_each(char::make_ascii_lowercase),
    }
    letters.into_iter().collect()
}
