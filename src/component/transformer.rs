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

    fn compose(list: Source, options: wit::ComposeOptions) -> Result<wit::Composed, Report> {
        Ok(core::compose(&list.into(), &options.into())?.into())
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
        let wit::TransformOptions { envelope, strict, report_formats, spaces_releases } = options;
        let report_formats = each(report_formats);
        Self { envelope: envelope.into(), strict, report_formats, spaces_releases }
    }
}

impl From<core::Transformed> for wit::Transformed {
    fn from(transformed: core::Transformed) -> Self {
        let core::Transformed { edits, report } = transformed;
        Self { edits: each(edits), report: report.into() }
    }
}

impl From<wit::ComposeOptions> for core::ComposeOptions {
    fn from(options: wit::ComposeOptions) -> Self {
        let wit::ComposeOptions { spaces_releases, is_backend_external, composes, namespace, wrapper, report_formats } =
            options;
        Self {
            spaces_releases,
            is_backend_external,
            composes,
            namespace,
            wrapper: wrapper.map(Into::into),
            report_formats: each(report_formats),
        }
    }
}

impl From<wit::Wrapper> for core::Wrapper {
    fn from(wrapper: wit::Wrapper) -> Self {
        let wit::Wrapper { api_version, namespace, provider_config_ref } = wrapper;
        Self { api_version, namespace, provider_config_ref }
    }
}

impl From<core::Composed> for wit::Composed {
    fn from(composed: core::Composed) -> Self {
        let core::Composed { edits, exposure, exposed_items, outstanding, report } = composed;
        Self { edits: each(edits), exposure, exposed_items, outstanding: each(outstanding), report: report.into() }
    }
}

impl From<core::Outstanding> for wit::Outstanding {
    fn from(core::Outstanding { title, owner }: core::Outstanding) -> Self {
        Self { title, owner }
    }
}
