//! The interface `validator`.

use crate::Component;
use crate::types::each;
use crate::wit::renderer::FieldOverride;
use crate::wit::types::{Diagnostic, Source};
use crate::wit::validator as wit;
use portico_core::fix::{self, AppliedFix, FixOptions, Mended};
use portico_core::requests;
use portico_core::requests::configuration::{self, Paths};
use portico_core::{catalogue, report, validate as core};

impl wit::Guest for Component {
    fn configured_paths(
        configuration: Option<Source>,
        overrides: Vec<FieldOverride>,
    ) -> Result<wit::Paths, Vec<Diagnostic>> {
        let configuration = configuration.map(Into::into);
        let paths = configuration::paths(configuration.as_ref(), &each::<_, requests::FieldOverride>(overrides));
        let Paths { include: included, exclude: excluded } = paths.map_err(each)?;
        Ok(wit::Paths { included, excluded })
    }

    fn validate(sources: Vec<Source>, options: wit::ValidateOptions) -> wit::Report {
        let sources: Vec<portico_core::Source> = each(sources);
        core::validate(&sources, &options.into()).into()
    }

    fn mend(sources: Vec<Source>, options: wit::ValidateOptions, fixes: wit::FixOptions) -> wit::Mended {
        let sources: Vec<portico_core::Source> = each(sources);
        let wit::FixOptions { unsafe_fixes, partial_fixes } = fixes;
        let fixes = FixOptions { unsafe_fixes, partial_fixes };
        let Mended { sources, applied, report, unreadable } = fix::mend(&sources, &options.into(), fixes);
        wit::Mended { sources: each(sources), applied: each(applied), report: report.into(), unreadable }
    }

    fn summarize(diagnostics: Vec<Diagnostic>) -> wit::Report {
        core::summarize(each(diagnostics)).into()
    }

    fn present(sources: Vec<Source>, report: wit::Report, format: wit::ReportFormat) -> String {
        let sources: Vec<portico_core::Source> = each(sources);
        report::present(&sources, &report.into(), format.into())
    }

    fn explain(name: String) -> Option<wit::Rule> {
        catalogue::rule(&name).map(Into::into)
    }

    fn rules() -> Vec<wit::Rule> {
        each(catalogue::rules())
    }

    fn document_kinds() -> Vec<String> {
        core::document_kinds()
    }
}

impl From<wit::ValidateOptions> for core::Options {
    fn from(options: wit::ValidateOptions) -> Self {
        let wit::ValidateOptions { configuration, overrides, exposure, values, previous } = options;
        Self {
            configuration: configuration.map(Into::into),
            overrides: each(overrides),
            exposure: exposure.map(Into::into),
            values: each(values),
            previous: each(previous),
        }
    }
}

impl From<AppliedFix> for wit::AppliedFix {
    fn from(applied: AppliedFix) -> Self {
        let AppliedFix { rule, message, title, safety, source, line } = applied;
        Self { rule, message, title, safety: safety.into(), source, line }
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
        let core::Summary { errors, warnings, infos, suppressed, recognized, ignored, unreadable, targets } = summary;
        Self { errors, warnings, infos, suppressed, recognized: each(recognized), ignored, unreadable, targets }
    }
}

impl From<wit::Summary> for core::Summary {
    fn from(summary: wit::Summary) -> Self {
        let wit::Summary { errors, warnings, infos, suppressed, recognized, ignored, unreadable, targets } = summary;
        Self { errors, warnings, infos, suppressed, recognized: each(recognized), ignored, unreadable, targets }
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
            wit::ReportFormat::Sarif => Self::Sarif,
            wit::ReportFormat::Junit => Self::Junit,
            wit::ReportFormat::Github => Self::Github,
        }
    }
}

impl From<catalogue::RuleEntry> for wit::Rule {
    fn from(entry: catalogue::RuleEntry) -> Self {
        let catalogue::RuleEntry { name, severity, summary, documentation, since, references } = entry;
        Self { name, severity: severity.into(), summary, documentation, since, references }
    }
}
