//! The earlier form of subjects, where one was given.

use crate::reading::first_named::FirstNamed;
use crate::reading::subject::{Kind, ObjectKind, Subject, Subjects};
use portico_manifest::Node;
use std::collections::BTreeMap;

/// The sort of a subject: its kinds, and whose values it is.
type Sort = (Kind, ObjectKind, Option<&'static str>);

/// The name of an object: its kind, and its own name.
type Name<'d> = (&'d str, &'d str);

/// The subjects in their earlier form, by name and by sort.
pub(crate) struct Earlier<'s, 'd, 't> {
    named: FirstNamed<'d, (Sort, Name<'d>), &'s Subject<'d, 't>>,
    /// The earlier subjects of each sort that has exactly one subject, now and before.
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

    /// Finds the earlier form of a subject: an object by its kind, its name and its namespace; values by the object
    /// that they stand in, or as the only ones of their sort.
    pub(super) fn find(&self, now: &Subject<'d, 't>) -> Option<&'s Subject<'d, 't>> {
        let sort = sort(now);
        let by_name = identity(now).and_then(|(name, namespace)| self.named.find((sort, name), namespace));
        by_name.or_else(|| self.only.get(&sort).copied().filter(|_| now.kind.is_values()))
    }
}

fn sort(subject: &Subject<'_, '_>) -> Sort {
    (subject.kind, subject.object_kind, subject.controller.map(|controller| controller.id))
}

/// Gives the kind, the name and the namespace of the object that the subject is or stands in.
fn identity<'d>(subject: &Subject<'d, '_>) -> Option<(Name<'d>, Option<&'d str>)> {
    let object = subject.object?;
    let metadata = object.get("metadata")?;
    let namespace = metadata.get("namespace").and_then(Node::as_str);
    Some(((object.get("kind")?.as_str()?, metadata.get("name")?.as_str()?), namespace))
}
