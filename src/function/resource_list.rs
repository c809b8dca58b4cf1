//! The desired resources as the text of a KRM `ResourceList`, and back.
//!
//! Only resources that an edit touches come back: all others stay as Crossplane sent them.

use crate::fatal_result::FatalResult;
use crate::json;
use crate::protocol::v1::Resource;
use portico_host::splice;
use portico_host::types::Edit;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

const HEAD: &str = r#"{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","functionConfig":"#;
const ITEMS: &str = ",\"items\":[\n";
const BETWEEN: &str = ",\n";
const END: &str = "\n]}\n";

/// The text of the list, and the place of each resource in it.
#[derive(Debug)]
pub(crate) struct ResourceList {
    text: String,
    items: Vec<Item>,
}

#[derive(Debug)]
struct Item {
    /// The resource's name in the pipeline.
    name: String,
    range: Range<usize>,
    /// Whether its `metadata.name` was lent by the observed object.
    has_lent_name: bool,
}

/// A resource that was changed or added.
#[derive(Debug, PartialEq)]
pub(crate) struct Changed {
    /// The resource's name in the pipeline.
    pub name: String,
    pub object: Map<String, Value>,
}

/// The resources that say something, by their names in the pipeline.
pub(crate) type Objects<'request> = BTreeMap<&'request str, Value>;

/// Gives the resources that say something.
pub(crate) fn objects(resources: &BTreeMap<String, Resource>) -> Objects<'_> {
    resources.iter().filter_map(|(name, resource)| Some((name.as_str(), json::of_resource(resource)?))).collect()
}

impl ResourceList {
    /// Writes the list: one resource a line, sorted by name. One without a `metadata.name` is lent that of the observed
    /// object, which Crossplane gave it.
    pub(crate) fn new(exposure: &Value, resources: &Objects<'_>, observed: &BTreeMap<String, Resource>) -> Self {
        let mut text = format!("{HEAD}{}{ITEMS}", json::written(exposure));
        let mut items = Vec::with_capacity(resources.len());
        for (&name, object) in resources {
            let has_no_name =
                object["metadata"].is_object() && object["metadata"]["name"].as_str().is_none_or(str::is_empty);
            let lent = observed.get(name).and_then(json::name_of).filter(|_| has_no_name);
            if !items.is_empty() {
                text.push_str(BETWEEN);
            }
            let start = text.len();
            match lent {
                Some(lent) => {
                    let mut object = object.clone();
                    object["metadata"]["name"] = lent.into();
                    text.push_str(&json::written(&object));
                }
                None => text.push_str(&json::written(object)),
            }
            items.push(Item { name: name.to_owned(), range: start..text.len(), has_lent_name: lent.is_some() });
        }
        text.push_str(END);
        Self { text, items }
    }

    /// Gives the list as text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Finds the index of the resource with a name in the pipeline.
    pub(crate) fn index(&self, name: &str) -> Option<usize> {
        self.items.binary_search_by(|item| item.name.as_str().cmp(name)).ok()
    }

    /// Gives the name of an item in the pipeline.
    pub(crate) fn name(&self, index: usize) -> Option<&str> {
        self.items.get(index).map(|item| item.name.as_str())
    }

    /// Gives the resources that the edits change, and those that they add.
    pub(crate) fn changed(&self, edits: &[Edit]) -> Result<Vec<Changed>, FatalResult> {
        if edits.is_empty() {
            return Ok(Vec::new());
        }
        let touched: BTreeSet<usize> = edits.iter().filter_map(|edit| self.touched(edit)).collect();
        let text = splice(&self.text, edits)?;
        let list: Value = serde_json::from_str(&text)
            .map_err(|error| FatalResult::internal(format!("the edited resources are no longer JSON: {error}")))?;
        let Value::Array(objects) = &list["items"] else {
            return Err(FatalResult::internal("the edited resources are no longer a list"));
        };
        if objects.len() < self.items.len() {
            return Err(FatalResult::internal("an edit removes a resource"));
        }
        let changed = objects.iter().enumerate().filter_map(|(index, object)| {
            let mut object = object.as_object()?.clone();
            let name = match self.items.get(index) {
                Some(item) => {
                    if let Some(metadata) = object.get_mut("metadata").and_then(Value::as_object_mut)
                        && item.has_lent_name
                    {
                        metadata.remove("name");
                    }
                    touched.contains(&index).then(|| item.name.clone())?
                }
                None => self.free_name(&object),
            };
            Some(Changed { name, object })
        });
        Ok(changed.collect())
    }

    /// Makes a name in the pipeline for a new resource, which no resource of another step has.
    fn free_name(&self, object: &Map<String, Value>) -> String {
        let name = name_of_added(object);
        let (mut free, mut number) = (name.clone(), 1);
        while self.index(&free).is_some() {
            number += 1;
            free = format!("{name}-{number}");
        }
        free
    }

    /// Finds the item that an edit is in.
    fn touched(&self, edit: &Edit) -> Option<usize> {
        let start = usize::try_from(edit.span.start.offset).ok()?;
        let index = self.items.partition_point(|item| item.range.end <= start);
        self.items.get(index).filter(|item| item.range.start <= start).map(|_| index)
    }
}

/// Makes the name in the pipeline for a new resource.
fn name_of_added(object: &Map<String, Value>) -> String {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_lowercase();
    let name = object.get("metadata").and_then(|metadata| metadata.get("name"));
    format!("portico-{}-{}", text(object.get("kind")), text(name))
}

