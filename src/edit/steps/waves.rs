//! Changes of one document, each made to the result of those before it.
//!
//! They are made in waves of independent changes, so that the document is read again once for a wave and not once for
//! each change.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Action, EditStep, make};
use crate::compose::compose;
use crate::ground::Ground;
use crate::proof::{in_stream, local};
use crate::taken::Taken;
use crate::{Edit, EditError, EditErrorKind, apply, error, sort};
use portico_manifest::{Document, Limits, Node, PathSegment, parse, sort_by, split};

/// Gives the edits that make every step on the result of those before it, in the order of the text.
///
/// # Errors
///
/// The index of the first step that can't be made, and why; the place is in the document as it was, as near as it is
/// known.
pub fn in_steps(document: &Document<'_>, steps: &[EditStep], limits: &Limits) -> Result<Vec<Edit>, (usize, EditError)> {
    if steps.is_empty() {
        return Ok(Vec::new());
    }
    let bounds = document.raw().span;
    let before = bounds.of(document.stream());
    let mut edits = match Wave::of(document, steps, &(0..steps.len()).collect::<Vec<_>>(), limits)? {
        Wave { edits, rest } if rest.is_empty() => edits,
        Wave { edits, mut rest } => {
            // Places in the changed text are none of the document's own.
            let whole = |error: EditError| EditError { span: document.raw().content, ..error };
            let mut edits = local(&edits, bounds).unwrap_or_default();
            while let Some(&next) = rest.first() {
                let text = apply(before, &edits).unwrap_or_default();
                let raw = split(&text).pop().unwrap_or_else(|| *document.raw());
                let changed = parse(&text, &raw, limits).map_err(|error| (next, whole(error.into())))?;
                let wave = Wave::of(&changed, steps, &rest, limits).map_err(|(step, error)| (step, whole(error)))?;
                let unprovable = || (next, error(EditErrorKind::Unprovable, document.raw().content));
                edits = compose(before.len(), &edits, &wave.edits).ok_or_else(unprovable)?;
                rest = wave.rest;
            }
            in_stream(edits, bounds)
        }
    };
    sort(&mut edits);
    Ok(edits)
}

/// The edits of those steps that can be made at once, and the steps that are left.
struct Wave {
    edits: Vec<Edit>,
    rest: Vec<usize>,
}

impl Wave {
    fn of(
        document: &Document<'_>,
        steps: &[EditStep],
        pending: &[usize],
        limits: &Limits,
    ) -> Result<Self, (usize, EditError)> {
        let root = document.root();
        let unprovable = error(EditErrorKind::Unprovable, root.map_or(document.raw().content, Node::span));
        let first = pending.first().copied().unwrap_or_default();
        if document.is_overlaid() {
            return Err((first, unprovable));
        }
        let before =
            root.map_or(Ok(Value::Null), |root| root.to_data(limits)).map_err(|error| (first, error.into()))?;
        let ground = Ground::of(document, limits);
        let (mut taken, mut passed) = (Taken::default(), SeenPaths::default());
        let mut wave: Vec<(usize, Vec<Edit>)> = Vec::new();
        let mut rest = Vec::new();
        let mut is_past_removal = false;
        for &index in pending {
            let EditStep { path, action } = &steps[index];
            // After a removal the items of its list have other places.
            let is_removal = *action == Action::Remove;
            let waits = is_past_removal || is_removal && !rest.is_empty() || passed.has_kin_of(path);
            let planned = if waits { None } else { Some(action.change().planned(&ground, path)) };
            match planned {
                // The steps before it may yet make it possible, such as one that removes an alias.
                Some(Err(error)) if rest.is_empty() && wave.is_empty() => return Err((index, error)),
                Some(Ok(edits)) if taken.take(&edits) => wave.push((index, edits)),
                _ => rest.push(index),
            }
            is_past_removal |= is_removal;
            passed.0.insert(path);
        }
        let is_proved = |wave: &[(usize, Vec<Edit>)]| {
            let changes = wave.iter().map(|(index, edits)| {
                let EditStep { path, action } = &steps[*index];
                (path.as_slice(), action.change(), edits.as_slice())
            });
            make(document, &before, changes, limits)
        };
        while !is_proved(&wave) {
            if wave.len() < 2 {
                return Err((wave.first().map_or(first, |(index, _)| *index), unprovable));
            }
            let later = wave.split_off(wave.len() / 2);
            rest.extend(later.into_iter().map(|(index, _)| index));
            sort_by(&mut rest, &Ord::cmp);
        }
        Ok(Self { edits: wave.into_iter().flat_map(|(_, edits)| edits).collect(), rest })
    }
}

/// The paths of the steps that a wave has looked at.
#[derive(Default)]
struct SeenPaths<'s>(BTreeSet<&'s [PathSegment]>);

impl SeenPaths<'_> {
    /// Whether one of them is `path`, or lies above or below it.
    fn has_kin_of(&self, path: &[PathSegment]) -> bool {
        let above = (0..path.len()).any(|length| self.0.contains(&path[..length]));
        let below = || self.0.range(path..).next().is_some_and(|next| next.starts_with(path));
        above || below()
    }
}
