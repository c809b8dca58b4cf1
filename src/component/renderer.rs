//! The interface `renderer`.

use crate::Component;
use crate::types::each;
use crate::wit::renderer as wit;
use crate::wit::types::{Report, Source};
use portico_core::render as core;
use portico_core::requests::FieldOverride;

impl wit::Guest for Component {
    fn render(exposure: Source, options: wit::RenderOptions) -> Result<wit::Rendered, Report> {
        Ok(core::render(&exposure.into(), &options.into())?.into())
    }

    fn merge(values: Source, exposure: Source, options: wit::RenderOptions) -> Result<wit::Merged, Report> {
        Ok(core::merge(&values.into(), &exposure.into(), &options.into())?.into())
    }
}

impl From<wit::RenderOptions> for core::Options {
    fn from(options: wit::RenderOptions) -> Self {
        let wit::RenderOptions { overrides, command, report_formats } = options;
        Self { overrides: each(overrides), command, report_formats: each(report_formats) }
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
        let core::Rendered { values, prerequisites, manifests, steps, step_list, diagram, exposure, files, report } =
            rendered;
        Self {
            values,
            prerequisites: each(prerequisites),
            manifests,
            steps,
            step_list: each(step_list),
            diagram,
            exposure,
            files: each(files),
            report: report.into(),
        }
    }
}

impl From<core::Merged> for wit::Merged {
    fn from(core::Merged { edits, report }: core::Merged) -> Self {
        Self { edits: each(edits), report: report.into() }
    }
}
