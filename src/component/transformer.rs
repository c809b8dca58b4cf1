//! The interface `transformer`.

use crate::Component;
use crate::types::each;
use crate::wit::transformer as wit;
use crate::wit::types::{Diagnostic, Source};
use portico_core::transform as core;

impl wit::Guest for Component {
    fn transform(
        objects: Source,
        exposure: Option<Source>,
        options: wit::TransformOptions,
    ) -> Result<wit::Transformed, Vec<Diagnostic>> {
        let exposure = exposure.map(portico_core::Source::from);
        core::transform(&objects.into(), exposure.as_ref(), options.into()).map(Into::into).map_err(each)
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
        Self { envelope: options.envelope.into(), strict: options.strict }
    }
}

impl From<core::Transformed> for wit::Transformed {
    fn from(transformed: core::Transformed) -> Self {
        Self { edits: each(transformed.edits), diagnostics: each(transformed.diagnostics) }
    }
}
