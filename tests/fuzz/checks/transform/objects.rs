//! The objects of a stream, wherever they stand in it.

use portico_manifest::{Limits, parse, split};
use serde_json::Value;
use std::collections::BTreeMap;

/// Whether a stream holds an Exposure, or a text in which one may stand.
pub fn holds_exposure(stream: &str) -> bool {
    split(stream)
        .iter()
        .filter_map(|raw| parse(stream, raw, &Limits::default()).ok())
        .any(|document| document.nodes().any(|node| node.text().contains("Exposure")))
}

/// Names what is missing from the result, Exposures aside.
pub fn lost(before: &str, after: &str) -> Option<String> {
    let (came_in, came_out) = (contents(before), contents(after));
    let lost = came_in.iter().find(|(what, count)| came_out.get(*what).copied().unwrap_or_default() < **count);
    lost.map(|(what, count)| format!("not all {count} of {what} came out"))
}

/// Counts the objects but Exposures, by kind, namespace and name, and the unreadable documents, by text.
fn contents(stream: &str) -> BTreeMap<String, usize> {
    let limits = Limits::default();
    let mut found = BTreeMap::new();
    for raw in split(stream) {
        let data = parse(stream, &raw, &limits)
            .and_then(|document| document.root().map_or(Ok(Value::Null), |root| root.to_data(&limits)));
        match data {
            Ok(data) => objects(&data, &mut found),
            Err(_) => *found.entry(raw.content.of(stream).to_owned()).or_default() += 1,
        }
    }
    found
}

fn objects(value: &Value, found: &mut BTreeMap<String, usize>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| objects(item, found)),
        Value::Object(entries) => {
            if let Some(kind) = entries.get("kind").and_then(Value::as_str).filter(|kind| *kind != "Exposure") {
                let metadata = &value["metadata"];
                *found.entry(format!("{kind} {}/{}", metadata["namespace"], metadata["name"])).or_default() += 1;
            }
            if let Some(items) = entries.get("items") {
                objects(items, found);
            }
        }
        _ => {}
    }
}
