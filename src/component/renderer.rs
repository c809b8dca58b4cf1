//! The interface `renderer`.

use crate::Component;
use crate::types::each;
use crate::wit::renderer as wit;
use crate::wit::types::{Diagnostic, Source};
use portico_core::render as core;
use portico_core::requests::FieldOverride;

impl wit::Guest for Component {
    fn render(exposure: Source, options: wit::RenderOptions) -> Result<wit::Rendered, Vec<Diagnostic>> {
        let overrides: Vec<FieldOverride> = each(options.overrides);
        core::render(&exposure.into(), &overrides).map(Into::into).map_err(each)
    }

    fn merge(values: Source, exposure: Source, options: wit::RenderOptions) -> Result<wit::Merged, Vec<Diagnostic>> {
        let overrides: Vec<FieldOverride> = each(options.overrides);
        core::merge(&values.into(), &exposure.into(), &overrides).map(Into::into).map_err(each)
    }
}

impl From<wit::FieldOverride> for FieldOverride {
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

impl From<core::PrerequisiteForm> for wit::PrerequisiteForm {
    fn from(form: core::PrerequisiteForm) -> Self {
        match form {
            core::PrerequisiteForm::HelmValues => Self::HelmValues,
            core::PrerequisiteForm::Manifest => Self::Manifest,
            core::PrerequisiteForm::JsonPatch => Self::JsonPatch,
        }
    }
}

impl From<core::Prerequisite> for wit::Prerequisite {
    fn from(prerequisite: core::Prerequisite) -> Self {
        let core::Prerequisite { file, owner, title, form, text } = prerequisite;
        Self { file, owner, title, form: form.into(), text }
    }
}

impl From<core::File> for wit::File {
    fn from(core::File { name, text }: core::File) -> Self {
        Self { name, text }
    }
}

impl From<core::Rendered> for wit::Rendered {
    fn from(rendered: core::Rendered) -> Self {
        let core::Rendered {
            values,
            prerequisites,
            manifests,
            steps,
            step_list,
            diagram,
            exposure,
            files,
            diagnostics,
        } = rendered;
        Self {
            values,
            prerequisites: each(prerequisites),
            manifests,
            steps,
            step_list: each(step_list),
            diagram,
            exposure,
            files: each(files),
            diagnostics: each(diagnostics),
        }
    }
}

impl From<core::Merged> for wit::Merged {
    fn from(core::Merged { edits, diagnostics }: core::Merged) -> Self {
        Self { edits: each(edits), diagnostics: each(diagnostics) }
    }
}
