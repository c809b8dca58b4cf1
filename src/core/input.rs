//! A source after reading: its documents as trees, the places in it as diagnostics name them.
//!
//! What a document *is* belongs to [`recognize`](crate::recognize).

use crate::diagnostic::{self, Diagnostic, Source};
use crate::rules::{input_beyond_limits, yaml_not_readable};
use portico_manifest as manifest;
use portico_manifest::{Limits, RawDocument, ReadError, ReadErrorKind};
use std::cell::OnceCell;

/// A text that was split into documents, of which some were parsed.
pub(crate) struct Input<'t> {
    /// What diagnostics call it.
    pub name: &'t str,
    /// The whole text.
    pub text: &'t str,
    /// The documents that were parsed, in order.
    pub documents: Vec<manifest::Document<'t>>,
    /// Why others could not be.
    pub failures: Vec<Diagnostic>,
    /// Where the text came from, if edits made it of another one.
    pub origin: Option<Origin<'t>>,
    lines: OnceCell<manifest::LineIndex>,
}

/// The document of another input that edits made a text of, so that its places can be named as the user knows them.
pub(crate) struct Origin<'t> {
    /// The input that was edited.
    pub input: &'t Input<'t>,
    /// The edited document's place in it.
    pub document: RawDocument,
    /// The edits, in the order of the text.
    pub edits: &'t [portico_edit::Edit],
}

impl<'t> Input<'t> {
    /// Splits a source and parses the documents that `wanted` lets through; blank ones are passed over.
    pub(crate) fn read(source: &'t Source, limits: &Limits, wanted: impl Fn(&str) -> bool) -> Self {
        let mut input = Self::of_text(&source.name, &source.text);
        if input.text.len() > limits.stream_bytes {
            let error = ReadError {
                kind: ReadErrorKind::StreamTooLarge { limit: limits.stream_bytes },
                span: manifest::Span { start: 0, end: 0 },
            };
            let failure = input.failure(&error, 0);
            input.failures.push(failure);
            return input;
        }
        for raw in manifest::split(input.text) {
            if !wanted(raw.text(input.text)) || raw.is_blank(input.text) {
                continue;
            }
            match manifest::parse(input.text, &raw, limits) {
                Ok(document) => input.documents.push(document),
                Err(error) => {
                    let failure = input.failure(&error, raw.index);
                    input.failures.push(failure);
                }
            }
        }
        input
    }

    /// The text that edits made of one document of another input.
    pub(crate) fn edited(text: &'t str, origin: Origin<'t>, limits: &Limits) -> Self {
        let mut input = Self::of_text(origin.input.name, text);
        input.origin = Some(origin);
        for raw in manifest::split(text) {
            match manifest::parse(text, &raw, limits) {
                Ok(document) => input.documents.push(document),
                Err(error) => {
                    let failure = input.failure(&error, raw.index);
                    input.failures.push(failure);
                }
            }
        }
        input
    }

    fn of_text(name: &'t str, text: &'t str) -> Self {
        Self { name, text, documents: Vec::new(), failures: Vec::new(), origin: None, lines: OnceCell::new() }
    }

    /// A range of the text as diagnostics name it: in the text that the user gave, where edits made this one of it.
    pub(crate) fn span(&self, span: manifest::Span) -> diagnostic::Span {
        match &self.origin {
            None => diagnostic::Span { start: self.position(span.start), end: self.position(span.end) },
            Some(origin) => origin.input.span(manifest::Span {
                start: origin.offset_before_edits(span.start),
                end: origin.offset_before_edits(span.end),
            }),
        }
    }

    /// Where a document stands in the text that the user gave.
    pub(crate) fn document_index(&self, document: &manifest::Document<'_>) -> usize {
        self.origin.as_ref().map_or(document.raw().index, |origin| origin.document.index)
    }

    /// Edits as diagnostics and hosts take them.
    pub(crate) fn edits(&self, edits: &[portico_edit::Edit]) -> Vec<diagnostic::Edit> {
        edits
            .iter()
            .map(|edit| diagnostic::Edit { span: self.span(edit.span), replacement: edit.replacement.clone() })
            .collect()
    }

    fn position(&self, offset: usize) -> diagnostic::Position {
        let lines = self.lines.get_or_init(|| manifest::LineIndex::new(self.text));
        let position = lines.position(self.text, offset);
        diagnostic::Position {
            offset: saturated(position.offset),
            line: saturated(position.line),
            column: saturated(position.column),
        }
    }

    /// What is said of a document that can't be read.
    pub(crate) fn failure(&self, error: &ReadError, document: usize) -> Diagnostic {
        let diagnostic = match error.kind {
            ReadErrorKind::TooDeep { .. }
            | ReadErrorKind::TooManyNodes { .. }
            | ReadErrorKind::TooManyAliases { .. }
            | ReadErrorKind::DocumentTooLarge { .. }
            | ReadErrorKind::StreamTooLarge { .. }
            | ReadErrorKind::ExpansionTooLarge { .. } => input_beyond_limits::diagnostic(error),
            _ => yaml_not_readable::diagnostic(error),
        };
        Diagnostic {
            source: self.name.to_owned(),
            document: Some(diagnostic::Document::bare(document)),
            span: Some(self.span(error.span)),
            ..diagnostic
        }
    }
}

impl Origin<'_> {
    /// The offset in the original text of an offset in the edited document.
    fn offset_before_edits(&self, offset: usize) -> usize {
        let mut before = self.document.span.start;
        let mut after = 0;
        for edit in self.edits {
            let untouched = edit.span.start - before;
            if offset < after + untouched {
                break;
            }
            before = edit.span.end;
            after += untouched + edit.replacement.len();
            if offset < after {
                return edit.span.start;
            }
        }
        (before + (offset - after)).min(self.document.span.end)
    }
}

fn saturated(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
