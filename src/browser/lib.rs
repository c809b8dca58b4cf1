//! The core for a page: the functions of the WIT, their arguments and results as JSON texts.
//!
//! Nothing is decided here. Faults of an Exposure or a configuration are diagnostics of the result; a malformed request
//! is an exception in JavaScript, and neither is ever a trap. A single text (`explain`'s name, `version`) is passed as it
//! is, not as JSON.

use portico_core::fix::{self, FixOptions};
use portico_core::{Source, VERSION, catalogue, render, transform, validate};
use serde::Serialize;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

mod request;
mod response;

use request::RequestObject;
use response::Outcome;

/// Renders every output of an Exposure.
///
/// # Errors
///
/// When the request isn't one.
#[wasm_bindgen(js_name = render)]
pub fn render_exposure(request: &str) -> Result<String, JsError> {
    let mut request = RequestObject::parse(request)?;
    let exposure: Source = request.take("exposure")?;
    let options = request.render_options()?;
    request.end()?;
    Ok(json(&Outcome::from(render::render(&exposure, &options))))
}

/// Merges the values of an Exposure into a file of values.
///
/// # Errors
///
/// When the request isn't one.
#[wasm_bindgen(js_name = merge)]
pub fn merge_values(request: &str) -> Result<String, JsError> {
    let mut request = RequestObject::parse(request)?;
    let values: Source = request.take("values")?;
    let exposure: Source = request.take("exposure")?;
    let options = request.render_options()?;
    request.end()?;
    Ok(json(&Outcome::from(render::merge(&values, &exposure, &options))))
}

/// Judges sources together.
///
/// # Errors
///
/// When the request isn't one.
#[wasm_bindgen(js_name = validate)]
pub fn validate_sources(request: &str) -> Result<String, JsError> {
    let mut request = RequestObject::parse(request)?;
    let sources: Vec<Source> = request.take("sources")?;
    let options = request.validate_options()?;
    request.end()?;
    Ok(json(&validate::validate(&[sources], &options)))
}

/// Applies the fixes of what is found.
///
/// # Errors
///
/// When the request isn't one.
#[wasm_bindgen(js_name = fix)]
pub fn fix_sources(request: &str) -> Result<String, JsError> {
    let mut request = RequestObject::parse(request)?;
    let sources: Vec<Source> = request.take("sources")?;
    let fixes = FixOptions {
        unsafe_fixes: request.take_or_default("unsafeFixes")?,
        partial_fixes: request.take_or_default("partialFixes")?,
        preview: request.take_or_default("preview")?,
    };
    let options = request.validate_options()?;
    request.end()?;
    Ok(json(&fix::fix(&[sources], &options, fixes)))
}

/// Applies the Exposure to the objects and validates what comes out.
///
/// # Errors
///
/// When the request isn't one.
#[wasm_bindgen(js_name = transform)]
pub fn transform_objects(request: &str) -> Result<String, JsError> {
    let mut request = RequestObject::parse(request)?;
    let objects: Source = request.take("objects")?;
    let exposure: Option<Source> = request.take("exposure")?;
    let options = transform::Options {
        envelope: request.take_or_default("envelope")?,
        strict: request.take_or_default("strict")?,
        report_formats: request.take_or_default("reportFormats")?,
        spaces_releases: request.take_or_default("spacesReleases")?,
    };
    request.end()?;
    Ok(json(&Outcome::from(transform::transform(&objects, exposure.as_ref(), &options))))
}

/// The rule of a name, or `null`.
#[must_use]
#[wasm_bindgen]
pub fn explain(name: &str) -> String {
    json(&catalogue::rule(name))
}

/// Every rule, sorted by name.
#[must_use]
#[wasm_bindgen]
pub fn rules() -> String {
    json(&catalogue::rules())
}

/// The kinds of document that `validate` can be told to read.
#[must_use]
#[wasm_bindgen(js_name = documentKinds)]
pub fn document_kinds() -> String {
    json(&validate::document_kinds())
}

/// Every cloud, sorted by identifier.
#[must_use]
#[wasm_bindgen]
pub fn clouds() -> String {
    json(&catalogue::clouds())
}

/// Every controller, sorted by identifier.
#[must_use]
#[wasm_bindgen]
pub fn controllers() -> String {
    json(&catalogue::controllers())
}

/// The JSON Schema of the Exposure.
#[must_use]
#[wasm_bindgen(js_name = exposureSchema)]
pub fn exposure_schema() -> String {
    catalogue::exposure_schema().to_owned()
}

/// The version of Portico.
#[must_use]
#[wasm_bindgen]
pub fn version() -> String {
    VERSION.to_owned()
}

fn json(response: &impl Serialize) -> String {
    serde_json::to_string(response).expect("texts, numbers and lists of them can be written as JSON")
}
