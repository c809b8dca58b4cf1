//! The tree of a document, built one value after the other, within the limits. Nothing here knows which parser gives
//! the values.

use std::borrow::Cow;

use crate::lookup::Lookups;
use crate::tree::{Document, NodeData, Properties, Shape};
use crate::{Limits, RawDocument, ReadError, ReadErrorKind, ScalarStyle, Span, spend};

/// The bytes of a text that are one step of work.
const BYTES_OF_A_STEP: u64 = 64;

/// The tree so far. Nodes are stored in the order of the text, a collection before its contents.
pub(crate) struct Builder<'t> {
    document: Document<'t>,
    limits: Limits,
    open: Vec<OpenNode>,
    anchors: Vec<Anchored>,
    aliases: usize,
    expanded: usize,
}

struct OpenNode {
    node: usize,
    children: usize,
    expanded: usize,
    height: usize,
    end: usize,
}

/// A node with an anchor, and the size that each of its aliases adds.
struct Anchored {
    id: usize,
    node: usize,
    expanded: usize,
    height: usize,
    closed: bool,
}

impl<'t> Builder<'t> {
    pub(crate) fn new(stream: &'t str, raw: RawDocument, limits: &Limits) -> Self {
        let document = Document {
            stream,
            raw,
            nodes: Vec::with_capacity(raw.content.end.saturating_sub(raw.content.start) / 24),
            properties: Vec::new(),
            is_overlaid: false,
            lookups: Lookups::default(),
        };
        Self { document, limits: *limits, open: Vec::new(), anchors: Vec::new(), aliases: 0, expanded: 0 }
    }

