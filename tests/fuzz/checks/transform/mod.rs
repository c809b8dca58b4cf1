//! Applying an Exposure: the laws of `tests/conformance/laws`, for any stream.

#[path = "../../../conformance/laws/documents.rs"]
mod documents;
mod objects;

use super::reports::{applied, check_report};
use crate::question::Question;
use documents::compare;
use objects::{holds_exposure, lost};
use portico_core::Source;
use portico_core::transform::{Envelope, Options, transform};

pub fn check(input: &str) {
    let question = Question::read(input);
    let strict = question.word("strict").is_some();
    let options = Options { strict, ..Options::default() };
    check_laws(&question.stream, question.exposure().as_ref(), &options);
}

/// Checks the laws, for objects in an envelope. Gives the result, unless it is an error.
pub fn check_laws(stream: &Source, exposure: Option<&Source>, options: &Options) -> Option<String> {
    let once = result(stream, exposure, options)?;
    let holds_one = holds_exposure(&stream.text);
    if exposure.is_none() && !holds_one {
        assert_eq!(once, stream.text, "without an Exposure something changed");
    }
    if let Some(fault) = lost(&stream.text, &once) {
        panic!("{fault}:\n=== in\n{}\n=== out\n{once}", stream.text);
    }
    if exposure.is_some() && !holds_one && options.envelope == Envelope::Stream {
        compare(&stream.text, &once, |_| false)
            .unwrap_or_else(|fault| panic!("{fault}:\n=== in\n{}\n=== out\n{once}", stream.text));
    }
    let applied = Source { text: once.clone(), ..stream.clone() };
    match result(&applied, exposure, options) {
        Some(twice) => assert_eq!(twice, once, "twice is not once"),
        // The Exposure that was in the stream is gone, so nothing says any more what to expose.
        None => {
            assert!(exposure.is_none() && options.envelope == Envelope::Stream, "what came out is refused:\n{once}");
        }
    }
    Some(once)
}

/// Applies the Exposure; nothing on an error.
fn result(stream: &Source, exposure: Option<&Source>, options: &Options) -> Option<String> {
    let sources: Vec<Source> = [stream].into_iter().chain(exposure).cloned().collect();
    match transform(stream, exposure, options) {
        Ok(transformed) => {
            assert!(
                !transformed.report.diagnostics.iter().any(portico_core::Diagnostic::is_error),
                "a result with errors"
            );
            check_report(&sources, &transformed.report);
            Some(applied(&stream.text, &transformed.edits))
        }
        Err(refused) => {
            assert!(refused.diagnostics.iter().any(portico_core::Diagnostic::is_error), "refused without an error");
            check_report(&sources, &refused);
            None
        }
    }
}
