//! The interface `validator`.

use crate::Component;
use crate::types::each;
use crate::wit::types::{Diagnostic, Source};
use crate::wit::validator as wit;
use portico_core::{report, rule, validate as core};

impl wit::Guest for Component {
    fn validate(sources: Vec<Source>, options: wit::ValidateOptions) -> wit::Report {
        let sources: Vec<portico_core::Source> = each(sources);
        core::validate(&sources, &options.into()).into()
    }

    fn summarize(diagnostics: Vec<Diagnostic>) -> wit::Report {
        core::summarize(each(diagnostics)).into()
    }

    fn present(sources: Vec<Source>, report: wit::Report, format: wit::ReportFormat) -> String {
        let sources: Vec<portico_core::Source> = each(sources);
        report::present(&sources, &report.into(), format.into())
    }

    fn explain(name: String) -> Option<wit::Rule> {
        rule::explain(&name).map(Into::into)
    }

    fn rules() -> Vec<wit::Rule> {
        each(rule::all())
    }

    fn document_kinds() -> Vec<String> {
        core::document_kinds()
    }
}

impl From<wit::ValidateOptions> for core::Options {
    fn from(options: wit::ValidateOptions) -> Self {
        let wit::ValidateOptions { read_as, cloud, exposure } = options;
        Self { read_as, cloud, exposure: exposure.map(Into::into) }
    }
}

impl From<core::Recognized> for wit::Recognized {
    fn from(recognized: core::Recognized) -> Self {
        let core::Recognized { kind, count } = recognized;
        Self { kind, count }
    }
}

impl From<wit::Recognized> for core::Recognized {
    fn from(recognized: wit::Recognized) -> Self {
        let wit::Recognized { kind, count } = recognized;
        Self { kind, count }
    }
}

impl From<core::Summary> for wit::Summary {
    fn from(summary: core::Summary) -> Self {
        let core::Summary { errors, warnings, infos, recognized, ignored, unreadable, targets } = summary;
        Self { errors, warnings, infos, recognized: each(recognized), ignored, unreadable, targets }
    }
}

impl From<wit::Summary> for core::Summary {
    fn from(summary: wit::Summary) -> Self {
        let wit::Summary { errors, warnings, infos, recognized, ignored, unreadable, targets } = summary;
        Self { errors, warnings, infos, recognized: each(recognized), ignored, unreadable, targets }
    }
}

impl From<core::Report> for wit::Report {
    fn from(report: core::Report) -> Self {
        Self { diagnostics: each(report.diagnostics), summary: report.summary.into() }
    }
}

impl From<wit::Report> for core::Report {
    fn from(report: wit::Report) -> Self {
        Self { diagnostics: each(report.diagnostics), summary: report.summary.into() }
    }
}

impl From<wit::ReportFormat> for report::Format {
    fn from(format: wit::ReportFormat) -> Self {
        match format {
            wit::ReportFormat::Human(wit::HumanFormat { color, summary }) => Self::Human { color, summary },
            wit::ReportFormat::Json => Self::Json,
        }
    }
}

impl From<rule::RuleEntry> for wit::Rule {
    fn from(entry: rule::RuleEntry) -> Self {
        let rule::RuleEntry { name, severity, summary, documentation, since, references } = entry;
        Self { name, severity: severity.into(), summary, documentation, since, references }
    }
}
