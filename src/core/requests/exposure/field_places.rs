//! The places of an Exposure's fields, in its document or in a flag.

use crate::finding::{Diagnostic, PathSegment};
use crate::reading::subject::Subject;
use crate::requests::FieldOverride;
use portico_manifest::{Node, Span};

/// The document and the overrides that give an Exposure's fields, by which a diagnostic gets its place.
pub(crate) struct FieldPlaces<'f, 'd, 't> {
    pub subject: Option<&'f Subject<'d, 't>>,
    pub overrides: &'f [FieldOverride],
}

impl FieldPlaces<'_, '_, '_> {
    /// Puts something found about a field below `spec` at the place that gave the field.
    pub(crate) fn place(&self, found: Diagnostic, field: &str) -> Diagnostic {
        let keys: Vec<&str> = std::iter::once("spec").chain(field.split('.')).collect();
        self.place_at(found, &keys)
    }

    /// Puts something found about a value at the place that gave it.
    pub(super) fn place_at(&self, found: Diagnostic, keys: &[&str]) -> Diagnostic {
        if let Some(given) = self.given(keys) {
            return Diagnostic {
                source: given.origin.clone(),
                path: keys.iter().map(|&key| PathSegment::Key(key.to_owned())).collect(),
                ..found
            };
        }
        let Some(subject) = self.subject else { return found };
        let deepest = (0..=keys.len()).rev().find_map(|depth| Some((depth, subject.get(&keys[..depth])?)));
        let Some((depth, node)) = deepest else { return found };
        if depth == keys.len() && !node.is_mapping() {
            return subject.place(found, keys, node.span());
        }
        let span = self.key(&keys[..depth]).unwrap_or_else(|| first_key(node));
        subject.place(found, &keys[..depth], span)
    }

    /// Puts something found about a key at the key itself.
    pub(super) fn place_at_key(&self, found: Diagnostic, keys: &[&str]) -> Diagnostic {
        match self.subject.zip(self.key(keys)) {
            Some((subject, span)) => subject.place(found, keys, span),
            None => self.place_at(found, keys),
        }
    }

    /// Finds the last override of a value, or of a part of it.
    fn given(&self, keys: &[&str]) -> Option<&FieldOverride> {
        let (first, rest) = keys.split_first()?;
        let field = rest.join(".");
        let below = format!("{field}.");
        let gives = |given: &&FieldOverride| given.field == field || given.field.starts_with(&below);
        self.overrides.iter().rev().filter(|_| *first == "spec").find(gives)
    }

    /// Gives the span of the key that leads to a value.
    fn key(&self, keys: &[&str]) -> Option<Span> {
        let (last, above) = keys.split_last()?;
        Some(self.subject?.get(above)?.entry(last)?.key.span())
    }

    /// Puts something found about an item of a list below `spec` at that item.
    pub(crate) fn place_item(&self, found: Diagnostic, field: &str, index: usize) -> Diagnostic {
        let Some(subject) = self.subject else { return found };
        let item = subject.get(&["spec", field]).and_then(|list| list.item(index));
        let mut path = subject.path(&["spec", field]);
        path.push(portico_manifest::PathSegment::Index(index));
        subject.place_at(found, &path, item.unwrap_or(subject.node).span())
    }
}

fn first_key(node: Node<'_, '_>) -> Span {
    node.entries().next().map_or_else(|| node.span(), |entry| entry.key.span())
}
