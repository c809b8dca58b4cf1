//! The facts that all changes of one document share, found once: its layout, and the values that its aliases stand for.

use std::ops::Range;

use crate::block_texts::BlockTexts;
use crate::place::Layout;
use portico_manifest::{Document, Limits, Node, NodeKind, sort_by};

/// A document that is to be changed.
pub(crate) struct Ground<'d, 't> {
    pub(crate) document: &'d Document<'t>,
    pub(crate) limits: Limits,
    pub(crate) layout: Layout<'t>,
    pub(crate) block_texts: BlockTexts,
    pub(crate) shared: Shared<'d, 't>,
}

impl<'d, 't> Ground<'d, 't> {
    pub(crate) fn of(document: &'d Document<'t>, limits: &Limits) -> Self {
        Self {
            document,
            limits: *limits,
            layout: Layout::of(document),
            block_texts: BlockTexts::of(document),
            shared: Shared::of(document),
        }
    }
}

/// The values of a document that aliases stand for.
pub(crate) struct Shared<'d, 't> {
    /// In the order of the text; each lies in one before it, or beside it.
    targets: Vec<AliasTarget<'d, 't>>,
}

struct AliasTarget<'d, 't> {
    node: Node<'d, 't>,
    /// The place of the target that it lies in, among the targets.
    around: Option<usize>,
    /// The places of its aliases, in the order of the text.
    aliases: Vec<usize>,
}

impl<'d, 't> Shared<'d, 't> {
    fn of(document: &'d Document<'t>) -> Self {
        let mut aliases: Vec<(Node<'d, 't>, usize)> = document
            .nodes()
            .filter(|node| node.kind() == NodeKind::Alias)
            .map(|alias| (alias.resolved(), alias.places().start))
            .collect();
        sort_by(&mut aliases, &|left, right| left.0.places().start.cmp(&right.0.places().start));
        let mut targets: Vec<AliasTarget<'d, 't>> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for (node, alias) in aliases {
            if let Some(last) = targets.last_mut().filter(|last| last.node == node) {
                last.aliases.push(alias);
                continue;
            }
            let start = node.places().start;
            while open.pop_if(|&mut outer| targets[outer].node.places().end <= start).is_some() {}
            let around = open.last().copied();
            open.push(targets.len());
            targets.push(AliasTarget { node, around, aliases: vec![alias] });
        }
        Self { targets }
    }

    /// Finds the value that an alias stands for and in which a node lies, the outermost if there are several.
    pub(crate) fn around(&self, node: Node<'d, 't>) -> Option<Node<'d, 't>> {
        let place = node.places().start;
        let mut at = self.before(place + 1).checked_sub(1);
        let mut found = None;
        while let Some(target) = at.and_then(|at| self.targets.get(at)) {
            if target.node.places().contains(&place) {
                found = Some(target.node);
            }
            at = target.around;
        }
        found
    }

    /// Finds the first value inside some places, which are in order, that an alias outside all of them stands for.
    pub(crate) fn within(&self, places: &[Range<usize>]) -> Option<Node<'d, 't>> {
        let is_outside = |alias: &usize| {
            let after = places.partition_point(|range| range.start <= *alias);
            after.checked_sub(1).is_none_or(|at| !places[at].contains(alias))
        };
        let inside = |range: &Range<usize>| self.targets.get(self.before(range.start)..self.before(range.end));
        let mut targets = places.iter().filter_map(inside).flatten();
        targets.find(|target| target.aliases.iter().any(is_outside)).map(|target| target.node)
    }

    /// Counts the values that begin before a place.
    fn before(&self, place: usize) -> usize {
        self.targets.partition_point(|target| target.node.places().start < place)
    }
}
