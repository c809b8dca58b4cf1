//! Several values files as one text, so that the values that Helm merges are judged and each finding names its file.

use super::{Input, Origin, Unread, Why};
use crate::finding::{self, Source};
use crate::reading::LIMITS;
use portico_manifest::{self as manifest, Document, RawDocument, Span};

/// One of the joined files.
pub(crate) struct JoinedFile<'t> {
    pub(super) input: Input<'t>,
    /// The offset of the file in the joined text.
    start: usize,
}

/// Joins the texts of files, each followed by a line break.
pub(crate) fn joined(sources: &[Source]) -> String {
    sources.iter().fold(String::new(), |text, source| text + &source.text + "\n")
}

impl<'t> Input<'t> {
    /// Reads values files and lays each over those before it, as Helm does. `text` is what [`joined`] gives for them.
    pub(crate) fn of_values(sources: &'t [Source], text: &'t str) -> Self {
        if let [only] = sources {
            return Self::read(only, &|_| true).without_other_documents();
        }
        let mut parts: Vec<JoinedFile<'_>> = Vec::new();
        let mut start = 0;
        for source in sources {
            parts.push(JoinedFile { input: Self::of_text(&source.name, &source.text), start });
            start += source.text.len() + 1;
        }
        let mut files = Vec::new();
        let mut input = Self { origin: Origin::Parts(parts), ..Self::of_text("", text) };
        for (index, source) in sources.iter().enumerate() {
            let Some(raw) = first_document(&source.text, input.start_of(index)) else { continue };
            input.parse(&raw);
            files.append(&mut input.documents);
        }
        for file in &files {
            input.unread.extend(no_mapping(file));
        }
        match manifest::overlay(text, &files, &LIMITS) {
            Ok(document) => input.documents.push(document),
            Err(error) => {
                input.unread.push(Unread::of(error, finding::Document::bare(0)));
            }
        }
        input
    }

    fn start_of(&self, part: usize) -> usize {
        match &self.origin {
            Origin::Parts(parts) => parts.get(part).map_or(0, |part| part.start),
            Origin::Given | Origin::Edited(_) | Origin::Embedded(_) => 0,
        }
    }

    /// Drops all documents but the first, which alone Helm reads.
    fn without_other_documents(mut self) -> Self {
        self.documents.truncate(1);
        let wrong: Vec<_> = self.documents.iter().filter_map(no_mapping).collect();
        self.unread.extend(wrong);
        self
    }
}

/// Finds the file in which a span of the joined text begins, and gives the span in that file.
pub(super) fn locate<'p, 't>(parts: &'p [JoinedFile<'t>], span: Span) -> Option<(&'p Input<'t>, Span)> {
    let after = parts.partition_point(|part| part.start <= span.start);
    let part = parts.get(after.checked_sub(1)?)?;
    let offset = |offset: usize| offset.saturating_sub(part.start).min(part.input.text.len());
    Some((&part.input, Span { start: offset(span.start), end: offset(span.end) }))
}

/// Finds the first document of a file that isn't blank, and gives it with its spans in the joined text.
fn first_document(text: &str, start: usize) -> Option<RawDocument> {
    let raw = manifest::documents(text).find(|raw| !raw.is_blank(text))?;
    let moved = |span: Span| Span { start: span.start + start, end: span.end + start };
    Some(RawDocument {
        index: 0,
        span: moved(raw.span),
        separator: raw.separator.map(moved),
        content: moved(raw.content),
    })
}

/// Gives the reason that a values file is refused, if its document is neither a mapping nor null.
fn no_mapping(document: &Document<'_>) -> Option<Unread> {
    let root = document.root().filter(|root| !root.is_mapping() && !root.is_null())?;
    let what = if root.is_sequence() { "a list" } else { "a single value" };
    Some(Unread { why: Why::NoMapping(what), span: root.span(), document: None, is_template: false })
}
