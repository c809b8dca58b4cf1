//! Exposures in documents that are neither objects nor lists of objects, such as the variables of a KCL program: nothing
//! looks for objects there, so nobody would read them.

use super::{is_exposure, kind_of_object};
use crate::reading::input::Input;
use memchr::memmem;
use portico_manifest::{Document, Node, NodeKind, PathSegment};

/// Part of an Exposure's `apiVersion`, which its document holds however it is written.
pub(crate) const MARK: &str = "portico.dev/";

/// The first Exposure of a document that is overlooked there.
pub(crate) struct Overlooked<'d, 't> {
    pub document: &'d Document<'t>,
    /// The path from the document's root.
    pub path: Vec<PathSegment>,
    pub node: Node<'d, 't>,
}

/// Finds the documents of an input in which an Exposure is overlooked. A document without the mark costs one search.
pub(crate) fn overlooked<'d, 't>(input: &'d Input<'t>) -> impl Iterator<Item = Overlooked<'d, 't>> {
    input.documents.iter().filter_map(|document| {
        memmem::find(document.raw().text(input.text).as_bytes(), MARK.as_bytes())?;
        let root = document.root()?;
        // What stands inside an object is the object's own.
        let (path, node) = search(root).filter(|_| kind_of_object(root).is_none())?;
        let is_read = root.is_sequence() && path.len() == 1;
        (!is_read).then_some(Overlooked { document, path, node })
    })
}

/// A value on the way, and the step to it from the one before.
struct Step<'d, 't> {
    from: Option<usize>,
    segment: Option<PathSegment>,
    node: Node<'d, 't>,
}

/// Finds the first Exposure below a node that is inside no other object, without following an alias: its anchor is
/// searched where it stands.
fn search<'d, 't>(root: Node<'d, 't>) -> Option<(Vec<PathSegment>, Node<'d, 't>)> {
    let mut steps = vec![Step { from: None, segment: None, node: root }];
    let mut open = vec![0];
    while let Some(at) = open.pop() {
        let node = steps.get(at)?.node;
        if is_exposure(node) && kind_of_object(node).is_some() {
            return Some((path(&steps, at), node));
        }
        if node.kind() == NodeKind::Alias || is_closed(node) {
            continue;
        }
        let first = steps.len();
        steps.extend(node.own_entries().map(|entry| Step {
            from: Some(at),
            segment: Some(PathSegment::Key(entry.key.key_text().into_owned())),
            node: entry.value,
        }));
        steps.extend(node.items().enumerate().map(|(index, node)| Step {
            from: Some(at),
            segment: Some(PathSegment::Index(index)),
            node,
        }));
        open.extend((first..steps.len()).rev());
    }
    None
}

/// Whether a node is an object that carries no others to be applied with it.
fn is_closed(node: Node<'_, '_>) -> bool {
    kind_of_object(node).is_some_and(|kind| !kind.ends_with("List"))
}

fn path(steps: &[Step<'_, '_>], at: usize) -> Vec<PathSegment> {
    let mut path = Vec::new();
    let mut next = steps.get(at);
    while let Some(Step { from, segment, .. }) = next {
        path.extend(segment.clone());
        next = from.and_then(|from| steps.get(from));
    }
    path.reverse();
    path
}
