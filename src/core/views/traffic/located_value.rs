//! A value of a subject, with its path.

use crate::finding::{Diagnostic, Safety};
use crate::reading::subject::Subject;
use crate::views::context::Context;
use portico_edit::{Action, EditStep};
use portico_manifest::{Node, PathSegment};
use serde_json::Value;

/// A value of a subject, and the path to it from the document's root.
#[derive(Clone)]
pub(crate) struct LocatedValue<'s, 'd, 't> {
    pub subject: &'s Subject<'d, 't>,
    pub node: Node<'d, 't>,
    path: Vec<PathSegment>,
}

impl<'s, 'd, 't> LocatedValue<'s, 'd, 't> {
    /// Takes the subject's own root.
    pub(crate) fn root(subject: &'s Subject<'d, 't>) -> Self {
        Self { subject, node: subject.node, path: subject.prefix.clone() }
    }

    /// Gives the path from the document's root.
    pub(crate) fn path(&self) -> &[PathSegment] {
        &self.path
    }

    /// Gives the value below it at a path of keys.
    pub(crate) fn get(&self, keys: &[&str]) -> Option<Self> {
        let node = keys.iter().try_fold(self.node, |node, key| node.get(key))?;
        let mut path = self.path.clone();
        path.extend(keys.iter().map(|&key| PathSegment::Key(key.to_owned())));
        Some(Self { subject: self.subject, node, path })
    }

    /// Gives the items of the list at a path of keys; none where there is no list.
    pub(crate) fn items(&self, keys: &[&str]) -> Vec<Self> {
        let Some(list) = self.get(keys) else { return Vec::new() };
        let item = |(index, node)| {
            let mut path = list.path.clone();
            path.push(PathSegment::Index(index));
            Self { subject: self.subject, node, path }
        };
        list.node.items().enumerate().map(item).collect()
    }

    /// Gives the text of a string at a key.
    pub(crate) fn text(&self, key: &str) -> Option<&'d str> {
        self.node.get(key)?.as_str()
    }

    /// Gives the whole number at a key.
    pub(crate) fn number(&self, key: &str) -> Option<i64> {
        self.node.get(key)?.as_i64()
    }

    /// Puts a finding here.
    pub(crate) fn place(&self, found: Diagnostic) -> Diagnostic {
        self.subject.place_at(found, &self.path, self.node.span())
    }

    /// Puts a finding at the value below it, or at the last key of the path that exists.
    pub(crate) fn place_below(&self, found: Diagnostic, keys: &[&str]) -> Diagnostic {
        let mut path = self.path.clone();
        let mut node = self.node;
        let mut span = node.span();
        for (index, key) in keys.iter().enumerate() {
            let Some(entry) = node.entry(key) else { break };
            node = entry.value;
            span = if index + 1 == keys.len() { node.span() } else { entry.key.span() };
            path.push(PathSegment::Key((*key).to_owned()));
        }
        self.subject.place_at(found, &path, span)
    }

    /// Puts a finding at the key of a value below it.
    pub(crate) fn place_at_key(&self, found: Diagnostic, key: &str) -> Diagnostic {
        let mut path = self.path.clone();
        path.push(PathSegment::Key(key.to_owned()));
        let span = self.node.entry(key).map_or(self.node, |entry| entry.key).span();
        self.subject.place_at(found, &path, span)
    }

    /// Puts a finding at the first of some keys that it has, or at the whole value.
    pub(crate) fn place_at_first(&self, found: Diagnostic, keys: &[&str]) -> Diagnostic {
        let key = keys.iter().copied().find(|key| self.node.get(key).is_some());
        self.place_below(found, key.as_slice())
    }

    /// Proposes to make the value here contain the desired one.
    pub(crate) fn fix(
        &self,
        context: &Context<'s, 'd, 't>,
        found: Diagnostic,
        title: &str,
        safety: Safety,
        desired: Value,
    ) -> Diagnostic {
        context.proposals.merge(found, self.subject, title, safety, (self.path.clone(), desired))
    }

    /// Proposes to take a key away from the mapping here.
    pub(crate) fn fix_without(
        &self,
        context: &Context<'s, 'd, 't>,
        found: Diagnostic,
        title: &str,
        safety: Safety,
        key: &str,
    ) -> Diagnostic {
        let mut path = self.path.clone();
        path.push(PathSegment::Key(key.to_owned()));
        context.proposals.add(found, self.subject, title, safety, EditStep { path, action: Action::Remove })
    }

    /// Proposes to make the value here exactly the desired one.
    pub(crate) fn fix_exactly(
        &self,
        context: &Context<'s, 'd, 't>,
        found: Diagnostic,
        title: &str,
        safety: Safety,
        desired: Value,
    ) -> Diagnostic {
        let action = Action::Merge { desired, exact: &[&[]] };
        context.proposals.add(found, self.subject, title, safety, EditStep { path: self.path.clone(), action })
    }
}
