//! Suppressions in the annotations of an object, which hold for all that is found in it.

use super::Suppression;
use crate::reading::subject::{Kind, Subject};
use portico_manifest::Contents;

/// The prefix of such an annotation's key; the rule's name follows.
pub(super) const PREFIX: &str = "portico.dev/ignore.";

/// Reads the suppressions of an object. Values inside an object have no annotations of their own.
pub(super) fn read<'d>(subject: &Subject<'d, '_>, found: &mut Vec<Suppression<'d>>) {
    if !matches!(subject.kind, Kind::KubernetesObject | Kind::Exposure) {
        return;
    }
    let root = super::place(subject, &subject.prefix, subject.node.span());
    for entry in subject.get(&["metadata", "annotations"]).entries() {
        let Some(rule) = entry.key.text().strip_prefix(PREFIX) else { continue };
        let keys = ["metadata", "annotations", entry.key.text()];
        let reason = entry.value.as_str().unwrap_or_default();
        found.push(Suppression { rule, reason, ..Suppression::of_object(subject, &root, &keys, entry.key.span()) });
    }
}
