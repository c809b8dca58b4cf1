//! Changes of one document, each made without the others.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{BorrowedAction, EditStep, make};
use crate::ground::Ground;
use crate::taken::Taken;
use crate::{Edit, EditError, EditErrorKind, error, sort};
use portico_manifest::{Document, Limits, Node, PathSegment};

/// The most times that a document is read again, so that many changes of one place take no more time than the document
/// deserves.
const MOST_PROOFS: usize = 64;

/// Gives the edits of a single change.
pub(crate) fn alone(
    document: &Document<'_>,
    path: &[PathSegment],
    change: BorrowedAction<'_>,
    limits: &Limits,
) -> Result<Vec<Edit>, EditError> {
    let mut results = each(document, &[(path, change)], limits);
    results.pop().unwrap_or(Ok(Vec::new()))
}

/// Gives the edits of each step as if it were the only one.
///
/// The document is read once, and once more for each set of steps that don't touch each other: they are proved
/// together. Where the result isn't the wanted data, the step at fault is searched for, and refused.
///
/// ```
/// use portico_edit::{Action, EditStep, each_alone};
/// use portico_manifest::{Limits, PathSegment, parse, split};
/// use serde_json::json;
///
/// let stream = "- weight: 0\n- weight: 0\n";
/// let limits = Limits::default();
/// let document = parse(stream, &split(stream)[0], &limits)?;
/// let step = |index| EditStep {
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
/// Each step has its own: those of [`merge`](crate::merge()), and one where the document would have to be read too
/// often.
#[must_use]
pub fn each_alone(document: &Document<'_>, steps: &[EditStep], limits: &Limits) -> Vec<Result<Vec<Edit>, EditError>> {
    let changes: Vec<_> = steps.iter().map(|step| (step.path.as_slice(), step.action.change())).collect();
    each(document, &changes, limits)
}

fn each(
    document: &Document<'_>,
    changes: &[(&[PathSegment], BorrowedAction<'_>)],
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
    let planned = changes.iter().zip(&firsts).enumerate().map(|(index, ((path, change), &first))| {
        let mut edits = if first == index { change.planned(&ground, path)? } else { Vec::new() };
        sort(&mut edits);
        Ok(edits)
    });
    let mut results: Vec<Result<Vec<Edit>, EditError>> = planned.collect();
    let is_open = |&index: &usize| firsts[index] == index && results[index].is_ok();
    let mut parts = sets_apart(&results, (0..changes.len()).filter(is_open).collect());
    let mut proofs_left = MOST_PROOFS;
    while let Some(mut part) = parts.pop() {
        let planned = part.iter().map(|&index| {
            let (path, change) = changes[index];
            (path, change, results[index].as_deref().unwrap_or_default())
        });
        let is_proved = proofs_left > 0 && make(document, &before, planned, limits);
        proofs_left = proofs_left.saturating_sub(1);
        if is_proved {
            continue;
        }
        if part.len() > 1 && proofs_left > 0 {
            let second = part.split_off(part.len() / 2);
            parts.extend([second, part]);
            continue;
        }
        for index in part {
            results[index] = Err(unprovable.clone());
        }
    }
    firsts.into_iter().map(|first| results[first].clone()).collect()
}

/// Gives for each change the first that is the same.
fn firsts(changes: &[(&[PathSegment], BorrowedAction<'_>)]) -> Vec<usize> {
    let mut of_path: BTreeMap<&[PathSegment], usize> = BTreeMap::new();
    let mut firsts = Vec::with_capacity(changes.len());
    for (index, &(path, change)) in changes.iter().enumerate() {
        let first = *of_path.entry(path).or_insert(index);
        firsts.push(if changes[first].1 == change { first } else { index });
    }
    firsts
}

/// Divides changes into sets that don't touch each other, the last to be tried first.
fn sets_apart(results: &[Result<Vec<Edit>, EditError>], mut pending: Vec<usize>) -> Vec<Vec<usize>> {
    let mut sets = Vec::new();
    while !pending.is_empty() && sets.len() < MOST_PROOFS {
        let mut taken = Taken::default();
        let is_apart = |&index: &usize| taken.take(results[index].as_deref().unwrap_or_default());
        let (together, rest) = pending.into_iter().partition(is_apart);
        sets.push(together);
        pending = rest;
    }
    // The changes that can't be proved any more are refused.
    sets.extend(Some(pending).filter(|rest: &Vec<usize>| !rest.is_empty()));
    sets.reverse();
    sets
}
