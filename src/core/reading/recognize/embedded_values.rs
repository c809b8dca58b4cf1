//! Values that stand inside an object: a mapping of it, or the text of a string.

use super::chart::Chart;
use super::{read_as_kind, values_of};
use crate::reading::input::{Embedded, Input, Origin};
use crate::reading::subject::{JudgedAs, Subject};
use portico_manifest::{Document, Node, PathSegment};

/// Values inside an object.
pub(crate) struct EmbeddedValues<'d, 't> {
    input: &'d Input<'t>,
    document: &'d Document<'t>,
    object: Option<Node<'d, 't>>,
    pub(super) node: Node<'d, 't>,
    /// The path to the values from the document's root.
    path: Vec<PathSegment>,
    chart: Chart,
}

impl<'d, 't> EmbeddedValues<'d, 't> {
    pub(super) fn new(subject: &Subject<'d, 't>, node: Node<'d, 't>, path: Vec<PathSegment>, chart: Chart) -> Self {
        Self { input: subject.input, document: subject.document, object: subject.object, node, path, chart }
    }

    /// Gives what the values are judged as, by the chart, or by their keys if it is unknown; none if nothing fits.
    fn judged_as(&self, node: Node<'_, '_>) -> Option<JudgedAs> {
        match self.chart {
            Chart::Of(judged) => Some(judged),
            Chart::Other => None,
            Chart::Unknown => values_of(node),
        }
    }

    /// Makes a subject of values that are a mapping of the object itself.
    pub(super) fn as_subject(&self, subject: &Subject<'d, 't>) -> Option<Subject<'d, 't>> {
        let values = read_as_kind(self.judged_as(self.node)?, self.input, self.document, self.node);
        Some(Subject { prefix: self.path.clone(), object: subject.object, ..values })
    }
}

impl<'d> EmbeddedValues<'d, 'd> {
    /// Reads values that are the text of a string.
    pub(crate) fn read(&self) -> Input<'d> {
        let embedded = Embedded::new(self.input, self.document, self.node, self.path.clone());
        Input::derived(self.node.text(), Origin::Embedded(embedded))
    }
}

/// Makes a subject of the values in a string, once it is read. Helm reads the first document alone.
pub(crate) fn of_string<'d>(held: &EmbeddedValues<'d, 'd>, input: &'d Input<'d>) -> Option<Subject<'d, 'd>> {
    let document = input.documents.first()?;
    let node = document.root()?;
    let values = read_as_kind(held.judged_as(node)?, input, document, node);
    Some(Subject { object: held.object, ..values })
}
