//! The meaning of a tree's nodes to Kubernetes. The entries of mappings are in `entries.rs`.

use std::borrow::Cow;

use crate::{Children, Entry, Node, NodeKind, Scalar, ScalarStyle};

/// One step from a value to a value inside it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathSegment {
    /// To the value of a key.
    Key(String),
    /// To an item of a list, from 0.
    Index(usize),
}

/// The contents of a value that may be absent, which then is empty.
pub trait Contents<'d, 't> {
    /// The items of a list, through aliases.
    fn items(self) -> Children<'d, 't>;

    /// The entries of a mapping that count, as [`Node::entries`] has them.
    fn entries(self) -> std::vec::IntoIter<Entry<'d, 't>>;
}

impl<'d, 't> Contents<'d, 't> for Option<Node<'d, 't>> {
    fn items(self) -> Children<'d, 't> {
        self.map_or_else(Children::none, Node::items)
    }

    fn entries(self) -> std::vec::IntoIter<Entry<'d, 't>> {
        self.map(|node| node.effective().entries).unwrap_or_default().into_iter()
    }
}

impl<'d, 't> Node<'d, 't> {
    /// The text of a scalar after unescaping and folding, through aliases; empty for the rest.
    #[must_use]
    pub fn text(self) -> &'d str {
        let node = self.resolved();
        match node.kind() {
            NodeKind::Scalar => &node.data().text,
            _ => "",
        }
    }

    /// Reads a scalar, through aliases; nothing for other nodes. A text that its tag doesn't allow is a string here;
    /// [`Node::to_data`] refuses it.
    #[must_use]
    pub fn scalar(self) -> Option<Scalar> {
        let node = self.resolved();
        let style = node.style()?;
        let text = &*node.data().text;
        Some(match node.tag() {
            Some(tag) => Scalar::of_tagged(tag, text).unwrap_or(Scalar::String),
            None if style == ScalarStyle::Plain => Scalar::of_plain(text),
            None => Scalar::String,
        })
    }

    /// The text, when it reads as a string.
    #[must_use]
    pub fn as_str(self) -> Option<&'d str> {
        (self.scalar() == Some(Scalar::String)).then(|| self.text())
    }

    /// The boolean, when it reads as one.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        match self.scalar() {
            Some(Scalar::Bool(value)) => Some(value),
            _ => None,
        }
    }

    /// The whole number, when it reads as one: `80`, and `8e1`, which is `80` in JSON.
    #[must_use]
    pub fn as_i64(self) -> Option<i64> {
        match self.scalar() {
            Some(Scalar::Integer(value)) => Some(value),
            Some(Scalar::Float(value)) => crate::data::whole(value)?.as_i64(),
            _ => None,
        }
    }

    /// Whether it reads as null.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.scalar() == Some(Scalar::Null)
    }

    /// The items of a list, through aliases.
    #[must_use]
    pub fn items(self) -> Children<'d, 't> {
        let node = self.resolved();
        if node.is_sequence() { node.children() } else { Children::none() }
    }

    /// The value at a path, through aliases and merge keys.
    #[must_use]
    pub fn at(self, path: &[PathSegment]) -> Option<Self> {
        path.iter().try_fold(self, |node, segment| match segment {
            PathSegment::Key(key) => node.get(key),
            PathSegment::Index(index) => node.item(*index),
        })
    }

    /// Gives a key as Kubernetes reads it: `yes:` is `true`, `1:` is `1`. A collection, which can't be a key there,
    /// gives its own text.
    #[must_use]
    pub fn key_text(self) -> Cow<'d, str> {
        let node = self.resolved();
        match node.scalar() {
            Some(Scalar::String) if node.tag() == Some("!!binary") => {
                crate::data::binary(node.text()).map_or(Cow::Borrowed(node.text()), Cow::Owned)
            }
            Some(Scalar::String) => Cow::Borrowed(node.text()),
            Some(scalar) => scalar.key_text(),
            None => Cow::Borrowed(node.span().of(node.document.stream)),
        }
    }

    /// Whether this key is the one of that name, without making its text.
    #[must_use]
    pub fn is_key(self, name: &str) -> bool {
        let node = self.resolved();
        match node.scalar() {
            Some(Scalar::String) if node.tag() != Some("!!binary") => node.text() == name,
            Some(_) => node.key_text() == name,
            None => false,
        }
    }

    /// Whether this key is the merge key `<<`.
    #[must_use]
    pub fn is_merge_key(self) -> bool {
        let Some(style) = self.style() else {
            return false;
        };
        self.data().text == "<<"
            && match self.tag() {
                None => style == ScalarStyle::Plain,
                Some(tag) => tag == "!!merge" || tag == "!",
            }
    }
}
