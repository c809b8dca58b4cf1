//! The editor: parse, edit and parse again, and nothing but the edit has changed.
//!
//! A text is a document and changes of it, one after the other, in the form of the editor's own fixtures:
//!
//! ```text
//! path: spec.ports[0]
//! desired: {"port": 443}
//! exact: .
//! path: spec.type
//! === input
//! spec: …
//! ```

mod changes;
mod model;

use changes::{Change, Changes, What};
use portico_edit::{Action, Edit, EditError, EditStep, append, apply, in_steps, merge_exactly, quote, remove};
use portico_manifest::{Document, Limits, PathSegment, RawDocument, parse, same, split};
use serde_json::Value;

pub fn check(input: &str) {
    let Changes { changes, text } = Changes::read(input);
    check_quoting(&text);
    let mut done = text.clone();
    for change in &changes {
        match made(&done, change) {
            Some(next) => done = next,
            None => return,
        }
    }
    check_steps(&text, &changes, &done);
}

/// Gives the last document of a stream.
fn last<'t>(text: &'t str, limits: &Limits) -> Option<(Vec<RawDocument>, Document<'t>)> {
    let raws = split(text);
    let document = parse(text, raws.last()?, limits).ok()?;
    Some((raws, document))
}

fn data(document: &Document<'_>, limits: &Limits) -> Option<Value> {
    document.root().map_or(Some(Value::Null), |root| root.to_data(limits).ok())
}

fn edits(document: &Document<'_>, change: &Change, limits: &Limits) -> Result<Vec<Edit>, EditError> {
    match &change.what {
        What::Merge { desired, exact } => {
            let exact: Vec<Vec<&str>> = exact.iter().map(|path| path.iter().map(String::as_str).collect()).collect();
            let exact: Vec<&[&str]> = exact.iter().map(Vec::as_slice).collect();
            merge_exactly(document, &change.path, desired, &exact, limits)
        }
        What::Append(item) => append(document, &change.path, item, limits),
        What::Remove => remove(document, &change.path, limits),
    }
}

/// Makes one change of the last document, where it can be made.
fn made(text: &str, change: &Change) -> Option<String> {
    let limits = Limits::default();
    let (raws, document) = last(text, &limits)?;
    let bounds = raws.last()?.span;
    let edits = match edits(&document, change, &limits) {
        Ok(edits) => edits,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            assert!(bounds.contains(error.span), "{:?} lies in the document", error.span);
            return None;
        }
    };
    assert!(edits.iter().all(|edit| bounds.contains(edit.span)), "{edits:?} lie in the document");
    let once = apply(text, &edits).expect("edits can be applied");

    let (edited_raws, edited) = last(&once, &limits).expect("what was edited can be read");
    assert_eq!(edited_raws.len(), raws.len(), "documents came or went:\n{once}");
    let mut wanted = data(&document, &limits).expect("what was edited was data");
    model::apply(&mut wanted, change);
    let is = data(&edited, &limits).expect("what was edited is data");
    assert!(same(&is, &wanted), "{is} is not {wanted}:\n{text}\n{once}");
    check_others(&document, change, &once);

    if let What::Merge { .. } = change.what {
        let again = self::edits(&edited, change, &limits).expect("what was edited can be edited");
        assert_eq!(again, [], "twice is not once:\n{once}");
    }
    Some(once)
}

/// Checks that the other entries of the document keep their bytes.
fn check_others(document: &Document<'_>, change: &Change, once: &str) {
    let Some((root, PathSegment::Key(first))) = document.root().zip(change.path.first()) else { return };
    for entry in root.own_entries().filter(|entry| entry.key.key_text() != *first) {
        let written = &document.stream()[entry.key.span().start..entry.value.span().end];
        assert!(once.contains(written), "{written:?} is gone:\n{once}");
    }
}

/// Checks that making all changes at once gives the same text as one after the other.
fn check_steps(text: &str, changes: &[Change], done: &str) {
    let limits = Limits::default();
    let Some((_, document)) = last(text, &limits) else { return };
    let steps: Option<Vec<EditStep>> = changes.iter().map(step).collect();
    let Some(steps) = steps else { return };
    if let Ok(edits) = in_steps(&document, &steps, &limits) {
        assert_eq!(apply(text, &edits).expect("edits can be applied"), done, "at once is not one after the other");
    } else {
        panic!("one after the other could be made, and at once could not:\n{text}");
    }
}

/// Gives the change as a step, unless its exact paths can't be constants.
fn step(change: &Change) -> Option<EditStep> {
    let action = match &change.what {
        What::Merge { desired, exact } => {
            let exact: &'static [&'static [&'static str]] = match &exact[..] {
                [] => &[],
                [path] if path.is_empty() => &[&[]],
                _ => return None,
            };
            Action::Merge { desired: desired.clone(), exact }
        }
        What::Append(item) => Action::Append { item: item.clone() },
        What::Remove => Action::Remove,
    };
    Some(EditStep { path: change.path.clone(), action })
}

/// Checks that a value put into quotes is the same text, and that no document or node comes or goes.
fn check_quoting(text: &str) {
    let limits = Limits::default();
    let Some((raws, document)) = last(text, &limits) else { return };
    for (place, node) in document.nodes().enumerate().take(16) {
        let Some(edit) = quote(node) else { continue };
        let quoted = apply(text, &[edit]).expect("one edit");
        let (quoted_raws, again) = last(&quoted, &limits).expect("it is still YAML");
        assert_eq!(quoted_raws.len(), raws.len());
        assert_eq!(again.nodes().count(), document.nodes().count(), "{quoted}");
        let found = again.nodes().nth(place).expect("the same node");
        assert_eq!((found.as_str(), found.text()), (Some(node.text()), node.text()), "{quoted}");
    }
}
