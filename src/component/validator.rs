//! The interface `validator`.

use crate::Component;
use crate::types::each;
use crate::wit::renderer::FieldOverride;
use crate::wit::types::{Report, ReportFormat, Source};
use crate::wit::validator as wit;
use portico_core::fix::{self, AppliedFix, FixOptions, Fixed};
use portico_core::report::Format;
use portico_core::requests;
use portico_core::requests::configuration::Paths;
use portico_core::{catalogue, validate as core};

impl wit::Guest for Component {
    fn configured_paths(
        configuration: Option<Source>,
        overrides: Vec<FieldOverride>,
        report_formats: Vec<ReportFormat>,
    ) -> Result<wit::Paths, Report> {
        let configuration = configuration.map(Into::into);
        let (overrides, formats) = (each::<_, requests::FieldOverride>(overrides), each::<_, Format>(report_formats));
        let Paths { include: included, exclude: excluded } =
            core::configured_paths(configuration.as_ref(), &overrides, &formats)?;
        Ok(wit::Paths { included, excluded })
    }

    fn validate(groups: Vec<Vec<Source>>, options: wit::ValidateOptions) -> Report {
        core::validate(&of_core(groups), &options.into()).into()
    }

    fn fix(groups: Vec<Vec<Source>>, options: wit::ValidateOptions, fixes: wit::FixOptions) -> wit::Fixed {
        let wit::FixOptions { unsafe_fixes, partial_fixes, preview } = fixes;
        let fixes = FixOptions { unsafe_fixes, partial_fixes, preview };
        let Fixed { sources, applied, report, unreadable } = fix::fix(&of_core(groups), &options.into(), fixes);
        wit::Fixed { sources: each(sources), applied: each(applied), report: report.into(), unreadable }
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

fn of_core(groups: Vec<Vec<Source>>) -> Vec<Vec<portico_core::Source>> {
    groups.into_iter().map(each).collect()
}

impl From<wit::ValidateOptions> for core::Options {
    fn from(options: wit::ValidateOptions) -> Self {
        let wit::ValidateOptions { configuration, overrides, exposure, values, previous, report_formats } = options;
        Self {
            configuration: configuration.map(Into::into),
            overrides: each(overrides),
            exposure: exposure.map(Into::into),
            values: each(values),
            previous: each(previous),
            report_formats: each(report_formats),
        }
    }
}

impl From<AppliedFix> for wit::AppliedFix {
    fn from(applied: AppliedFix) -> Self {
        let AppliedFix { rule, message, title, safety, source, line } = applied;
        Self { rule, message, title, safety: safety.into(), source, line }
    }
}

impl From<catalogue::RuleEntry> for wit::Rule {
    fn from(entry: catalogue::RuleEntry) -> Self {
        let catalogue::RuleEntry { name, severity, summary, documentation, since, references } = entry;
        Self { name, severity: severity.into(), summary, documentation, since, references }
    }
}
