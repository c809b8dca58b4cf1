//! The entries of mappings, with merge keys and duplicates as Go's YAML 2 has them. The meaning of a value is in
//! `value.rs`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::{Document, Node, NodeKind, sort_by};

/// A key of a mapping with its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'d, 't> {
    /// The key.
    pub key: Node<'d, 't>,
    /// The value, as written (an alias is not followed).
    pub value: Node<'d, 't>,
    /// Whether it came by a merge key (`<<`).
    pub merged: bool,
}

/// The entries that count in a mapping, and the first merge key's value that is no mapping.
pub(crate) struct Effective<'d, 't> {
    pub(crate) entries: Vec<Entry<'d, 't>>,
    pub(crate) bad_merge: Option<Node<'d, 't>>,
}

impl<'d, 't> Node<'d, 't> {
    /// The value of a key, through aliases and merge keys.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Self> {
        self.entry(key).map(|entry| entry.value)
    }

    /// The entry of a key, through aliases and merge keys. As in Go, whatever is written last
    /// decides: a merge key overrides the entries before it, and those after it override it.
    #[must_use]
    pub fn entry(self, key: &str) -> Option<Entry<'d, 't>> {
        let (own, merges) = self.last_own(key);
        if merges.is_empty() {
            return own;
        }
        let mut walk = Walk::new(merges);
        while let Some(mapping) = walk.next() {
            match mapping {
                Visit::Mapping(mapping) => {
                    let (found, merges) = mapping.last_own(key);
                    walk.push_found(found.map(|entry| Entry { merged: true, ..entry }), merges);
                }
                Visit::Found(entry) => return Some(entry),
                Visit::Bad(_) => {}
            }
        }
        own
    }

    /// Gives the last own entry of that key, and the values of the merge keys after it.
    fn last_own(self, key: &str) -> (Option<Entry<'d, 't>>, Vec<Self>) {
        let (found, merges) = self.last_key(key);
        let entry = |key: Self| Some(Entry { key, value: key.following()?, merged: false });
        (found.and_then(entry), merges.into_iter().filter_map(Self::following).collect())
    }

    /// The entries that count, through aliases: the mapping's own in their order (of duplicates
    /// the last, and none that a later merge key overrides), then those that came by merge keys.
    /// The merge keys themselves are not listed.
    pub fn entries(self) -> impl Iterator<Item = Entry<'d, 't>> {
        self.effective().entries.into_iter()
    }

    /// The entries as written, through aliases, merge keys (`<<`) and duplicates included.
    pub fn own_entries(self) -> impl Iterator<Item = Entry<'d, 't>> {
        let node = self.resolved();
        let mut children = node.children();
        let is_mapping = node.is_mapping();
        std::iter::from_fn(move || {
            let key = children.next().filter(|_| is_mapping)?;
            Some(Entry { key, value: children.next()?, merged: false })
        })
    }

    pub(crate) fn effective(self) -> Effective<'d, 't> {
        let own: Vec<_> = self.own_entries().collect();
        let mut keys = SeenKeys::new(own.len());
        let mut entries = Vec::with_capacity(own.len());
        let mut bad_merge = None;
        for entry in own.into_iter().rev() {
            if !entry.key.is_merge_key() {
                if keys.insert(entry.key) {
                    entries.push(entry);
                }
                continue;
            }
            let mut walk = Walk::new(vec![entry.value]);
            while let Some(step) = walk.next() {
                match step {
                    Visit::Mapping(mapping) => walk.push_entries(mapping),
                    Visit::Found(entry) if keys.insert(entry.key) => entries.push(entry),
                    Visit::Found(_) => {}
                    Visit::Bad(node) => bad_merge = Some(node),
                }
            }
        }
        // Gathered from the end: where nothing came by merge keys, that is the order.
        entries.reverse();
        if entries.iter().any(|entry| entry.merged) {
            let place = |entry: &Entry<'_, '_>| (entry.merged, entry.key.index);
            sort_by(&mut entries, &|left, right| place(left).cmp(&place(right)));
        }
        Effective { entries, bad_merge }
    }
}

/// The entries that merge keys bring, by precedence: the first entry of a key wins. Each mapping is gone through once,
/// however often it is merged, so that the time is bounded.
struct Walk<'d, 't> {
    pending: Vec<Visit<'d, 't>>,
    seen: BTreeSet<u32>,
}

