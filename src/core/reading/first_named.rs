//! An index of things by key and namespace. A namespace that isn't written is the release's, and so may be any.

use std::collections::BTreeMap;

/// Things in their order, each with a key and a namespace if it has one.
pub(crate) struct FirstNamed<'n, Key, Thing> {
    /// The first of each key in each namespace, with its place.
    of_namespace: BTreeMap<(Key, Option<&'n str>), (usize, Thing)>,
    /// The first of each key in any namespace.
    of_any: BTreeMap<Key, Thing>,
    count: usize,
}

impl<'n, Key: Ord + Copy, Thing: Copy> FirstNamed<'n, Key, Thing> {
    /// Adds a thing behind the others.
    pub(crate) fn push(&mut self, key: Key, namespace: Option<&'n str>, thing: Thing) {
        self.of_namespace.entry((key, namespace)).or_insert((self.count, thing));
        self.of_any.entry(key).or_insert(thing);
        self.count += 1;
    }

    /// Finds the first thing of a key in a namespace, or in one that isn't written; without a namespace, in any.
    pub(crate) fn find(&self, key: Key, namespace: Option<&'n str>) -> Option<Thing> {
        if namespace.is_none() {
            return self.of_any.get(&key).copied();
        }
        let found = [None, namespace].into_iter().filter_map(|namespace| self.of_namespace.get(&(key, namespace)));
        found.min_by_key(|(place, _)| *place).map(|&(_, thing)| thing)
    }
}

impl<Key, Thing> Default for FirstNamed<'_, Key, Thing> {
    fn default() -> Self {
        Self { of_namespace: BTreeMap::new(), of_any: BTreeMap::new(), count: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::FirstNamed;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_finds_what_a_search_in_order_finds(
            things in prop::collection::vec((0_u8..3, prop::option::of(prop::sample::select(vec!["a", "b"]))), 0..12),
            key in 0_u8..3,
            namespace in prop::option::of(prop::sample::select(vec!["a", "b", "c"])),
        ) {
            let mut named = FirstNamed::default();
            for (place, &(key, namespace)) in things.iter().enumerate() {
                named.push(key, namespace, place);
            }
            let may_be = |other: Option<&str>| namespace.is_none() || other.is_none() || namespace == other;
            let first = things.iter().position(|&(other, in_namespace)| other == key && may_be(in_namespace));
            prop_assert_eq!(named.find(key, namespace), first);
        }
    }
}
