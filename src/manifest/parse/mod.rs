//! A thin adapter of the parser: its events become the tree, its spans ours. Only this file and `syntax.rs` know which
//! parser it is.

mod syntax;

use std::borrow::Cow;

use granit_parser::{Event, Parser, ScanError, StructureStyle, Tag, options};

use crate::builder::Builder;
use crate::tree::Shape;
use crate::{Document, Limits, RawDocument, ReadError, ReadErrorKind, ScalarStyle, Span};

/// Parses one document of a stream.
///
/// ```
/// use portico_manifest::{Limits, parse, split};
///
/// let stream = "replicas: 0x10 # sixteen\n---\nenabled: yes\n";
/// let documents = split(stream);
/// let first = parse(stream, &documents[0], &Limits::default())?;
/// let replicas = first.root().and_then(|root| root.get("replicas")).unwrap();
/// assert_eq!(replicas.as_i64(), Some(16));
/// assert_eq!(replicas.span().of(stream), "0x10");
/// # Ok::<(), portico_manifest::ReadError>(())
/// ```
///
/// # Errors
///
/// When it isn't YAML, or is more than `limits` allow. The limits on aliases hold here already, so that all later work
/// on the document is bounded.
pub fn parse<'t>(stream: &'t str, document: &RawDocument, limits: &Limits) -> Result<Document<'t>, ReadError> {
    let span = document.parsed_span(stream);
    let text = span.of(stream);
    let addressable = u32::MAX as usize - 1;
    let stream_limit = limits.stream_bytes.min(addressable);
    if stream.len() > stream_limit {
        let kind = ReadErrorKind::StreamTooLarge { limit: stream_limit };
        return Err(ReadError { kind, span });
    }
    if text.len() > limits.document_bytes {
        let kind = ReadErrorKind::DocumentTooLarge { limit: limits.document_bytes };
        return Err(ReadError { kind, span });
    }
    let adapter = Adapter {
        text,
        base: span.start,
        read: 0,
        searched: Span::empty(0),
        documents: 0,
        brackets: Vec::new(),
        mappings: Vec::new(),
        builder: Builder::new(stream, *document, limits),
        depth_limit: limits.depth,
    };
    adapter.run()
}

struct Adapter<'t> {
    text: &'t str,
    base: usize,
    /// The end of the text that the events so far cover.
    read: usize,
    /// The gap behind `read` that was searched for a tab: many events may stand behind one long gap.
    searched: Span,
    documents: usize,
    /// The starts of the open flow collections.
    brackets: Vec<usize>,
    /// The columns where the open mappings start.
    mappings: Vec<usize>,
    builder: Builder<'t>,
    depth_limit: usize,
}

