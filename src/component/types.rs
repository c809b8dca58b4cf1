//! The types that the interfaces share: texts and formats come in, edits and reports go out.
//!
//! Only shapes change here; a diagnostic's `proposed` alone is not in the WIT.

use crate::wit::types as wit;
use portico_core::finding as core;
use portico_core::report;

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

impl From<core::Position> for wit::Position {
    fn from(position: core::Position) -> Self {
        let core::Position { offset, line, column } = position;
        Self { offset, line, column }
    }
}

impl From<core::Span> for wit::Span {
    fn from(span: core::Span) -> Self {
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

impl From<core::Edit> for wit::Edit {
    fn from(edit: core::Edit) -> Self {
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

impl From<core::Fix> for wit::Fix {
    fn from(fix: core::Fix) -> Self {
        let core::Fix { title, safety, edits } = fix;
        Self { title, safety: safety.into(), edits: each(edits) }
    }
}

impl From<core::Document> for wit::Document {
    fn from(document: core::Document) -> Self {
        let core::Document { index, template, api_version, kind, namespace, name } = document;
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

impl From<report::Recognized> for wit::Recognized {
    fn from(recognized: report::Recognized) -> Self {
        let report::Recognized { kind, count } = recognized;
        Self { kind, count }
    }
}

impl From<report::Summary> for wit::Summary {
    fn from(summary: report::Summary) -> Self {
        let report::Summary { errors, warnings, infos, suppressed, recognized, ignored, unreadable, targets } = summary;
        Self { errors, warnings, infos, suppressed, recognized: each(recognized), ignored, unreadable, targets }
    }
}

impl From<report::Report> for wit::Report {
    fn from(report: report::Report) -> Self {
        let report::Report { diagnostics, summary, texts } = report;
        Self { diagnostics: each(diagnostics), summary: summary.into(), texts }
    }
}

impl From<wit::ReportFormat> for report::Format {
    fn from(format: wit::ReportFormat) -> Self {
        match format {
            wit::ReportFormat::Human(wit::HumanFormat { color, summary }) => Self::Human { color, summary },
            wit::ReportFormat::Json => Self::Json,
            wit::ReportFormat::Sarif => Self::Sarif,
            wit::ReportFormat::Junit => Self::Junit,
            wit::ReportFormat::Github => Self::Github,
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