    pub(crate) fn finish(self) -> Document<'t> {
        self.document
    }

    /// Whether a value is already there, so that a second would be a second document.
    pub(crate) fn is_complete(&self) -> bool {
        self.open.is_empty() && !self.document.nodes.is_empty()
    }

    /// Whether the next value belongs to a key.
    pub(crate) fn expects_value(&self) -> bool {
        self.open.last().is_some_and(|open| open.children % 2 == 1 && self.shape(open.node).is_mapping())
    }

    /// Whether the next value is a key or belongs to one.
    pub(crate) fn is_in_mapping(&self) -> bool {
        self.open.last().is_some_and(|open| self.shape(open.node).is_mapping())
    }

    /// Whether the next value is an item of a block sequence.
    pub(crate) fn expects_block_item(&self) -> bool {
        self.open.last().is_some_and(|open| self.shape(open.node) == Shape::BlockSequence)
    }

    pub(crate) fn scalar(&mut self, text: Cow<'t, str>, style: ScalarStyle, span: Span) -> Result<(), ReadError> {
        self.push(text, Shape::Scalar(style), span)?;
        self.end_value(1, 0, span.end);
        Ok(())
    }

    pub(crate) fn alias(&mut self, id: usize, name: &'t str, span: Span) -> Result<(), ReadError> {
        let fail = |kind| Err(ReadError { kind, span });
        self.aliases += 1;
        if self.aliases > self.limits.aliases {
            return fail(ReadErrorKind::TooManyAliases { limit: self.limits.aliases });
        }
        let anchor = || name.to_owned();
        let Ok(found) = self.anchors.binary_search_by_key(&id, |anchored| anchored.id) else {
            return fail(ReadErrorKind::UnknownAnchor { anchor: anchor() });
        };
        let Anchored { node, expanded, height, closed, .. } = self.anchors[found];
        if !closed {
            return fail(ReadErrorKind::RecursiveAlias { anchor: anchor() });
        }
        if self.open.len() + height > self.limits.depth {
            return fail(ReadErrorKind::TooDeep { limit: self.limits.depth });
        }
        self.expanded = self.expanded.saturating_add(expanded);
        if self.expanded > self.limits.expanded_nodes {
            return fail(ReadErrorKind::ExpansionTooLarge { limit: self.limits.expanded_nodes });
        }
        let pushed = self.push(Cow::Borrowed(name), Shape::Alias, span)?;
        self.document.nodes[pushed].link = as_index(node);
        self.end_value(expanded.saturating_add(1), height, span.end);
        Ok(())
    }

    pub(crate) fn open(&mut self, shape: Shape, span: Span) -> Result<(), ReadError> {
        if self.open.len() >= self.limits.depth {
            let kind = ReadErrorKind::TooDeep { limit: self.limits.depth };
            return Err(ReadError { kind, span });
        }
        let node = self.push(Cow::Borrowed(""), shape, span)?;
        self.open.push(OpenNode { node, children: 0, expanded: 1, height: 1, end: span.end });
        Ok(())
    }

    /// Closes the innermost collection. A flow collection ends with its bracket, a block
    /// collection with its last value.
    pub(crate) fn close(&mut self, bracket: Option<usize>) {
        let Some(open) = self.open.pop() else {
            return;
        };
        let end = bracket.unwrap_or(open.end);
        let next = as_index(self.document.nodes.len());
        let node = &mut self.document.nodes[open.node];
        node.next = next;
        node.end = as_index(end);
        if node.link != NodeData::NO_LINK
            && let Ok(found) = self.anchors.binary_search_by_key(&open.node, |anchored| anchored.node)
        {
            let anchored = &mut self.anchors[found];
            anchored.closed = true;
            anchored.expanded = open.expanded;
            anchored.height = open.height;
        }
        self.end_value(open.expanded, open.height, end);
    }

    /// Gives the node that came last its anchor.
    pub(crate) fn anchor(&mut self, id: usize, name: Cow<'t, str>, span: Span) {
        let Some(node) = self.document.nodes.len().checked_sub(1) else {
            return;
        };
        let closed = matches!(self.shape(node), Shape::Scalar(_));
        self.anchors.push(Anchored { id, node, expanded: 1, height: 0, closed });
        self.properties(node).anchor = Some((name, span));
    }

    /// Gives the node that came last its tag.
    pub(crate) fn tag(&mut self, tag: String, span: Span) {
        if let Some(node) = self.document.nodes.len().checked_sub(1) {
            self.properties(node).tag = Some((tag, span));
        }
    }

    fn properties(&mut self, node: usize) -> &mut Properties<'t> {
        let list = &mut self.document.properties;
        if self.document.nodes[node].link == NodeData::NO_LINK {
            self.document.nodes[node].link = as_index(list.len());
            list.push(Properties::default());
        }
        let at = self.document.nodes[node].link as usize;
        &mut list[at]
    }

    fn shape(&self, node: usize) -> Shape {
        self.document.nodes[node].shape
    }

    fn push(&mut self, text: Cow<'t, str>, shape: Shape, span: Span) -> Result<usize, ReadError> {
        let index = self.document.nodes.len();
        if index >= self.limits.nodes.min(NodeData::NO_LINK as usize) {
            let kind = ReadErrorKind::TooManyNodes { limit: self.limits.nodes };
            return Err(ReadError { kind, span });
        }
        // Texts are copied and compared: a long one is more than one step.
        if !spend(1 + text.len() as u64 / BYTES_OF_A_STEP) {
            return Err(ReadError { kind: ReadErrorKind::TooMuchWork, span });
        }
        self.document.nodes.push(NodeData {
            text,
            start: as_index(span.start),
            end: as_index(span.end),
            next: as_index(index + 1),
            link: NodeData::NO_LINK,
            shape,
        });
        Ok(index)
    }

    fn end_value(&mut self, expanded: usize, height: usize, end: usize) {
        if let Some(open) = self.open.last_mut() {
            open.children += 1;
            open.expanded = open.expanded.saturating_add(expanded);
            open.height = open.height.max(height + 1);
            open.end = open.end.max(end);
        }
    }
}

/// Offsets and node numbers fit: [`parse`](crate::parse()) refuses longer streams.
#[allow(clippy::cast_possible_truncation)]
fn as_index(value: usize) -> u32 {
    value as u32
}