impl<'t> Adapter<'t> {
    fn run(mut self) -> Result<Document<'t>, ReadError> {
        let mut options = options! {
            emit_anchor_events: true,
            block_scalar_eof_without_line_feed: true,
            bom_inside_document_as_content: true,
            disallow_directives: true,
            flow_nesting_limit: self.depth_limit,
            block_nesting_limit: self.depth_limit,
        };
        options.set_emit_comments(false);
        let mut parser = Parser::new_from_str_with_options(self.text, options);
        while let Some(event) = parser.next_event() {
            match event {
                Ok((event, span)) => self.event(event, &span)?,
                Err(error) => return Err(self.error(&error)),
            }
        }
        self.gap(self.text.len())?;
        Ok(self.builder.finish())
    }

    fn event(&mut self, event: Event<'t>, at: &granit_parser::Span) -> Result<(), ReadError> {
        let local = local_span(at);
        let span = self.global(local);
        if !matches!(event, Event::Anchor(..)) {
            self.gap(local.start)?;
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(text, style, at, anchor != 0 || tag.is_some())?;
                self.tag(tag, at);
            }
            Event::MappingStart(style, _, tag) => {
                let shape = match style {
                    StructureStyle::Block => Shape::BlockMapping,
                    StructureStyle::Flow => Shape::FlowMapping,
                };
                self.open(shape, local, tag, at)?;
            }
            Event::SequenceStart(style, _, tag) => {
                let shape = match style {
                    StructureStyle::Block => Shape::BlockSequence,
                    StructureStyle::Flow => Shape::FlowSequence,
                };
                self.open(shape, local, tag, at)?;
            }
            Event::MappingEnd | Event::SequenceEnd => {
                if matches!(event, Event::MappingEnd) {
                    self.mappings.pop();
                }
                let bracket = (!span.is_empty()).then_some(span.end);
                if bracket.is_some() {
                    self.brackets.pop();
                    self.read = self.read.max(local.end);
                }
                self.builder.close(bracket);
            }
            Event::Alias(id) => {
                let name = local.of(self.text).strip_prefix('*').unwrap_or_default();
                self.read = self.read.max(local.end);
                self.builder.alias(id, name, span)?;
            }
            Event::Anchor(id, name) => {
                self.read = self.read.max(local.end);
                if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) {
                    return Err(self.syntax(local, syntax::ANCHOR_NAME));
                }
                self.builder.anchor(id, name, span);
            }
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 || self.builder.is_complete() {
                    return Err(ReadError { kind: ReadErrorKind::SecondDocument, span });
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn open(
        &mut self,
        shape: Shape,
        local: Span,
        tag: Option<Cow<'_, Tag>>,
        at: &granit_parser::Span,
    ) -> Result<(), ReadError> {
        if local.of(self.text).starts_with(['{', '[']) {
            self.brackets.push(local.start);
        }
        if shape.is_mapping() {
            self.mappings.push(at.start.col());
        }
        let local = match shape {
            // Of a list that isn't indented the parser gives the place after its first dash.
            Shape::BlockSequence if self.builder.is_in_mapping() => {
                Span::empty(self.indicator(local.start, b"-").unwrap_or(local.start))
            }
            _ => local,
        };
        self.read = self.read.max(local.start);
        self.builder.open(shape, self.global(local))?;
        self.tag(tag, at);
        Ok(())
    }

    fn scalar(
        &mut self,
        text: Cow<'t, str>,
        style: granit_parser::ScalarStyle,
        at: &granit_parser::Span,
        has_properties: bool,
    ) -> Result<(), ReadError> {
        let local = local_span(at);
        let (text, style, local) = match style {
            granit_parser::ScalarStyle::Plain if local.is_empty() => {
                let place = if has_properties { local } else { self.place_of_nothing(local.start, at.start.col()) };
                (Cow::Borrowed(""), ScalarStyle::Plain, place)
            }
            granit_parser::ScalarStyle::Plain => {
                if !self.brackets.is_empty() && (text.starts_with(':') || text.contains('?')) {
                    return Err(self.syntax(local, syntax::PLAIN_IN_BRACKETS));
                }
                (text, ScalarStyle::Plain, local)
            }
            granit_parser::ScalarStyle::SingleQuoted => (text, ScalarStyle::SingleQuoted, local),
            granit_parser::ScalarStyle::DoubleQuoted => (text, ScalarStyle::DoubleQuoted, local),
            granit_parser::ScalarStyle::Literal => (text, ScalarStyle::Literal, self.block_scalar(local)),
            granit_parser::ScalarStyle::Folded => (text, ScalarStyle::Folded, self.block_scalar(local)),
        };
        self.read = self.read.max(local.end);
        self.builder.scalar(text, style, self.global(local))
    }

    /// Refuses a tab where Kubernetes's reader expects only spaces: before anything that may be a
    /// key or an item.
    fn gap(&mut self, end: usize) -> Result<(), ReadError> {
        let whole = Span { start: self.read, end };
        if !self.brackets.is_empty() || (self.searched.start == self.read && self.searched.contains(whole)) {
            return Ok(());
        }
        self.searched = whole;
        let gap = whole.of(self.text).as_bytes();
        if memchr::memchr(b'\t', gap).is_none() {
            return Ok(());
        }
        let mut key_may_follow = self.read == 0;
        let mut comment = false;
        for (at, &byte) in gap.iter().enumerate() {
            match byte {
                b'\n' | b'\r' => (key_may_follow, comment) = (true, false),
                _ if comment => {}
                b'#' => comment = true,
                b'-' | b'?' => key_may_follow = true,
                b'\t' if key_may_follow => {
                    let tab = Span { start: self.read + at, end: self.read + at + 1 };
                    return Err(self.syntax(tab, syntax::TAB));
                }
                b' ' | b'\t' => {}
                _ => key_may_follow = false,
            }
        }
        Ok(())
    }

    fn syntax(&self, local: Span, sentence: &str) -> ReadError {
        ReadError { kind: ReadErrorKind::Syntax(sentence.to_owned()), span: self.global(local) }
    }

    fn tag(&mut self, tag: Option<Cow<'_, Tag>>, at: &granit_parser::Span) {
        if let Some(tag) = tag {
            let span = at.tag_span().map_or(local_span(at), |span| local_span(&span));
            let full = format!("{}{}", tag.handle(), tag.suffix());
            let short = full.strip_prefix("tag:yaml.org,2002:").map(|name| format!("!!{name}"));
            self.builder.tag(short.unwrap_or(full), self.global(span));
        }
    }

    /// Gives the place of a node that isn't written: right after its colon, dash or question mark; of a value without a
    /// colon, right after its key. The parser gives the place of the colon, or of what comes next.
    fn place_of_nothing(&self, at: usize, column: usize) -> Span {
        if self.builder.expects_value() {
            if self.is_own_colon(at, column) {
                return Span::empty(at + 1);
            }
            let place = self.indicator(at, b":").map_or(self.read, |colon| colon + 1);
            return Span::empty(place.min(at));
        }
        let indicator: &[u8] = if self.builder.is_in_mapping() {
            b"?"
        } else if self.builder.expects_block_item() {
            b"-"
        } else {
            b""
        };
        Span::empty(self.indicator(at, indicator).map_or(at, |found| found + 1))
    }

    /// Whether a colon is there that belongs to the innermost mapping. One further left than that
    /// mapping belongs to a mapping around it, and one in front of other text is a part of that text.
    fn is_own_colon(&self, at: usize, column: usize) -> bool {
        let bytes = self.text.as_bytes();
        let ends_block = || {
            let is_text = bytes.get(at + 1).is_some_and(|byte| !byte.is_ascii_whitespace());
            is_text || self.mappings.last().is_some_and(|&mapping| column < mapping)
        };
        bytes.get(at) == Some(&b':') && (!self.brackets.is_empty() || !ends_block())
    }

    /// Gives the span of a block scalar, from its header to its last line, without that line's end. The parser gives
    /// only the content, and the blank lines after it.
    fn block_scalar(&self, content: Span) -> Span {
        let header = self.indicator(content.start, b"|>").unwrap_or(content.start);
        let keeps = self.text[header..]
            .bytes()
            .skip(1)
            .take_while(|byte| matches!(byte, b'+' | b'-' | b'0'..=b'9'))
            .any(|byte| byte == b'+');
        let indentation = content.start - line_start(self.text, content.start);
        let mut end = content.end;
        while end > content.start {
            let line = line_start(self.text, end).max(content.start);
            let last = &self.text[line..end];
            if last.len() > indentation || !last.bytes().all(|byte| byte == b' ') {
                break;
            }
            end = if line == content.start { line } else { before_break(self.text, line) };
            if keeps {
                break;
            }
        }
        if end <= content.start {
            let line = &self.text[header..];
            let length = line.find([' ', '\t', '\r', '\n']).unwrap_or(line.len());
            end = header + length;
        }
        Span { start: header, end }
    }

    /// Finds the first of these indicators between the text read so far and a value: only indicators, properties and
    /// comments stand there.
    fn indicator(&self, value: usize, indicators: &[u8]) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = self.read;
        while at < value {
            match bytes[at] {
                byte if indicators.contains(&byte) => return Some(at),
                b'#' => at += length_until(bytes, at, is_break),
                b'&' | b'!' => at += length_until(bytes, at, |byte| byte.is_ascii_whitespace()),
                _ => at += 1,
            }
        }
        None
    }

    fn global(&self, span: Span) -> Span {
        Span { start: self.base + span.start, end: self.base + span.end }
    }

    fn error(&self, error: &ScanError) -> ReadError {
        let at = error.marker().byte_offset().unwrap_or(self.read);
        let (kind, place) = syntax::explain(self.text, error.kind(), at, &self.brackets, self.depth_limit);
        ReadError { kind, span: self.global(place) }
    }
}

fn local_span(span: &granit_parser::Span) -> Span {
    span.byte_range().map_or(Span::empty(0), |range| Span { start: range.start, end: range.end })
}

fn length_until(bytes: &[u8], from: usize, end: impl Fn(u8) -> bool) -> usize {
    bytes[from..].iter().take_while(|&&byte| !end(byte)).count()
}

fn is_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind(['\n', '\r']).map_or(0, |found| found + 1)
}

/// Gives the end of the line before the one that starts here.
fn before_break(text: &str, line_start: usize) -> usize {
    let before = &text[..line_start];
    before.strip_suffix("\r\n").or_else(|| before.strip_suffix(['\n', '\r'])).map_or(line_start, str::len)
}
