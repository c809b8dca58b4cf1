//! What a subject was before, where the earlier form was given.

use crate::subject::{Subject, Subjects};
use portico_manifest::Node;

impl<'d, 't> Subjects<'d, 't> {
    /// The earlier form of a subject: an object by its kind, its name and its namespace, values by the object that
    /// they stand in, or as the only ones of their kind.
    pub(crate) fn earlier(&self, now: &Subject<'d, 't>) -> Option<&Subject<'d, 't>> {
        let is_alike = |other: &&Subject<'d, 't>| {
            let same_controller = match (other.controller, now.controller) {
                (Some(other), Some(now)) => std::ptr::eq(other, now),
                (other, now) => other.is_none() && now.is_none(),
            };
            other.kind == now.kind && other.object_kind == now.object_kind && same_controller
        };
        let identity = identity(now);
        let mut earlier = self.previous.iter().filter(is_alike);
        if let Some(identity) = identity
            && let Some(found) = earlier.clone().find(|other| is_same(identity, other))
        {
            return Some(found);
        }
        let only = earlier.next().filter(|_| now.kind.is_values() && earlier.next().is_none())?;
        (self.all.iter().filter(is_alike).count() == 1).then_some(only)
    }
}

/// The kind, the namespace and the name of the object that it is or stands in.
fn identity<'d>(subject: &Subject<'d, '_>) -> Option<(&'d str, Option<&'d str>, &'d str)> {
    let object = subject.object?;
    let metadata = object.get("metadata")?;
    let namespace = metadata.get("namespace").and_then(Node::as_str);
    Some((object.get("kind")?.as_str()?, namespace, metadata.get("name")?.as_str()?))
}

/// A namespace that isn't written is the release's, and so may be any.
fn is_same((kind, namespace, name): (&str, Option<&str>, &str), other: &Subject<'_, '_>) -> bool {
    identity(other).is_some_and(|(other_kind, other_namespace, other_name)| {
        let same_namespace = namespace.is_none() || other_namespace.is_none() || namespace == other_namespace;
        kind == other_kind && name == other_name && same_namespace
    })
}
