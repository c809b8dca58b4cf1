//! The types that the interfaces share, from the WIT's to the core's and back.
//!
//! Only shapes change here; a diagnostic's `proposed` alone is not in the WIT.

use crate::wit::types as wit;
use portico_core::finding as core;

impl From<wit::Source> for core::Source {
    fn from(source: wit::Source) -> Self {
        let wit::Source { name, text } = source;
        Self { name, text }
    }
}

impl From<core::Source> for wit::Source {
    fn from(source: core::Source) -> Self {
        let core::Source { name, text } = source;
        Self { name, text }
    }
}

impl From<core::Severity> for wit::Severity {
    fn from(severity: core::Severity) -> Self {
        match severity {
            core::Severity::Error => Self::Error,
            core::Severity::Warning => Self::Warning,
            core::Severity::Info => Self::Info,
        }
    }
}

impl From<wit::Severity> for core::Severity {
    fn from(severity: wit::Severity) -> Self {
        match severity {
            wit::Severity::Error => Self::Error,
            wit::Severity::Warning => Self::Warning,
            wit::Severity::Info => Self::Info,
        }
    }
}

impl From<core::Position> for wit::Position {
    fn from(position: core::Position) -> Self {
        let core::Position { offset, line, column } = position;
        Self { offset, line, column }
    }
}

impl From<wit::Position> for core::Position {
    fn from(position: wit::Position) -> Self {
        let wit::Position { offset, line, column } = position;
        Self { offset, line, column }
    }
}

impl From<core::Span> for wit::Span {
    fn from(span: core::Span) -> Self {
        Self { start: span.start.into(), end: span.end.into() }
    }
}

impl From<wit::Span> for core::Span {
    fn from(span: wit::Span) -> Self {
        Self { start: span.start.into(), end: span.end.into() }
    }
}

impl From<core::PathSegment> for wit::PathSegment {
    fn from(segment: core::PathSegment) -> Self {
        match segment {
            core::PathSegment::Key(key) => Self::Key(key),
            core::PathSegment::Index(index) => Self::Index(index),
        }
    }
}

impl From<wit::PathSegment> for core::PathSegment {
    fn from(segment: wit::PathSegment) -> Self {
        match segment {
            wit::PathSegment::Key(key) => Self::Key(key),
            wit::PathSegment::Index(index) => Self::Index(index),
        }
    }
}

impl From<core::Edit> for wit::Edit {
    fn from(edit: core::Edit) -> Self {
        Self { span: edit.span.into(), replacement: edit.replacement }
    }
}

impl From<wit::Edit> for core::Edit {
    fn from(edit: wit::Edit) -> Self {
        Self { span: edit.span.into(), replacement: edit.replacement }
    }
}

impl From<core::Safety> for wit::Safety {
    fn from(safety: core::Safety) -> Self {
        match safety {
            core::Safety::Safe => Self::Safe,
            core::Safety::Unsafe => Self::Unsafe,
        }
    }
}

impl From<wit::Safety> for core::Safety {
    fn from(safety: wit::Safety) -> Self {
        match safety {
            wit::Safety::Safe => Self::Safe,
            wit::Safety::Unsafe => Self::Unsafe,
        }
    }
}

impl From<core::Fix> for wit::Fix {
    fn from(fix: core::Fix) -> Self {
        let core::Fix { title, safety, edits } = fix;
        Self { title, safety: safety.into(), edits: each(edits) }
    }
}

impl From<wit::Fix> for core::Fix {
    fn from(fix: wit::Fix) -> Self {
        let wit::Fix { title, safety, edits } = fix;
        Self { title, safety: safety.into(), edits: each(edits) }
    }
}

impl From<core::Document> for wit::Document {
    fn from(document: core::Document) -> Self {
        let core::Document { index, template, api_version, kind, namespace, name } = document;
        Self { index, template, api_version, kind, namespace, name }
    }
}

impl From<wit::Document> for core::Document {
    fn from(document: wit::Document) -> Self {
        let wit::Document { index, template, api_version, kind, namespace, name } = document;
        Self { index, template, api_version, kind, namespace, name }
    }
}

impl From<core::Diagnostic> for wit::Diagnostic {
    fn from(diagnostic: core::Diagnostic) -> Self {
        let core::Diagnostic {
            rule,
            severity,
            message,
            why,
            help,
            source,
            document,
            path,
            span,
            fixes,
            references,
            proposed: _,
        } = diagnostic;
        Self {
            rule,
            severity: severity.into(),
            message,
            why,
            help,
            source,
            document: document.map(Into::into),
            path: each(path),
            span: span.map(Into::into),
            fixes: each(fixes),
            references,
        }
    }
}

impl From<wit::Diagnostic> for core::Diagnostic {
    fn from(diagnostic: wit::Diagnostic) -> Self {
        let wit::Diagnostic { rule, severity, message, why, help, source, document, path, span, fixes, references } =
            diagnostic;
        Self {
            rule,
            severity: severity.into(),
            message,
            why,
            help,
            source,
            document: document.map(Into::into),
            path: each(path),
            span: span.map(Into::into),
            fixes: each(fixes),
            references,
            proposed: Vec::new(),
        }
    }
}

/// Converts every item to the other side's type.
pub(crate) fn each<From, Into>(items: Vec<From>) -> Vec<Into>
where
    From: std::convert::Into<Into>,
{
    items.into_iter().map(From::into).collect()
}
