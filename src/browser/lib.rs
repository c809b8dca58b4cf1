//! The core for a page: the functions of the WIT, their arguments and results as JSON texts.
//!
//! Nothing is decided here. Faults of an Exposure or a configuration are diagnostics of the result; a malformed request
//! is an exception in JavaScript, and neither is ever a trap. A single text (`explain`'s name, `version`, the report of
//! `present`) is passed as it is, not as JSON.

use portico_core::{Source, VERSION, catalogue, fix, render, report, transform, validate};
use serde::Serialize;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

mod request;
mod response;

use request::Fields;
use response::{Given, Outcome};

/// Renders every output of an Exposure.
///
/// # Errors
///
/// When the request isn't one.
#[wasm_bindgen(js_name = render)]
pub fn render_exposure(request: &str) -> Result<String, JsError> {
    let mut request = Fields::parse(request)?;
    let exposure: Source = request.take("exposure")?;
    let overrides: Option<Vec<_>> = request.take("overrides")?;
    request.end()?;
    let rendered = render::render(&exposure, &overrides.unwrap_or_default());
    Ok(json(&Outcome::from(rendered.map(Given::from))))
}

/// Merges the values of an Exposure into a file of values.
///
/// # Errors
///
/// When the request isn't one.
#[wasm_bindgen(js_name = merge)]
pub fn merge_values(request: &str) -> Result<String, JsError> {
    let mut request = Fields::parse(request)?;
    let values: Source = request.take("values")?;
    let exposure: Source = request.take("exposure")?;
    let overrides: Option<Vec<_>> = request.take("overrides")?;
    request.end()?;
    let merged = render::merge(&values, &exposure, &overrides.unwrap_or_default());
    Ok(json(&Outcome::from(merged.map(Given::from))))
}

/// Judges sources together.
///
/// # Errors
///
/// When the request isn't one.
#[wasm_bindgen(js_name = validate)]
pub fn validate_sources(request: &str) -> Result<String, JsError> {
    let mut request = Fields::parse(request)?;
    let sources: Vec<_> = request.take("sources")?;
    let options = request.options()?;
    request.end()?;
    Ok(json(&validate::validate(&sources, &options)))
}

/// Applies the fixes of what is found.
///
/// # Errors
///
/// When the request isn't one.
#[wasm_bindgen(js_name = mend)]
pub fn mend_sources(request: &str) -> Result<String, JsError> {
    let mut request = Fields::parse(request)?;
    let sources: Vec<_> = request.take("sources")?;
    let unsafe_fixes = request.take::<Option<_>>("unsafeFixes")?.unwrap_or_default();
    let partial_fixes = request.take::<Option<_>>("partialFixes")?.unwrap_or_default();
    let fixes = fix::FixOptions { unsafe_fixes, partial_fixes };
    let options = request.options()?;
    request.end()?;
    Ok(json(&fix::mend(&sources, &options, fixes)))
}

/// Counts the diagnostics of another function.
///
/// # Errors
///
/// When the request isn't one.
#[wasm_bindgen]
pub fn summarize(request: &str) -> Result<String, JsError> {
    let mut request = Fields::parse(request)?;
    let diagnostics = request.take("diagnostics")?;
    request.end()?;
    Ok(json(&validate::summarize(diagnostics)))
}

/// Writes a report as text.
///
/// # Errors
///
/// When the request isn't one.
#[wasm_bindgen]
pub fn present(request: &str) -> Result<String, JsError> {
    let mut request = Fields::parse(request)?;
    let sources: Vec<_> = request.take("sources")?;
    let (report, format) = (request.take("report")?, request.take("format")?);
    request.end()?;
    Ok(report::present(&sources, &report, format))
}

/// Applies the Exposure to the objects and validates what comes out.
///
/// # Errors
///
/// When the request isn't one.
#[wasm_bindgen(js_name = transform)]
pub fn transform_objects(request: &str) -> Result<String, JsError> {
    let mut request = Fields::parse(request)?;
    let objects: Source = request.take("objects")?;
    let exposure: Option<Source> = request.take("exposure")?;
    let options = transform::Options {
        envelope: request.take::<Option<_>>("envelope")?.unwrap_or_default(),
        strict: request.take::<Option<_>>("strict")?.unwrap_or_default(),
    };
    request.end()?;
    let transformed = transform::transform(&objects, exposure.as_ref(), options);
    Ok(json(&Outcome::from(transformed.map(Given::from))))
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
