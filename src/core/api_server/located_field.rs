//! A value and its path, without a copy of either.

use crate::reading::path::in_sentence;
use crate::reading::subject::Subject;
use portico_manifest::{Node, PathSegment, Span};

/// A value inside an object that is judged.
#[derive(Clone, Copy)]
pub(super) struct LocatedField<'p, 'd, 't> {
    pub node: Node<'d, 't>,
    parent: Option<&'p LocatedField<'p, 'd, 't>>,
    step: PathStep<'p>,
}

#[derive(Clone, Copy)]
enum PathStep<'p> {
    Root,
    Key(&'p str),
    Index(usize),
}

impl<'p, 'd, 't> LocatedField<'p, 'd, 't> {
    /// Takes the object itself.
    pub(super) fn root(subject: &Subject<'d, 't>) -> Self {
        Self { node: subject.node, parent: None, step: PathStep::Root }
    }

    /// Gives a value below this one, which stands at a key.
    pub(super) fn at_key<'q>(&'q self, key: &'q str, node: Node<'d, 't>) -> LocatedField<'q, 'd, 't> {
        LocatedField { node, parent: Some(self), step: PathStep::Key(key) }
    }

    /// Gives the value at a key, unless it is null.
    pub(super) fn child<'q>(&'q self, key: &'q str) -> Option<LocatedField<'q, 'd, 't>> {
        let node = self.node.get(key).filter(|node| !node.is_null())?;
        Some(self.at_key(key, node))
    }

    /// Iterates over the items of a list.
    pub(super) fn items<'q>(&'q self) -> impl Iterator<Item = LocatedField<'q, 'd, 't>> {
        let items = self.node.items().enumerate();
        items.map(move |(index, node)| LocatedField { node, parent: Some(self), step: PathStep::Index(index) })
    }

    /// Visits the items of the list at a key.
    pub(super) fn each(&self, key: &str, visit: &mut dyn FnMut(&LocatedField<'_, 'd, 't>)) {
        if let Some(list) = self.child(key) {
            list.items().for_each(|item| visit(&item));
        }
    }

    /// Gives the text at a key; empty where it is absent or of another type.
    pub(super) fn text(&self, key: &str) -> &'d str {
        self.node.get(key).and_then(Node::as_str).unwrap_or_default()
    }

    /// Gives the whole number at a key, also one in quotes; zero where it is absent or something else.
    pub(super) fn number(&self, key: &str) -> i64 {
        let number = |node: Node<'_, '_>| node.as_i64().or_else(|| node.text().parse().ok());
        self.node.get(key).and_then(number).unwrap_or_default()
    }

    /// Whether a key has a value that isn't null.
    pub(super) fn has(&self, key: &str) -> bool {
        self.child(key).is_some()
    }

    /// Counts the items of the list at a key.
    pub(super) fn count(&self, key: &str) -> usize {
        self.node.get(key).map_or(0, |list| list.items().count())
    }

    /// Gives the key of the value; empty for an item.
    pub(super) fn key(&self) -> &'p str {
        match self.step {
            PathStep::Key(key) => key,
            PathStep::Root | PathStep::Index(_) => "",
        }
    }

    /// Gives the key of the parent; empty where there is none.
    pub(super) fn parent_key(&self) -> &'p str {
        self.parent.map_or("", LocatedField::key)
    }

    /// Gives the span of the value's key, where it has one.
    pub(super) fn key_span(&self) -> Option<Span> {
        let key = self.key();
        if key.is_empty() { None } else { Some(self.parent?.node.entry(key)?.key.span()) }
    }

    /// Gives the span of a diagnostic about the value: its own, or its key's where it is empty.
    pub(super) fn span(&self) -> Span {
        let span = self.node.span();
        if span.start < span.end {
            return span;
        }
        self.key_span().unwrap_or(span)
    }

    /// Gives the path below a prefix to the value, or to one more key below it.
    pub(super) fn path(&self, prefix: &[PathSegment], more: Option<&str>) -> Vec<PathSegment> {
        let mut path = match self.parent {
            Some(parent) => parent.path(prefix, None),
            None => prefix.to_vec(),
        };
        match self.step {
            PathStep::Root => {}
            PathStep::Key(key) => path.push(PathSegment::Key(key.to_owned())),
            PathStep::Index(index) => path.push(PathSegment::Index(index)),
        }
        path.extend(more.map(|key| PathSegment::Key(key.to_owned())));
        path
    }

    /// Gives its name in messages: `spec.ports[0].port`.
    pub(super) fn name(&self, more: Option<&str>) -> String {
        in_sentence(&self.path(&[], more))
    }
}
