//! The post-renderer, at the messages that Helm has for it: a rendered release comes in, and goes out with an Exposure
//! applied.
//!
//! No Helm up to 4.3 passes a release to a module: <https://github.com/helm/helm/issues/31832>. A message without one
//! is refused with that reason; the forms in which a later Helm may pass one are read.

use crate::command_line::usage;
use crate::manifests::Manifests;
use crate::message::Message;
use crate::report;
use clap::Parser;
use portico_command::{STANDARD_INPUT, UsageError};
use portico_core::Source;
use portico_core::finding::apply;
use portico_core::report::Report;
use portico_core::transform::{Options, Transformed, transform};
use serde_json::json;
use std::io::Write;

/// Applies an Exposure to a rendered release
#[derive(Debug, Parser)]
#[command(name = "portico-wasm-post-renderer", version = portico_core::VERSION, no_binary_name = true)]
struct Arguments {
    /// The text of the Exposure to apply, because there are no files; else the one of the plugin's manifest, else one in
    /// the release itself
    #[arg(long, value_name = "YAML")]
    exposure: Option<String>,
    /// Refuse a document that can't be read, instead of passing it through with a warning
    #[arg(long)]
    strict: bool,
}

/// The answer in place of a release without objects, which Helm would take for a failure.
const NO_OBJECTS: &str = "# This release has no objects.\n";

/// Applies the Exposure that an argument, the plugin's manifest or the release holds, and gives the message that
/// answers Helm's.
///
/// # Errors
///
/// The text for Helm to print where it stops the release.
pub fn post_render(message: &[u8], configured: Option<String>, talk: &mut dyn Write) -> Result<String, String> {
    let mut message = Message::read(message).map_err(|refusal| refusal.to_string())?;
    let arguments = message.arguments().map_err(|refusal| refusal.to_string())?;
    let Arguments { exposure, strict } = Arguments::try_parse_from(arguments).map_err(|answer| usage(&answer))?;
    let manifests = Manifests::read(message.take("manifests")).map_err(|refusal| refusal.to_string())?;

    let exposure = match (exposure, configured) {
        (Some(text), _) => Some(Source { name: "--exposure".to_owned(), text }),
        (None, Some(text)) => Some(Source { name: "plugin.yaml".to_owned(), text }),
        (None, None) => None,
    };
    let (text, form) = manifests.into_parts();
    if text.trim().is_empty() && exposure.is_none() {
        return Ok(answer(&form.written(NO_OBJECTS.to_owned())));
    }
    let objects = Source { name: STANDARD_INPUT.to_owned(), text };
    let options = Options { strict, report_formats: vec![report::FOR_PEOPLE], ..Options::default() };
    let Transformed { edits, report } =
        transform(&objects, exposure.as_ref(), &options).map_err(|report| refused(&report))?;
    report::tell(talk, &report);
    let text = apply(&objects.text, &edits).map_err(|error| {
        let message = format!("the edits of the release can't be made: {error}");
        UsageError::new(message, "this is a defect of Portico: please report it").to_string()
    })?;
    Ok(answer(&form.written(text)))
}

fn answer(manifests: &str) -> String {
    json!({ "manifests": manifests }).to_string()
}

fn refused(report: &Report) -> String {
    format!("portico refuses this release, and nothing of it was changed:\n{}", report.texts.concat())
}
