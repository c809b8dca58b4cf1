//! One of the outputs, printed.

use super::Request;
use crate::failure::Failure;
use crate::verdict::Verdict;
use crate::{Format, output, talk};
use portico_command::{Output, no_values, one_below_the_other};
use portico_host::Portico;
use portico_host::renderer::{Prerequisite, PrerequisiteForm, Rendered, Step};
use portico_host::types::ReportFormat;
use serde_json::{Value, json};

/// Renders, and prints the output that was chosen.
pub fn run(chosen: Output, format: Format, request: Request) -> Result<Verdict, Failure> {
    let Request { exposure, mut options } = request;
    let is_everything_as_data = format == Format::Json && chosen == Output::All;
    options.report_formats.extend(is_everything_as_data.then_some(ReportFormat::Json));
    let mut portico = Portico::new()?;
    match portico.render(&exposure, &options)? {
        Ok(rendered) => {
            let text = match format {
                Format::Human => human(&rendered, chosen)?,
                Format::Json => format!("{:#}", data(&rendered, chosen)?),
            };
            let verdict = talk::report(&rendered.report);
            output::write_text(&text)?;
            Ok(verdict)
        }
        Err(refused) => Ok(talk::report(&refused)),
    }
}

fn human(rendered: &Rendered, chosen: Output) -> Result<String, Failure> {
    Ok(match chosen {
        Output::Values => values(rendered)?.to_owned(),
        Output::Prerequisites => {
            let files = rendered.prerequisites.iter().map(|it| (it.file.as_str(), it.text.as_str()));
            portico_command::prerequisites(files)
        }
        Output::Manifests => rendered.manifests.clone(),
        Output::Steps => rendered.steps.clone(),
        Output::Diagram => rendered.diagram.clone(),
        Output::Exposure => rendered.exposure.clone(),
        Output::All => one_below_the_other(rendered.files.iter().map(|file| (file.name.as_str(), file.text.as_str()))),
    })
}

fn values(rendered: &Rendered) -> Result<&str, Failure> {
    Ok(rendered.values.as_deref().ok_or_else(no_values)?)
}

fn data(rendered: &Rendered, chosen: Output) -> Result<Value, Failure> {
    Ok(match chosen {
        Output::Values => json!({"values": values(rendered)?}),
        Output::Prerequisites => rendered.prerequisites.iter().map(prerequisite).collect(),
        Output::Manifests => json!({"manifests": rendered.manifests}),
        Output::Steps => rendered.step_list.iter().map(step).collect(),
        Output::Diagram => json!({"diagram": rendered.diagram}),
        Output::Exposure => json!({"exposure": rendered.exposure}),
        Output::All => everything(rendered)?,
    })
}

/// The whole result, under the names that JavaScript has for it.
fn everything(rendered: &Rendered) -> Result<Value, Failure> {
    let report = rendered.report.texts.last().map_or("", String::as_str);
    let report: Value = serde_json::from_str(report).map_err(|error| {
        Failure::new(format!("the report isn't JSON: {error}"), "this is a defect of Portico: please report it")
    })?;
    let mut all = json!({});
    if let Some(values) = &rendered.values {
        all["values"] = values.as_str().into();
    }
    all["prerequisites"] = rendered.prerequisites.iter().map(prerequisite).collect();
    all["manifests"] = rendered.manifests.as_str().into();
    all["steps"] = rendered.steps.as_str().into();
    all["stepList"] = rendered.step_list.iter().map(step).collect();
    all["diagram"] = rendered.diagram.as_str().into();
    all["exposure"] = rendered.exposure.as_str().into();
    all["files"] = rendered.files.iter().map(|file| json!({"name": file.name, "text": file.text})).collect();
    all["report"] = report;
    Ok(all)
}

fn step(step: &Step) -> Value {
    let mut object = json!({"title": step.title, "text": step.text});
    if let Some(command) = &step.command {
        object["command"] = command.as_str().into();
    }
    object
}

fn prerequisite(prerequisite: &Prerequisite) -> Value {
    let form = match prerequisite.form {
        PrerequisiteForm::HelmValues => "helm-values",
        PrerequisiteForm::Manifest => "manifest",
        PrerequisiteForm::JsonPatch => "json-patch",
    };
    json!({
        "file": prerequisite.file,
        "owner": prerequisite.owner,
        "title": prerequisite.title,
        "form": form,
        "text": prerequisite.text,
    })
}
