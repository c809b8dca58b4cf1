//! The surplus entries of an exact mapping, which are not desired, and whether they can be removed. Nothing here
//! removes them.

use std::ops::Range;

use serde_json::{Map, Value};

use super::{Plan, anchored_elsewhere};
use crate::place::Slot;
use crate::{EditErrorKind, Outcome, error};
use portico_manifest::{Entry, Node, NodeKind};

/// Gives the entries of an exact mapping that must go, in the order of the text.
pub(crate) fn surplus<'d, 't>(mapping: Node<'d, 't>, desired: &Map<String, Value>) -> Vec<Entry<'d, 't>> {
    mapping.own_entries().filter(|entry| !entry.key.is_merge_key() && is_surplus(entry.key, desired)).collect()
}

pub(crate) fn is_surplus(key: Node<'_, '_>, desired: &Map<String, Value>) -> bool {
    !desired.contains_key(&*key.key_text())
}

impl<'d, 't> Plan<'_, 'd, 't> {
    /// Refuses an exact mapping with surplus entries that can't be removed.
    pub(crate) fn check_surplus(
        &self,
        slot: Slot<'d, 't>,
        mapping: Node<'d, 't>,
        desired: &Map<String, Value>,
    ) -> Outcome {
        let merges = mapping.own_entries().filter(|entry| entry.key.is_merge_key());
        for source in merges.flat_map(|merge| sources(merge.value)) {
            if let Some(brought) = source.entries().find(|entry| is_surplus(entry.key, desired)) {
                let key = brought.key.key_text().into_owned();
                return Err(error(EditErrorKind::ByMergeKey { key }, source.span()));
            }
        }
        let gone = surplus(mapping, desired);
        if let Some(entry) = gone.iter().find(|entry| self.layout.is_explicit(entry.key)) {
            return Err(error(EditErrorKind::ComplexKey, entry.key.span()));
        }
        if let Slot::Value { key, .. } = slot
            && desired.is_empty()
            && !mapping.is_flow()
            && self.layout.lead(slot, mapping).is_none()
        {
            return Err(error(EditErrorKind::ComplexKey, key.span()));
        }
        let places: Vec<Range<usize>> =
            gone.iter().map(|entry| entry.key.places().start..entry.value.places().end).collect();
        self.check_removable(mapping, &places)
    }

    /// Refuses to remove entries or items on which an alias that stays depends, or which other places have by an alias
    /// too. They are given by their places, in the order of the text.
    pub(crate) fn check_removable(&self, collection: Node<'d, 't>, gone: &[Range<usize>]) -> Outcome {
        if gone.is_empty() {
            return Ok(());
        }
        let shared = &self.ground.shared;
        match shared.around(collection).or_else(|| shared.within(gone)) {
            Some(target) => Err(anchored_elsewhere(target)),
            None => Ok(()),
        }
    }
}

/// Lists the mappings that a merge key's value names.
fn sources<'d, 't>(value: Node<'d, 't>) -> Vec<Node<'d, 't>> {
    if value.kind() == NodeKind::Sequence { value.items().collect() } else { vec![value] }
}
