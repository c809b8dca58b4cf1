//! The interface `renderer`.

use crate::Component;
use crate::types::each;
use crate::wit::renderer as wit;
use crate::wit::types::{Diagnostic, Source};
use portico_core::render as core;

impl wit::Guest for Component {
    fn render(exposure: Source, options: wit::RenderOptions) -> Result<wit::Rendered, Vec<Diagnostic>> {
        let overrides: Vec<core::FieldOverride> = each(options.overrides);
        core::render(&exposure.into(), &overrides).map(Into::into).map_err(each)
    }
}

impl From<wit::FieldOverride> for core::FieldOverride {
    fn from(override_: wit::FieldOverride) -> Self {
        let wit::FieldOverride { field, value, origin } = override_;
        Self { field, value, origin }
    }
}

impl From<core::Step> for wit::Step {
    fn from(step: core::Step) -> Self {
        let core::Step { title, text, command } = step;
        Self { title, text, command }
    }
}

impl From<core::Rendered> for wit::Rendered {
    fn from(rendered: core::Rendered) -> Self {
        let core::Rendered { values, steps, step_list, exposure, diagnostics } = rendered;
        Self { values, steps, step_list: each(step_list), exposure, diagnostics: each(diagnostics) }
    }
}
