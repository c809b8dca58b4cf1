//! The answer of a call: work within a budget, and its report in the formats that were asked for.

use super::budget::Budget;
use crate::finding::{Diagnostic, Source};
use crate::report::{Format, Report};

/// A result with warnings and advice, or every diagnostic where one is an error.
pub(crate) type Outcome<T> = Result<(T, Vec<Diagnostic>), Vec<Diagnostic>>;

/// Does work on some texts within their budget, and writes the report of the result, or of the refusal. The texts are
/// those of which the report may speak; where the budget runs out, the first is named.
pub(crate) fn answer<T>(
    texts: &[&Source],
    formats: &[Format],
    work: impl FnOnce() -> Outcome<T>,
) -> Result<(T, Report), Report> {
    let (result, found) = match Budget::of(texts.iter().copied()).spend_on(work) {
        Ok(Ok((result, found))) => (Some(result), found),
        Ok(Err(found)) => (None, found),
        Err(exhausted) => (None, vec![exhausted]),
    };
    let report = Report::of(found).written(texts, formats);
    match result {
        Some(result) => Ok((result, report)),
        None => Err(report),
    }
}
