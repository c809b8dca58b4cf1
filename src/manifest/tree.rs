//! The tree of a document, as written. Its meaning is in the files beside it.

use std::borrow::Cow;

use crate::lookup::Lookups;
use crate::{RawDocument, Span, spend};

/// The kind of a node, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// A single value: a string, a number, a boolean, a null.
    Scalar,
    /// Keys with values.
    Mapping,
    /// A list.
    Sequence,
    /// `*name`: the value that an anchor names, once more.
    Alias,
}

/// The way in which a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScalarStyle {
    /// Without quotes.
    Plain,
    /// In single quotes.
    SingleQuoted,
    /// In double quotes.
    DoubleQuoted,
    /// A block after `|`.
    Literal,
    /// A block after `>`.
    Folded,
}

/// A parsed document.
#[derive(Debug, Clone)]
pub struct Document<'t> {
    pub(crate) stream: &'t str,
    pub(crate) raw: RawDocument,
    pub(crate) nodes: Vec<NodeData<'t>>,
    pub(crate) properties: Vec<Properties<'t>>,
    pub(crate) is_overlaid: bool,
    pub(crate) lookups: Lookups,
}

#[derive(Debug, Clone)]
pub(crate) struct NodeData<'t> {
    /// A scalar's content, an alias's name.
    pub(crate) text: Cow<'t, str>,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// The number of the node that follows this one and everything in it.
    pub(crate) next: u32,
    /// The number of an alias's target; of other nodes, the place of their properties.
    pub(crate) link: u32,
    pub(crate) shape: Shape,
}

impl NodeData<'_> {
    pub(crate) const NO_LINK: u32 = u32::MAX;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Scalar(ScalarStyle),
    BlockMapping,
    FlowMapping,
    BlockSequence,
    FlowSequence,
    Alias,
}

impl Shape {
    pub(crate) fn is_mapping(self) -> bool {
        matches!(self, Self::BlockMapping | Self::FlowMapping)
    }

    pub(crate) fn is_sequence(self) -> bool {
        matches!(self, Self::BlockSequence | Self::FlowSequence)
    }
}

/// The properties of a node, which few have.
#[derive(Debug, Clone, Default)]
pub(crate) struct Properties<'t> {
    pub(crate) anchor: Option<(Cow<'t, str>, Span)>,
    pub(crate) tag: Option<(String, Span)>,
}

impl<'t> Document<'t> {
    /// The text of the whole stream.
    #[must_use]
    pub fn stream(&self) -> &'t str {
        self.stream
    }

    /// The document as it was found in the stream.
    #[must_use]
    pub fn raw(&self) -> &RawDocument {
        &self.raw
    }

    /// Its value, or nothing when it holds only white space and comments.
    #[must_use]
    pub fn root(&self) -> Option<Node<'_, 't>> {
        (!self.nodes.is_empty()).then_some(Node { document: self, index: 0 })
    }

    /// Whether it came of several documents ([`overlay`](crate::overlay())), so that its values are in no one order.
    #[must_use]
    pub fn is_overlaid(&self) -> bool {
        self.is_overlaid
    }

    /// The key or value at a place among [`Document::nodes`].
    #[must_use]
    pub fn node(&self, place: usize) -> Option<Node<'_, 't>> {
        self.nodes.get(place)?;
        Some(Node { document: self, index: u32::try_from(place).ok()? })
    }

    /// Every key and value, in the order of the text.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_, 't>> {
        let count = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        (0..count).take_while(|_| spend(1)).map(|index| Node { document: self, index })
    }
}

/// A handle on a value or a key of a document. Two are equal when they are the same place.
#[derive(Clone, Copy)]
pub struct Node<'d, 't> {
    pub(crate) document: &'d Document<'t>,
    pub(crate) index: u32,
}

impl std::fmt::Debug for Node<'_, '_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:?} {:?}", self.kind(), self.span().of(self.document.stream))
    }
}

impl PartialEq for Node<'_, '_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.document, other.document) && self.index == other.index
    }
}

impl Eq for Node<'_, '_> {}

impl<'d, 't> Node<'d, 't> {
    pub(crate) fn data(self) -> &'d NodeData<'t> {
        &self.document.nodes[self.index as usize]
    }

    pub(crate) fn sibling(self, index: u32) -> Self {
        Self { document: self.document, index }
    }

    pub(crate) fn properties(self) -> Option<&'d Properties<'t>> {
        if self.data().shape == Shape::Alias {
            return None;
        }
        self.document.properties.get(self.data().link as usize)
    }

