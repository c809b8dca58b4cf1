//! What a subject was before, where the earlier form was given.

use crate::reading::first_named::FirstNamed;
use crate::reading::subject::{Kind, ObjectKind, Subject, Subjects};
use portico_manifest::Node;
use std::collections::BTreeMap;

/// What makes two subjects of the same sort: their kinds, and whose values they are.
type Sort = (Kind, ObjectKind, Option<&'static str>);

/// What an object is called: its kind and its name.
type Name<'d> = (&'d str, &'d str);

/// The things in their earlier form, by what finds them.
pub(crate) struct Earlier<'s, 'd, 't> {
    named: FirstNamed<'d, (Sort, Name<'d>), &'s Subject<'d, 't>>,
    /// Where there is but one of its sort, now as then.
    only: BTreeMap<Sort, &'s Subject<'d, 't>>,
}

impl<'s, 'd, 't> Earlier<'s, 'd, 't> {
    pub(super) fn of(subjects: &'s Subjects<'d, 't>) -> Self {
        let mut named = FirstNamed::default();
        let (mut then, mut now) = (BTreeMap::new(), BTreeMap::new());
        for subject in &subjects.previous {
            then.entry(sort(subject)).or_insert_with(Vec::new).push(subject);
            if let Some((name, namespace)) = identity(subject) {
                named.push((sort(subject), name), namespace, subject);
            }
        }
        for subject in &subjects.all {
            *now.entry(sort(subject)).or_insert(0) += 1;
        }
        let is_only = |sort: &Sort, then: &Vec<&Subject<'_, '_>>| then.len() == 1 && now.get(sort) == Some(&1);
        let only = then.into_iter().filter(|(sort, then)| is_only(sort, then));
        Self { named, only: only.filter_map(|(sort, then)| Some((sort, *then.first()?))).collect() }
    }

    /// The earlier form of a subject: an object by its kind, its name and its namespace, values by the object that
    /// they stand in, or as the only ones of their kind.
    pub(super) fn find(&self, now: &Subject<'d, 't>) -> Option<&'s Subject<'d, 't>> {
        let sort = sort(now);
        let by_name = identity(now).and_then(|(name, namespace)| self.named.find((sort, name), namespace));
        by_name.or_else(|| self.only.get(&sort).copied().filter(|_| now.kind.is_values()))
    }
}

fn sort(subject: &Subject<'_, '_>) -> Sort {
    (subject.kind, subject.object_kind, subject.controller.map(|controller| controller.id))
}

/// The kind, the name and the namespace of the object that it is or stands in.
fn identity<'d>(subject: &Subject<'d, '_>) -> Option<(Name<'d>, Option<&'d str>)> {
    let object = subject.object?;
    let metadata = object.get("metadata")?;
    let namespace = metadata.get("namespace").and_then(Node::as_str);
    Some(((object.get("kind")?.as_str()?, metadata.get("name")?.as_str()?), namespace))
}
