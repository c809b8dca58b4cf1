//! A source after reading: its documents as trees, the places in it as diagnostics name them.
//!
//! Telling the kind of a document belongs to [`recognize`](crate::reading::recognize).

mod edited;
mod embedded;
mod parts;
mod template;
mod unread;

pub(crate) use edited::Edited;
pub(crate) use embedded::Embedded;
pub(crate) use parts::joined;
pub(crate) use unread::{Unread, Why};

use crate::finding::{self, Diagnostic, Source};
use crate::reading::LIMITS;
use parts::JoinedFile;
use portico_manifest as manifest;
use portico_manifest::{PathSegment, RawDocument, ReadError, ReadErrorKind};
use std::cell::OnceCell;

/// A text that was split into documents, of which some were parsed.
pub(crate) struct Input<'t> {
    /// The name of the text in diagnostics.
    pub name: &'t str,
    /// The whole text.
    pub text: &'t str,
    /// The documents that were parsed, in order.
    pub documents: Vec<manifest::Document<'t>>,
    /// The documents that could not be parsed, and values that are no mapping.
    pub unread: Vec<Unread>,
    /// The origin of the text.
    pub origin: Origin<'t>,
    lines: OnceCell<manifest::LineIndex>,
}

/// The origin of a text, by which its places are named as the user knows them.
pub(crate) enum Origin<'t> {
    /// It is what the user gave.
    Given,
    /// Edits made it of a document of another input.
    Edited(Edited<'t>),
    /// It is a string in a document of another input.
    Embedded(Embedded<'t>),
    /// It is several files, one after the other.
    Parts(Vec<JoinedFile<'t>>),
}

impl<'t> Input<'t> {
    /// Splits a source and parses the documents that `wanted` lets through; blank ones are passed over.
    pub(crate) fn read(source: &'t Source, wanted: &dyn Fn(&str) -> bool) -> Self {
        let mut input = Self::of_text(&source.name, &source.text);
        if input.text.len() > LIMITS.stream_bytes {
            let error = ReadError {
                kind: ReadErrorKind::StreamTooLarge { limit: LIMITS.stream_bytes },
                span: manifest::Span { start: 0, end: 0 },
            };
            input.unread.push(Unread::of(error, finding::Document::bare(0)));
            return input;
        }
        for raw in manifest::documents(input.text) {
            if !wanted(raw.text(input.text)) || raw.is_blank(input.text) {
                continue;
            }
            input.parse(&raw);
        }
        input
    }

    /// Reads a text that was made of another input, or found in one; blank documents are passed over.
    pub(crate) fn derived(text: &'t str, origin: Origin<'t>) -> Self {
        let name = match &origin {
            Origin::Given | Origin::Parts(_) => "",
            Origin::Edited(edited) => edited.input.name,
            Origin::Embedded(embedded) => embedded.input.name,
        };
        let mut input = Self { origin, ..Self::of_text(name, text) };
        for raw in manifest::documents(text) {
            if !raw.is_blank(text) {
                input.parse(&raw);
            }
        }
        input
    }

    fn parse(&mut self, raw: &RawDocument) {
        match manifest::parse(self.text, raw, &LIMITS) {
            Ok(document) => self.documents.push(document),
            Err(error) => {
                let is_template = memchr::memmem::find(raw.text(self.text).as_bytes(), b"{{").is_some();
                self.unread.push(Unread { is_template, ..Unread::of(error, self.identity(raw)) });
            }
        }
    }

    fn of_text(name: &'t str, text: &'t str) -> Self {
        Self { name, text, documents: Vec::new(), unread: Vec::new(), origin: Origin::Given, lines: OnceCell::new() }
    }

    /// Gives a span as diagnostics name it: in the text that the user gave.
    pub(crate) fn span(&self, span: manifest::Span) -> finding::Span {
        match &self.origin {
            Origin::Given => finding::Span { start: self.position(span.start), end: self.position(span.end) },
            Origin::Edited(edited) => edited.input.span(edited.before_edits(span)),
            Origin::Embedded(embedded) => embedded.input.span(embedded.outside(span)),
            Origin::Parts(parts) => match parts::locate(parts, span) {
                Some((file, span)) => file.span(span),
                None => finding::Span { start: self.position(span.start), end: self.position(span.end) },
            },
        }
    }

    /// Gives the name of the file that holds a place.
    fn name_at(&self, span: manifest::Span) -> &str {
        match &self.origin {
            Origin::Parts(parts) => parts::locate(parts, span).map_or(self.name, |(file, _)| file.name),
            Origin::Given | Origin::Edited(_) | Origin::Embedded(_) => self.name,
        }
    }

    /// Puts a diagnostic at a place of the text.
    pub(crate) fn locate(&self, found: Diagnostic, span: manifest::Span) -> Diagnostic {
        Diagnostic { source: self.name_at(span).to_owned(), span: Some(self.span(span)), ..found }
    }

    /// Identifies the document of the user's text that holds this one, by what is known without parsing.
    pub(crate) fn identity(&self, document: &RawDocument) -> finding::Document {
        match &self.origin {
            Origin::Given | Origin::Parts(_) => finding::Document {
                template: template::named_above(document.text(self.text)),
                ..finding::Document::bare(document.index)
            },
            Origin::Edited(edited) => edited.input.identity(&edited.document),
            Origin::Embedded(embedded) => embedded.input.identity(embedded.document.raw()),
        }
    }

    /// Gives the path to this text from the root of the user's document; empty unless it is a string in that document.
    pub(crate) fn path(&self) -> &[PathSegment] {
        match &self.origin {
            Origin::Given | Origin::Edited(_) | Origin::Parts(_) => &[],
            Origin::Embedded(embedded) => &embedded.path,
        }
    }

    /// Gives edits as diagnostics and hosts take them; none where the user's text can't be edited that way.
    pub(crate) fn edits(&self, edits: &[portico_edit::Edit]) -> Vec<finding::Edit> {
        if let Origin::Embedded(embedded) = &self.origin {
            return embedded.edits(self.text, edits).map_or_else(Vec::new, |edits| embedded.input.edits(&edits));
        }
        let mut files = edits.iter().map(|edit| self.name_at(edit.span));
        if let Some(first) = files.next()
            && files.any(|file| file != first)
        {
            return Vec::new();
        }
        edits
            .iter()
            .map(|edit| finding::Edit { span: self.span(edit.span), replacement: edit.replacement.clone() })
            .collect()
    }

    fn position(&self, offset: usize) -> finding::Position {
        let lines = self.lines.get_or_init(|| manifest::LineIndex::new(self.text));
        let position = lines.position(self.text, offset);
        finding::Position {
            offset: saturated(position.offset),
            line: saturated(position.line),
            column: saturated(position.column),
        }
    }
}

fn saturated(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
