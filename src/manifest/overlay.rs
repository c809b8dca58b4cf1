//! Documents laid over each other, as Helm does with several files of values. Nothing here reads a text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::lookup::Lookups;
use crate::tree::{NodeData, Shape};
use crate::{Document, Entry, Limits, Node, NodeKind, RawDocument, ReadError, ReadErrorKind, Span};

/// Lays each document over those before it: mappings are merged key by key, and any other value, null too, replaces the
/// earlier one.
///
/// All the documents are of one stream, in which they follow each other as the files do. Overridden values are not in
/// the result; the others keep their places in the stream. Aliases are resolved. Documents whose root is no mapping are
/// passed over.
///
/// ```
/// use portico_manifest::{Limits, overlay, parse, split};
///
/// let stream = "service: {type: ClusterIP, port: 443}\n---\nservice:\n  type: LoadBalancer\n";
/// let limits = Limits::default();
/// let documents: Vec<_> = split(stream).iter().map(|raw| parse(stream, raw, &limits)).collect::<Result<_, _>>()?;
/// let values = overlay(stream, &documents, &limits)?;
/// let service = values.root().and_then(|root| root.get("service")).unwrap();
/// assert_eq!(service.get("type").unwrap().span().of(stream), "LoadBalancer");
/// assert_eq!(service.get("port").unwrap().as_i64(), Some(443));
/// # Ok::<(), portico_manifest::ReadError>(())
/// ```
///
/// # Errors
///
/// When the result is larger than `limits` allow.
pub fn overlay<'t>(stream: &'t str, documents: &[Document<'t>], limits: &Limits) -> Result<Document<'t>, ReadError> {
    let span = Span { start: 0, end: stream.len() };
    let raw = RawDocument { index: 0, span, separator: None, content: span };
    let document = Document {
        stream,
        raw,
        nodes: Vec::new(),
        properties: Vec::new(),
        is_overlaid: true,
        lookups: Lookups::default(),
    };
    let mut copier = Copier { document, limits: *limits, depth: 0 };
    let roots: Vec<_> = documents.iter().filter_map(Document::root).filter(|root| root.is_mapping()).collect();
    if !roots.is_empty() {
        copier.lay(&roots)?;
    }
    Ok(copier.document)
}

struct Copier<'t> {
    document: Document<'t>,
    limits: Limits,
    depth: usize,
}

impl<'t> Copier<'t> {
    /// Adds the value that the values of one key merge to; the last one wins.
    fn lay(&mut self, values: &[Node<'_, 't>]) -> Result<(), ReadError> {
        let mappings = values.iter().rposition(|value| !value.is_mapping()).map_or(0, |other| other + 1);
        match values.get(mappings..).unwrap_or_default() {
            [] => values.last().map_or(Ok(()), |&last| self.copy(last)),
            &[only] => self.copy(only),
            several @ [.., last] => {
                let place = self.open(*last, Shape::BlockMapping)?;
                for (key, values) in entries(several) {
                    self.copy(key)?;
                    self.lay(&values)?;
                }
                self.close(place);
                Ok(())
            }
        }
    }

    /// Adds a value as it is, its aliases resolved.
    fn copy(&mut self, node: Node<'_, 't>) -> Result<(), ReadError> {
        let value = node.resolved();
        let place = self.open(node, value.data().shape)?;
        if let Some(properties) = value.properties() {
            self.document.nodes[place].link = as_index(self.document.properties.len());
            self.document.properties.push(properties.clone());
        }
        if value.kind() != NodeKind::Scalar {
            for child in value.children() {
                self.copy(child)?;
            }
        }
        self.close(place);
        Ok(())
    }

    /// Adds a node without its contents, at the place of another.
    fn open(&mut self, node: Node<'_, 't>, shape: Shape) -> Result<usize, ReadError> {
        let fail = |kind| Err(ReadError { kind, span: node.span() });
        let index = self.document.nodes.len();
        if index >= self.limits.nodes.min(NodeData::NO_LINK as usize) {
            return fail(ReadErrorKind::TooManyNodes { limit: self.limits.nodes });
        }
        if self.depth > self.limits.depth {
            return fail(ReadErrorKind::TooDeep { limit: self.limits.depth });
        }
        self.depth += 1;
        let NodeData { start, end, .. } = *node.data();
        let text = node.resolved().data().text.clone();
        self.document.nodes.push(NodeData { text, start, end, next: 0, link: NodeData::NO_LINK, shape });
        Ok(index)
    }

    fn close(&mut self, place: usize) {
        self.depth -= 1;
        self.document.nodes[place].next = as_index(self.document.nodes.len());
    }
}

/// Gives the entries of several mappings: each key once, in the order of its first place, with its values. The key is
/// the last one, which stands beside the value that counts.
fn entries<'d, 't>(mappings: &[Node<'d, 't>]) -> Vec<(Node<'d, 't>, Vec<Node<'d, 't>>)> {
    let mut places: BTreeMap<Cow<'d, str>, usize> = BTreeMap::new();
    let mut entries: Vec<(Node<'d, 't>, Vec<Node<'d, 't>>)> = Vec::new();
    for Entry { key, value, .. } in mappings.iter().flat_map(|mapping| mapping.entries()) {
        let place = *places.entry(key.key_text()).or_insert(entries.len());
        match entries.get_mut(place) {
            Some(entry) => {
                entry.0 = key;
                entry.1.push(value);
            }
            None => entries.push((key, vec![value])),
        }
    }
    entries
}

/// Converts the number of a node, which the limits keep within 32 bits.
#[allow(clippy::cast_possible_truncation)]
fn as_index(value: usize) -> u32 {
    value as u32
}