    /// The document that it is in.
    #[must_use]
    pub fn document(self) -> &'d Document<'t> {
        self.document
    }

    /// Gives its kind, as written.
    #[must_use]
    pub fn kind(self) -> NodeKind {
        match self.data().shape {
            Shape::Scalar(_) => NodeKind::Scalar,
            Shape::BlockMapping | Shape::FlowMapping => NodeKind::Mapping,
            Shape::BlockSequence | Shape::FlowSequence => NodeKind::Sequence,
            Shape::Alias => NodeKind::Alias,
        }
    }

    /// The value as written: with its quotes, brackets, or block header; from the first key or
    /// item of a block collection to the end of its last value. Anchor, tag, comments and white
    /// space around it are left out. A value that isn't written has an empty span, after its colon
    /// or dash.
    #[must_use]
    pub fn span(self) -> Span {
        Span { start: self.data().start as usize, end: self.data().end as usize }
    }

    /// Gives the style of a scalar; nothing for other nodes.
    #[must_use]
    pub fn style(self) -> Option<ScalarStyle> {
        match self.data().shape {
            Shape::Scalar(style) => Some(style),
            _ => None,
        }
    }

    /// Whether it is a collection in flow style: `{…}`, `[…]`.
    #[must_use]
    pub fn is_flow(self) -> bool {
        matches!(self.data().shape, Shape::FlowMapping | Shape::FlowSequence)
    }

    /// The name of its anchor, without `&`.
    #[must_use]
    pub fn anchor(self) -> Option<&'d str> {
        self.properties()?.anchor.as_ref().map(|(name, _)| &**name)
    }

    /// Gives its explicit tag as it resolves, YAML's own in their short form: `!!str`.
    #[must_use]
    pub fn tag(self) -> Option<&'d str> {
        self.properties()?.tag.as_ref().map(|(tag, _)| &**tag)
    }

    /// Gives the span of its anchor, with its `&`.
    #[must_use]
    pub fn anchor_span(self) -> Option<Span> {
        self.properties()?.anchor.as_ref().map(|(_, span)| *span)
    }

    /// Gives the span of its tag, with its `!`.
    #[must_use]
    pub fn tag_span(self) -> Option<Span> {
        self.properties()?.tag.as_ref().map(|(_, span)| *span)
    }

    /// Its place among [`Document::nodes`], and the places of everything in it, which follow.
    #[must_use]
    pub fn places(self) -> std::ops::Range<usize> {
        self.index as usize..self.data().next as usize
    }

    /// Gives the value that an alias stands for, or the node itself.
    #[must_use]
    pub fn resolved(self) -> Self {
        match self.data().shape {
            Shape::Alias => self.sibling(self.data().link),
            _ => self,
        }
    }

    /// Whether it is a mapping, through aliases.
    #[must_use]
    pub fn is_mapping(self) -> bool {
        self.resolved().data().shape.is_mapping()
    }

    /// Whether it is a list, through aliases.
    #[must_use]
    pub fn is_sequence(self) -> bool {
        self.resolved().data().shape.is_sequence()
    }

    /// Gives the node that follows in the same collection: of a key, its value.
    pub(crate) fn following(self) -> Option<Self> {
        let next = self.data().next;
        ((next as usize) < self.document.nodes.len()).then(|| self.sibling(next))
    }

    /// The nodes directly in a collection; of a mapping, keys and values in turn.
    pub(crate) fn children(self) -> Children<'d, 't> {
        let end = match self.data().shape {
            Shape::Scalar(_) | Shape::Alias => self.index + 1,
            _ => self.data().next,
        };
        Children { document: Some(self.document), index: self.index + 1, end }
    }
}

/// Nodes that stand beside each other, in their order. One type for all lists, absent ones too, so that code built upon
/// it is compiled once.
#[derive(Debug, Clone)]
pub struct Children<'d, 't> {
    document: Option<&'d Document<'t>>,
    index: u32,
    end: u32,
}

impl Children<'_, '_> {
    /// No nodes.
    pub(crate) fn none() -> Self {
        Self { document: None, index: 0, end: 0 }
    }
}

impl<'d, 't> Iterator for Children<'d, 't> {
    type Item = Node<'d, 't>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.index >= self.end || !spend(1) {
            return None;
        }
        let node = Node { document: self.document?, index: self.index };
        self.index = node.data().next;
        Some(node)
    }
}
