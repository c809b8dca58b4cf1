//! Blocks of text that take line ends after them as their own.

use crate::place::Layout;
use portico_manifest::{Document, ScalarStyle, Span};

/// The ends of blocks of text that take line ends after them as their own, in the order of the text:
/// those of `|` and `>` the first, those of `|+` and `>+` all.
pub(crate) struct BlockTexts(Vec<(usize, bool)>);

impl BlockTexts {
    pub(crate) fn of(document: &Document<'_>) -> Self {
        let texts = document
            .nodes()
            .filter(|node| matches!(node.style(), Some(ScalarStyle::Literal | ScalarStyle::Folded)))
            .filter_map(|node| {
                let header = node.span().of(document.stream()).get(1..)?;
                let header =
                    &header[..header.find(|sign: char| !"+-0123456789".contains(sign)).unwrap_or(header.len())];
                (!header.contains('-')).then_some((node.span().end, header.contains('+')))
            });
        Self(texts.collect())
    }

    fn ending_at(&self, end: usize) -> Option<bool> {
        let found = self.0.binary_search_by_key(&end, |(end, _)| *end).ok()?;
        Some(self.0[found].1)
    }

    pub(crate) fn needs_line_end(&self, end: usize) -> bool {
        self.ending_at(end).is_some()
    }

    /// Extends cuts of lines by the blank lines after them where these would become part of a text before, and joins
    /// cuts that touch.
    pub(crate) fn with_blank_lines(&self, layout: &Layout<'_>, cuts: Vec<Span>) -> Vec<Span> {
        let mut result: Vec<Span> = Vec::with_capacity(cuts.len());
        for cut in cuts {
            match result.last_mut() {
                Some(last) if cut.start <= last.end => last.end = last.end.max(cut.end),
                _ => result.push(cut),
            }
            let Some(cut) = result.last_mut() else {
                continue;
            };
            let keeps = layout.before_break(cut.start).and_then(|end| self.ending_at(end));
            while keeps == Some(true) && cut.end < layout.bounds.end && layout.is_last(cut.end) {
                cut.end = layout.next_line(cut.end);
            }
        }
        result
    }
}
