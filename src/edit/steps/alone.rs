//! Changes of one document of which each is to be made without the others.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Change, Step};
use crate::ground::Ground;
use crate::plan::error;
use crate::proof::{gives, touch};
use crate::{Edit, EditError, EditErrorKind, sort};
use portico_manifest::{Document, Limits, Node, PathSegment, Span, same};

/// How often a document is read again at most, so that many changes of one place take no more time than the document
/// deserves.
const MOST_PROOFS: usize = 64;

/// The edits of a single change.
pub(crate) fn alone(
    document: &Document<'_>,
    path: &[PathSegment],
    change: Change<'_>,
    limits: &Limits,
) -> Result<Vec<Edit>, EditError> {
    let mut results = each(document, &[(path, change)], limits);
    results.pop().unwrap_or(Ok(Vec::new()))
}

/// The edits of each step as if it were the only one.
///
/// The document is read once, and once more for each set of steps that don't touch each other: they are proved together.
/// Where the result isn't the data wanted, the step that is to blame is looked for, and refused.
///
/// ```
/// use portico_edit::{Action, Step, each_alone};
/// use portico_manifest::{Limits, PathSegment, parse, split};
/// use serde_json::json;
///
/// let stream = "- weight: 0\n- weight: 0\n";
/// let limits = Limits::default();
/// let document = parse(stream, &split(stream)[0], &limits)?;
/// let step = |index| Step {
///     path: vec![PathSegment::Index(index)],
///     action: Action::Merge { desired: json!({"weight": 1}), exact: &[] },
/// };
/// let edits = each_alone(&document, &[step(0), step(1)], &limits);
/// assert_eq!(edits[1].as_ref().unwrap()[0].span.start, stream.len() - 2);
/// # Ok::<(), portico_manifest::ReadError>(())
/// ```
///
/// # Errors
///
/// Each step has its own: those of [`merge`](crate::merge()), and where a document would have to be read too often.
#[must_use]
pub fn each_alone(document: &Document<'_>, steps: &[Step], limits: &Limits) -> Vec<Result<Vec<Edit>, EditError>> {
    let changes: Vec<_> = steps.iter().map(|step| (step.path.as_slice(), step.action.change())).collect();
    each(document, &changes, limits)
}

fn each(
    document: &Document<'_>,
    changes: &[(&[PathSegment], Change<'_>)],
    limits: &Limits,
) -> Vec<Result<Vec<Edit>, EditError>> {
    let unprovable = error(EditErrorKind::Unprovable, document.root().map_or(document.raw().content, Node::span));
    if document.is_overlaid() {
        return changes.iter().map(|_| Err(unprovable.clone())).collect();
    }
    let before = match document.root().map_or(Ok(Value::Null), |root| root.to_data(limits)) {
        Ok(data) => data,
        Err(refused) => return changes.iter().map(|_| Err(refused.clone().into())).collect(),
    };
    let ground = Ground::of(document, limits);
    let firsts = firsts(changes);
    let mut results: Vec<Result<Vec<Edit>, EditError>> = Vec::with_capacity(changes.len());
    for (index, (path, change)) in changes.iter().enumerate() {
        let planned = if firsts[index] == index { change.planned(&ground, path) } else { Ok(Vec::new()) };
        results.push(planned.map(|mut edits| {
            sort(&mut edits);
            edits
        }));
    }
    let mut proofs_left = MOST_PROOFS;
    let is_open = |&index: &usize| firsts[index] == index && results[index].is_ok();
    let mut pending: Vec<usize> = (0..changes.len()).filter(is_open).collect();
    while !pending.is_empty() {
        let (together, rest) = apart(&results, pending);
        pending = rest;
        let mut parts = vec![together];
        while let Some(mut part) = parts.pop() {
            let is_proved = proofs_left > 0 && {
                proofs_left -= 1;
                let mut wanted = before.clone();
                for &index in &part {
                    let (path, change) = changes[index];
                    change.make(&mut wanted, path);
                }
                let edits: Vec<Edit> =
                    part.iter().flat_map(|&index| results[index].iter().flatten().cloned()).collect();
                if edits.is_empty() { same(&before, &wanted) } else { gives(document, &edits, &wanted, limits) }
            };
            if is_proved {
                continue;
            }
            if part.len() == 1 || proofs_left == 0 {
                for index in part {
                    results[index] = Err(unprovable.clone());
                }
                continue;
            }
            let second = part.split_off(part.len() / 2);
            parts.extend([second, part]);
        }
    }
    for (index, &first) in firsts.iter().enumerate() {
        if first != index {
            let shared = results[first].clone();
            results[index] = shared;
        }
    }
    results
}

/// For each change the first that is the same.
fn firsts(changes: &[(&[PathSegment], Change<'_>)]) -> Vec<usize> {
    let mut of_path: BTreeMap<&[PathSegment], usize> = BTreeMap::new();
    let mut firsts = Vec::with_capacity(changes.len());
    for (index, &(path, change)) in changes.iter().enumerate() {
        let first = *of_path.entry(path).or_insert(index);
        firsts.push(if changes[first].1 == change { first } else { index });
    }
    firsts
}

/// Those changes that don't touch each other, the first of each place, and the rest.
fn apart(results: &[Result<Vec<Edit>, EditError>], pending: Vec<usize>) -> (Vec<usize>, Vec<usize>) {
    let mut taken = Taken::default();
    pending.into_iter().partition(|&index| taken.take(results[index].iter().flatten()))
}

/// The spans that edits have, so that others can be held apart from them.
#[derive(Default)]
pub(super) struct Taken(BTreeSet<Span>);

impl Taken {
    /// Takes edits, unless one of them touches what was taken before.
    pub(super) fn take<'e>(&mut self, edits: impl Iterator<Item = &'e Edit> + Clone) -> bool {
        let is_free = |edit: &Edit| {
            let before = self.0.range(..edit.span).next_back();
            let after = self.0.range(edit.span..).next();
            !before.into_iter().chain(after).any(|&other| touch(other, edit.span))
        };
        let are_free = edits.clone().all(is_free);
        if are_free {
            self.0.extend(edits.map(|edit| edit.span));
        }
        are_free
    }
}
