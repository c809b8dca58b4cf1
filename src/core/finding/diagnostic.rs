//! Diagnostics of an input: the place, the fault, why it matters and what to do.
//!
//! The shapes are those of the interface `types` of the WIT. Writing them out belongs to [`report`](crate::report).

use super::Rule;
use portico_manifest as manifest;
use serde::{Deserialize, Serialize};

/// A text that was read, with the name that diagnostics call it by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// A file's path, `-` for standard input, or any name that the user will recognise.
    pub name: String,
    /// The whole text, as it was read.
    pub text: String,
}

/// The severity of a diagnostic, the gravest first.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It will not work, or it breaks security.
    Error,
    /// It fails on some versions or under some load.
    Warning,
    /// Advice.
    Info,
}

impl Severity {
    /// Gives the word that reports use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// A place in a text.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// In bytes, from 0.
    pub offset: u32,
    /// From 1.
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub line: u32,
    /// In Unicode code points, from 1.
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub column: u32,
}

/// A range of a text; its end is not part of it.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// The position of its first character.
    pub start: Position,
    /// The position behind its last character.
    pub end: Position,
}

/// One step of the way from a document's root to a value: a key or an index.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PathSegment {
    /// The entry of a mapping that has this key.
    Key(String),
    /// The item of a sequence, from 0.
    Index(u32),
}

/// A replacement of a range of a text. An empty range inserts.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The range that is replaced.
    pub span: Span,
    /// The text that takes its place.
    pub replacement: String,
}

impl From<&Edit> for portico_edit::Edit {
    fn from(Edit { span, replacement }: &Edit) -> Self {
        let span = portico_manifest::Span { start: span.start.offset as usize, end: span.end.offset as usize };
        Self { span, replacement: replacement.clone() }
    }
}

/// Makes edits to the text that they were found in.
///
/// # Errors
///
/// When two edits overlap, or one lies outside the text or inside a character.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, portico_edit::OverlappingEdits> {
    portico_edit::apply(text, &edits.iter().map(Into::into).collect::<Vec<_>>())
}

/// Whether a fix can be applied unseen.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// It means what the author meant.
    Safe,
    /// It may mean something else: a person should look at it.
    Unsafe,
}

impl Safety {
    /// Gives the word that reports use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// Edits that together fix what a diagnostic found, in the diagnostic's source.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// The action of the edits, as an imperative sentence without a full stop.
    pub title: String,
    /// Whether they can be applied unseen.
    pub safety: Safety,
    /// In the order of the text, without overlap.
    pub edits: Vec<Edit>,
}

/// The document that a diagnostic is about.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// Its place in the source, from 0.
    pub index: u32,
    /// The chart's file that it was rendered from, where Helm says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// Absent where the document is no Kubernetes object, as are the three that follow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_version: Option<String>,
    /// The object's kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The object's namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// The object's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Something that is wrong, where it is, why it matters and what to do.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The name of the rule, in kebab case.
    pub rule: String,
    /// The severity.
    pub severity: Severity,
    /// The fault: what is wrong.
    pub message: String,
    /// The reason: why it matters.
    pub why: String,
    /// The help: what to do.
    pub help: String,
    /// The name of the source.
    pub source: String,
    /// The document within the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// The keys and indexes that lead to the value.
    pub path: Vec<PathSegment>,
    /// Absent where the value came from a flag, or is missing from a text that has no place for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// The fixes that are offered for it.
    pub fixes: Vec<Fix>,
    /// Addresses of pages to read.
    pub references: Vec<String>,
    /// Fixes that nobody has worked out yet; none in what a function of this crate gives.
    #[serde(skip)]
    pub proposed: Vec<Proposed>,
}

/// A fix that a rule has proposed, and that only the rule's caller can work out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed(pub(crate) usize);

impl Document {
    /// Makes a document that is known only by its index.
    pub(crate) fn bare(index: usize) -> Self {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        Self { index, template: None, api_version: None, kind: None, namespace: None, name: None }
    }

    /// Names an object, as in `Service apps/web`; none without kind or name. In a rendered stream a line says little.
    pub(crate) fn object_name(&self) -> Option<String> {
        let kind = self.kind.as_ref()?;
        let name = self.name.as_ref()?;
        Some(match &self.namespace {
            Some(namespace) => format!("{kind} {namespace}/{name}"),
            None => format!("{kind} {name}"),
        })
    }
}

impl Diagnostic {
    /// Makes the diagnostic of a rule, at no place yet.
    pub(crate) fn of(rule: &Rule, message: impl Into<String>) -> Self {
        Self {
            rule: rule.name.to_owned(),
            severity: rule.severity,
            message: message.into(),
            why: String::new(),
            help: String::new(),
            source: String::new(),
            document: None,
            path: Vec::new(),
            span: None,
            fixes: Vec::new(),
            references: rule.references.iter().map(|&page| page.to_owned()).collect(),
            proposed: Vec::new(),
        }
    }

    pub(crate) fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    pub(crate) fn why(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Adds a fix, unless there are no edits.
    pub(crate) fn fix(mut self, title: impl Into<String>, safety: Safety, edits: Vec<Edit>) -> Self {
        self.offer(title, safety, edits);
        self
    }

    /// Adds a fix to a diagnostic in place, unless there are no edits.
    pub(crate) fn offer(&mut self, title: impl Into<String>, safety: Safety, edits: Vec<Edit>) {
        if !edits.is_empty() {
            self.fixes.push(Fix { title: title.into(), safety, edits });
        }
    }

    /// Gives roughly the number of bytes in its texts and its path.
    pub(crate) fn bytes(&self) -> usize {
        let keys = self.path.iter().map(|segment| match segment {
            PathSegment::Key(key) => key.len(),
            PathSegment::Index(_) => 1,
        });
        let texts = [&self.message, &self.why, &self.help, &self.source];
        texts.iter().map(|text| text.len()).sum::<usize>() + keys.sum::<usize>()
    }

    /// Whether its severity is error, which keeps a result from being taken.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Gives the key that sorts diagnostics by document, offset and rule.
    pub(crate) fn sort_key(&self) -> (u32, u32, &str) {
        let index = self.document.as_ref().map_or(0, |document| document.index);
        (index, self.span.map_or(0, |span| span.start.offset), &self.rule)
    }
}

impl From<&manifest::PathSegment> for PathSegment {
    fn from(segment: &manifest::PathSegment) -> Self {
        match segment {
            manifest::PathSegment::Key(key) => Self::Key(key.clone()),
            manifest::PathSegment::Index(index) => Self::Index(u32::try_from(*index).unwrap_or(u32::MAX)),
        }
    }
}
