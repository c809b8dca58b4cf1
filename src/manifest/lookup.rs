//! The search for a key or an item in a large collection, without going through it each time. The meaning of a key is
//! in `value.rs`.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::{Node, sort_by};

/// The most nodes that are gone through; a larger collection is put in order once, at the first search.
const FEW: usize = 64;

/// The collections of a document that were put in order, by their place. Most documents have none, and there may be
/// millions of documents.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lookups(OnceCell<Box<Ordered>>);

#[derive(Debug, Clone, Default)]
struct Ordered {
    mappings: RefCell<BTreeMap<u32, Rc<OrderedKeys>>>,
    lists: RefCell<BTreeMap<u32, Rc<[u32]>>>,
}

/// The places of a mapping's keys.
#[derive(Debug)]
struct OrderedKeys {
    /// The keys that aren't merge keys, sorted by text, and those of one text in the order of the mapping.
    named: Vec<u32>,
    /// The merge keys, in the order of the mapping.
    merges: Vec<u32>,
}

impl Node<'_, '_> {
    /// Gives the item of a list at a place from 0, through aliases.
    #[must_use]
    pub fn item(self, index: usize) -> Option<Self> {
        let list = self.resolved();
        if index < FEW || !list.is_sequence() {
            return list.items().nth(index);
        }
        let mut lists = self.document.lookups.0.get_or_init(Box::default).lists.borrow_mut();
        let items = lists.entry(list.index).or_insert_with(|| list.children().map(|item| item.index).collect());
        items.get(index).map(|&place| self.sibling(place))
    }

    /// Gives the last key of this text that the mapping itself has, and the merge keys that follow it, or all of them
    /// where there is no such key.
    pub(crate) fn last_key(self, text: &str) -> (Option<Self>, Vec<Self>) {
        let mapping = self.resolved();
        if !mapping.is_mapping() {
            return (None, Vec::new());
        }
        let (mut found, mut merges) = (None, Vec::new());
        let mut seen = 0;
        let mut children = mapping.children();
        while let Some(key) = children.next() {
            seen += 1;
            if seen > FEW {
                return mapping.last_key_of_many(text);
            }
            if key.is_merge_key() {
                merges.push(key);
            } else if key.is_key(text) {
                found = Some(key);
                merges.clear();
            }
            children.next();
        }
        (found, merges)
    }

    fn last_key_of_many(self, text: &str) -> (Option<Self>, Vec<Self>) {
        let mut mappings = self.document.lookups.0.get_or_init(Box::default).mappings.borrow_mut();
        let keys = Rc::clone(mappings.entry(self.index).or_insert_with(|| Rc::new(self.keys_in_order())));
        drop(mappings);
        let end = keys.named.partition_point(|&place| *self.sibling(place).key_text() <= *text);
        let last = end.checked_sub(1).map(|last| self.sibling(keys.named[last]));
        let found = last.filter(|key| key.is_key(text));
        let after = found.map_or(0, |found| keys.merges.partition_point(|&place| place < found.index));
        (found, keys.merges[after..].iter().map(|&place| self.sibling(place)).collect())
    }

    fn keys_in_order(self) -> OrderedKeys {
        let (merges, mut named): (Vec<_>, Vec<_>) =
            self.own_entries().map(|entry| entry.key).partition(|key| key.is_merge_key());
        named.retain(|key| key.scalar().is_some());
        sort_by(&mut named, &|left, right| left.key_text().cmp(&right.key_text()));
        let places = |keys: Vec<Self>| keys.into_iter().map(|key| key.index).collect();
        OrderedKeys { named: places(named), merges: places(merges) }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Limits, PathSegment, parse, split};
    use proptest::prelude::*;

    /// Keys of which some are alike, some are no strings, and some are merge keys.
    fn key() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec!["a", "b", "\"b\"", "yes", "true", "1", "0x1", "~", "<<", "!!binary YQ=="]);
        prop_oneof![(0_u8..90).prop_map(|number| format!("k{number}")), word.prop_map(str::to_owned)]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn many_keys_are_found_as_few_are(keys in prop::collection::vec(key(), 0..300), few in 1_usize..60) {
            let mapping = |keys: &[String]| -> String {
                let entries = keys.iter().enumerate().map(|(at, key)| match key.as_str() {
                    "<<" => format!("  <<: {{m3: {at}, a: {at}}}\n"),
                    key => format!("  {key}: {at}\n"),
                });
                "x:\n  first: 0\n".chars().chain(entries.collect::<String>().chars()).collect()
            };
            // The same entries in mappings so small that they are gone through: the last that has the key decides.
            let text = mapping(&keys);
            let document = parse(&text, &split(&text)[0], &Limits::default()).unwrap();
            let whole = document.root().unwrap().get("x").unwrap();
            for wanted in ["first", "a", "b", "true", "1", "null", "k1", "k42", "m3", "missing"] {
                let found = whole.get(wanted).map(|node| node.text().to_owned());
                let parts: Vec<String> = keys.chunks(few).map(mapping).collect();
                let mut expected = None;
                for (part, text) in parts.iter().enumerate() {
                    let document = parse(text, &split(text)[0], &Limits::default()).unwrap();
                    let value = document.root().and_then(|root| root.get("x")?.get(wanted));
                    if let Some(value) = value.filter(|_| wanted != "first") {
                        let at: usize = value.text().parse().unwrap();
                        expected = Some((part * few + at).to_string());
                    }
                }
                if wanted == "first" {
                    expected = Some("0".to_owned());
                }
                prop_assert_eq!(found, expected, "{}", wanted);
            }
        }

        #[test]
        fn an_item_is_the_one_at_its_place(count in 0_usize..200, index in 0_usize..220) {
            let text: String = "x:\n  - 0\n".chars().chain((1..count).flat_map(|at| {
                format!("  - {at}\n").chars().collect::<Vec<_>>()
            })).collect();
            let document = parse(&text, &split(&text)[0], &Limits::default()).unwrap();
            let list = document.root().unwrap().get("x").unwrap();
            prop_assert_eq!(list.item(index), list.items().nth(index));
            let path = [PathSegment::Key("x".to_owned()), PathSegment::Index(index)];
            prop_assert_eq!(document.root().unwrap().at(&path), list.items().nth(index));
        }
    }
}