#[cfg(test)]
mod tests {
    use super::{Changed, ResourceList, objects};
    use crate::json::to_struct;
    use crate::protocol::v1::Resource;
    use portico_host::types::{Edit, Position, Span};
    use serde_json::{Value, json};
    use std::collections::BTreeMap;

    fn resource(object: &Value) -> Resource {
        Resource { resource: object.as_object().map(to_struct), ..Resource::default() }
    }

    fn list(resources: &[(&str, Value)]) -> ResourceList {
        let resources: BTreeMap<String, Resource> =
            resources.iter().map(|(name, object)| ((*name).to_owned(), resource(object))).collect();
        ResourceList::new(&json!({"kind": "Exposure"}), &objects(&resources), &BTreeMap::new())
    }

    /// Inserts a text before the first `before`.
    fn insertion(list: &ResourceList, before: &str, replacement: &str) -> Edit {
        let offset = u32::try_from(list.text().find(before).expect("it is there")).expect("it is small");
        let place = Position { offset, line: 1, column: 1 };
        Edit { span: Span { start: place, end: place }, replacement: replacement.to_owned() }
    }

    fn object(value: &Value) -> serde_json::Map<String, Value> {
        value.as_object().expect("it is one").clone()
    }

    #[test]
    fn resources_are_sorted_and_a_line_each() {
        let list = list(&[("b", json!({"z": 1, "a": 2.0})), ("a", json!({"kind": "A"}))]);
        let expected = "{\"apiVersion\":\"config.kubernetes.io/v1\",\"kind\":\"ResourceList\",\"functionConfig\":\
                        {\"kind\":\"Exposure\"},\"items\":[\n{\"kind\":\"A\"},\n{\"a\":2,\"z\":1}\n]}\n";
        assert_eq!(list.text(), expected);
        assert_eq!((list.name(0), list.name(1), list.name(2)), (Some("a"), Some("b"), None));
    }

    #[test]
    fn without_resources_it_is_still_json() {
        let list = list(&[]);
        let read: Value = serde_json::from_str(list.text()).expect("it is JSON");
        assert_eq!(read["items"], json!([]));
        assert_eq!(list.changed(&[]), Ok(Vec::new()));
    }

    #[test]
    fn a_resource_that_says_nothing_is_left_out() {
        let resources = BTreeMap::from([("a".to_owned(), Resource::default())]);
        assert_eq!(ResourceList::new(&json!({}), &objects(&resources), &BTreeMap::new()).name(0), None);
    }

    #[test]
    fn only_what_an_edit_is_in_comes_back() {
        let list = list(&[("a", json!({"n": 1})), ("b", json!({"n": 2})), ("c", json!({"n": 3}))]);
        for (before, value) in [("\"n\":2", json!({"new": 0, "n": 2})), ("2}", json!({"n": 92}))] {
            let text = if before.starts_with('"') { "\"new\":0," } else { "9" };
            let changed = list.changed(&[insertion(&list, before, text)]);
            assert_eq!(changed, Ok(vec![Changed { name: "b".to_owned(), object: object(&value) }]));
        }
    }

    #[test]
    fn an_observed_name_is_lent_and_taken_back() {
        let resources = BTreeMap::from([("a".to_owned(), resource(&json!({"metadata": {"labels": {}}})))]);
        let observed = BTreeMap::from([("a".to_owned(), resource(&json!({"metadata": {"name": "a-x7"}})))]);
        let list = ResourceList::new(&json!({}), &objects(&resources), &observed);
        assert!(list.text().contains("\"name\":\"a-x7\""), "{}", list.text());
        let changed = list.changed(&[insertion(&list, "\"labels\"", "\"new\":0,")]).expect("it is JSON");
        assert_eq!(changed[0].object, object(&json!({"metadata": {"labels": {}, "new": 0}})));
    }

    #[test]
    fn an_added_resource_gets_a_name() {
        let list = list(&[("a", json!({"n": 1}))]);
        let added = json!({"kind": "NetworkPolicy", "metadata": {"name": "spaces"}});
        let changed = list.changed(&[insertion(&list, "\n]}\n", &format!(", {added}"))]);
        let name = "portico-networkpolicy-spaces".to_owned();
        assert_eq!(changed, Ok(vec![Changed { name, object: object(&added) }]));
    }

    #[test]
    fn an_added_resource_took_the_name_of_another_steps() {
        let list = list(&[("portico-a-b", json!({"n": 1})), ("portico-a-b-2", json!({"n": 2}))]);
        let added = json!({"kind": "A", "metadata": {"name": "b"}});
        let changed = list.changed(&[insertion(&list, "\n]}\n", &format!(", {added}"))]);
        let name = "portico-a-b-3".to_owned();
        assert_eq!(changed, Ok(vec![Changed { name, object: object(&added) }]));
    }

    #[test]
    fn an_edit_that_breaks_the_text_is_a_fault_of_ours() {
        let list = list(&[("a", json!({"n": 1}))]);
        for edit in [insertion(&list, "\"n\"", "{"), insertion(&list, "\"items\"", "\"items\": {}, \"others\": [")] {
            let result = list.changed(&[edit]).expect_err("it is broken");
            assert_eq!(result.reason, "InternalError");
        }
    }

    #[test]
    fn numbers_come_back_as_they_were() {
        let numbers = json!([0, -1, 443, 9_007_199_254_740_991_i64, 0.1, 1e-7, 123_456_789.123_456_79, 1e300]);
        let list = list(&[("a", json!({"n": numbers}))]);
        let changed = list.changed(&[insertion(&list, "\"n\"", "\"new\":0,")]).expect("it is JSON");
        assert_eq!(changed[0].object["n"], numbers);
    }
}
