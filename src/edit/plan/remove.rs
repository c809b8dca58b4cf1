//! The plan of removing one item of a list, or one entry of a mapping. The text that goes with it is worked out in
//! `lines.rs` and `brackets.rs`.

use serde_json::Value;

use super::Plan;
use super::removal::{Extent, Removal};
use crate::ground::Ground;
use crate::place::{Layout, descend, end_with_properties, entry_end, start_with_properties};
use crate::{Edit, EditErrorKind, Outcome, error};
use portico_manifest::{Node, NodeKind, PathSegment};

/// Plans the edits, which are proved later.
pub(crate) fn planned(ground: &Ground<'_, '_>, path: &[PathSegment]) -> Outcome<Vec<Edit>> {
    let missing = || error(EditErrorKind::NoSuchItem, ground.document.raw().content);
    let (last, above) = path.split_last().ok_or_else(missing)?;
    let (slot, found) = descend(ground.document.root().ok_or_else(missing)?, above)?;
    let collection = found.resolved();
    let mut removal = Removal::of(ground);
    let (places, gone) = match last {
        PathSegment::Index(index) if collection.kind() == NodeKind::Sequence => {
            let item = collection.item(*index).ok_or_else(missing)?;
            (items(&removal.layout, collection, *index), item.places())
        }
        PathSegment::Key(key) if collection.kind() == NodeKind::Mapping => {
            let entry = collection.entry(key).ok_or_else(missing)?;
            if entry.merged {
                return Err(error(EditErrorKind::ByMergeKey { key: key.clone() }, entry.key.span()));
            }
            if removal.layout.is_explicit(entry.key) {
                return Err(error(EditErrorKind::ComplexKey, entry.key.span()));
            }
            let gone = entry.key.places().start..entry.value.places().end;
            (Some(entries(&removal.layout, collection, entry.key)), gone)
        }
        _ => return Err(missing()),
    };
    Plan::new(ground).check_removable(collection, &[gone])?;
    let unprovable = error(EditErrorKind::Unprovable, found.span());
    removal.remove_places(slot, collection, &places.ok_or(unprovable)?);
    Ok(removal.finish())
}

/// Gives the places of a mapping's entries, of which one goes.
fn entries<'d, 't>(layout: &Layout<'t>, mapping: Node<'d, 't>, gone: Node<'d, 't>) -> Vec<Extent> {
    let place = |start, end, goes| Extent { start, end, goes };
    let own = mapping.own_entries();
    own.map(|entry| place(layout.entry_start(entry.key), entry_end(&entry), entry.key == gone)).collect()
}

/// Gives the places of a list's items, of which one goes; nothing where a dash isn't found.
fn items<'t>(layout: &Layout<'t>, list: Node<'_, 't>, gone: usize) -> Option<Vec<Extent>> {
    let mut places: Vec<Extent> = Vec::new();
    for (index, item) in list.items().enumerate() {
        let written = start_with_properties(item);
        let start = match places.last() {
            _ if list.is_flow() => written,
            None => list.span().start,
            Some(before) => layout.dash(before.end, written)?,
        };
        places.push(Extent { start, end: end_with_properties(item), goes: index == gone });
    }
    Some(places)
}

impl Layout<'_> {
    /// Finds the dash between the end of an item and the next, before which there may be comments.
    fn dash(&self, end: usize, next: usize) -> Option<usize> {
        let bytes = self.stream.as_bytes();
        let mut at = end;
        while at < next {
            match bytes[at] {
                b'-' => return Some(at),
                b'#' => at = self.line_end(at),
                b' ' | b'\t' | b'\n' | b'\r' => at += 1,
                _ => return None,
            }
        }
        None
    }
}

/// Removes the item or the entry at a path from data.
pub(crate) fn take_out(data: &mut Value, path: &[PathSegment]) {
    let Some((last, above)) = path.split_last() else { return };
    let found = above.iter().try_fold(data, |value, segment| match segment {
        PathSegment::Key(key) => value.get_mut(key),
        PathSegment::Index(index) => value.get_mut(*index),
    });
    match (found, last) {
        (Some(Value::Array(items)), PathSegment::Index(index)) if *index < items.len() => {
            items.remove(*index);
        }
        (Some(Value::Object(entries)), PathSegment::Key(key)) => {
            entries.shift_remove(key);
        }
        _ => {}
    }
}