enum Visit<'d, 't> {
    Mapping(Node<'d, 't>),
    Found(Entry<'d, 't>),
    Bad(Node<'d, 't>),
}

impl<'d, 't> Walk<'d, 't> {
    /// Starts with the values of merge keys in the order of the text.
    fn new(merges: Vec<Node<'d, 't>>) -> Self {
        let mut walk = Self { pending: Vec::new(), seen: BTreeSet::new() };
        walk.push_merges(merges);
        walk
    }

    fn next(&mut self) -> Option<Visit<'d, 't>> {
        loop {
            match self.pending.pop()? {
                Visit::Mapping(mapping) if !self.seen.insert(mapping.index) => {}
                step => return Some(step),
            }
        }
    }

    fn push_merges(&mut self, merges: Vec<Node<'d, 't>>) {
        for value in merges {
            self.push_merge(value);
        }
    }

    /// Pushes the mappings that a merge key names. The value pushed last is walked first.
    fn push_merge(&mut self, value: Node<'d, 't>) {
        if value.kind() != NodeKind::Sequence {
            self.pending.push(mapping_or_bad(value));
            return;
        }
        let start = self.pending.len();
        self.pending.extend(value.items().map(mapping_or_bad));
        self.pending[start..].reverse();
    }

    fn push_found(&mut self, found: Option<Entry<'d, 't>>, merges: Vec<Node<'d, 't>>) {
        self.pending.extend(found.map(Visit::Found));
        self.push_merges(merges);
    }

    fn push_entries(&mut self, mapping: Node<'d, 't>) {
        for entry in mapping.own_entries() {
            if entry.key.is_merge_key() {
                self.push_merge(entry.value);
            } else {
                self.pending.push(Visit::Found(Entry { merged: true, ..entry }));
            }
        }
    }
}

fn mapping_or_bad<'d, 't>(node: Node<'d, 't>) -> Visit<'d, 't> {
    if node.is_mapping() { Visit::Mapping(node.resolved()) } else { Visit::Bad(node) }
}

/// The keys met so far: a list while they are few.
enum SeenKeys<'d> {
    Few(Vec<Cow<'d, str>>),
    Many(BTreeMap<Cow<'d, str>, usize>),
}

impl<'d> SeenKeys<'d> {
    const FEW: usize = 16;

    fn new(expected: usize) -> Self {
        if expected > Self::FEW { Self::Many(BTreeMap::new()) } else { Self::Few(Vec::with_capacity(expected)) }
    }

    /// Adds a key, and gives whether it is new.
    fn insert(&mut self, key: Node<'d, '_>) -> bool {
        let text = key.key_text();
        if let Self::Few(list) = self
            && list.len() > Self::FEW
        {
            // One by one: `collect` sorts, by code of its own.
            let mut many = BTreeMap::new();
            for (place, text) in std::mem::take(list).into_iter().enumerate() {
                many.insert(text, place);
            }
            *self = Self::Many(many);
        }
        match self {
            Self::Many(set) => set.insert(text, 0).is_none(),
            Self::Few(list) => {
                let new = !list.contains(&text);
                if new {
                    list.push(text);
                }
                new
            }
        }
    }
}

impl<'t> Document<'t> {
    /// Finds keys that a mapping has more than once: the later key, and the first of that name.
    pub fn duplicate_keys(&self) -> impl Iterator<Item = (Node<'_, 't>, Node<'_, 't>)> {
        self.nodes().filter(|node| node.kind() == NodeKind::Mapping).flat_map(duplicates_in)
    }
}

fn duplicates_in<'d, 't>(mapping: Node<'d, 't>) -> Vec<(Node<'d, 't>, Node<'d, 't>)> {
    let keys: Vec<_> = mapping
        .own_entries()
        .map(|entry| entry.key)
        .filter(|key| !key.is_merge_key() && key.scalar().is_some())
        .collect();
    let mut set = SeenKeys::new(keys.len());
    if keys.iter().all(|&key| set.insert(key)) {
        return Vec::new();
    }
    let mut first = BTreeMap::new();
    let mut duplicates = Vec::new();
    for (place, &key) in keys.iter().enumerate() {
        match first.get(&key.key_text()).and_then(|&earlier: &usize| keys.get(earlier)) {
            Some(&earlier) => duplicates.push((key, earlier)),
            None => {
                first.insert(key.key_text(), place);
            }
        }
    }
    duplicates
}
