//! The interface `transformer`.

use crate::Component;
use crate::types::each;
use crate::wit::transformer as wit;
use crate::wit::types::{Report, ReportFormat, Source};
use portico_core::transform as core;

impl wit::Guest for Component {
    fn transform(
        objects: Source,
        exposure: Option<Source>,
        options: wit::TransformOptions,
    ) -> Result<wit::Transformed, Report> {
        let exposure = exposure.map(portico_core::Source::from);
        Ok(core::transform(&objects.into(), exposure.as_ref(), &options.into())?.into())
    }

    fn transform_resource_list(list: Source, report_formats: Vec<ReportFormat>) -> wit::Transformed {
        core::transform_resource_list(&list.into(), &each(report_formats)).into()
    }
}

impl From<wit::Envelope> for core::Envelope {
    fn from(envelope: wit::Envelope) -> Self {
        match envelope {
            wit::Envelope::Stream => Self::Stream,
            wit::Envelope::ResourceList => Self::ResourceList,
        }
    }
}

impl From<wit::TransformOptions> for core::Options {
    fn from(options: wit::TransformOptions) -> Self {
        let wit::TransformOptions { envelope, strict, report_formats } = options;
        Self { envelope: envelope.into(), strict, report_formats: each(report_formats) }
    }
}

impl From<core::Transformed> for wit::Transformed {
    fn from(transformed: core::Transformed) -> Self {
        let core::Transformed { edits, report } = transformed;
        Self { edits: each(edits), report: report.into() }
    }
}
