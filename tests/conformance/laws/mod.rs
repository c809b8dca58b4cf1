//! The laws of applying an Exposure, over streams of every style and over real charts' output.
//!
//! Unchanged documents come out byte for byte, and changed ones differ in the changed values alone; twice is once; an
//! error gives nothing; documents that can't matter change nothing; nothing is reordered, dropped or doubled.

mod consumed;
mod corpus;
mod documents;
mod exposures;
mod streams;

use portico_core::finding::apply;
use portico_core::transform::{Options, Transformed, transform};
use portico_core::{Diagnostic, Source};

/// Applies an Exposure and gives the text that comes out.
fn applied(stream: &str, exposure: Option<&str>) -> Result<String, Vec<Diagnostic>> {
    let source = |name: &str, text: &str| Source { name: name.to_owned(), text: text.to_owned() };
    let exposure = exposure.map(|text| source("exposure.yaml", text));
    let Transformed { edits, .. } = transform(&source("-", stream), exposure.as_ref(), &Options::default())
        .map_err(|refused| refused.diagnostics)?;
    Ok(apply(stream, &edits).expect("edits that a host can make"))
}
