//! The condition of the composite that says whether its Exposure is right.
//!
//! Results would be repeated with every reconciliation, so warnings go here, and only what ends the pipeline is a result.

use crate::fatal_result::FatalResult;
use crate::protocol::v1::{RunFunctionResponse, Status};
use crate::response::{condition, fatal};
use crate::wording;

const CONDITION: &str = "ExposureValid";

/// What was found of an Exposure that wasn't refused.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// It was applied.
    Valid(Remarks),
    /// It can't be applied yet, for the reason that the sentence gives.
    Awaited(String),
}

/// What there is to say of an Exposure that was applied: a line each.
#[derive(Debug, Default)]
pub(crate) struct Remarks {
    pub warnings: Vec<String>,
    /// The rules that the Exposure leaves out, with its reasons.
    pub ignored: Vec<String>,
    /// What must exist beside the resources, and isn't composed.
    pub prerequisites: Vec<String>,
}

/// Sets the condition.
pub(crate) fn tell(to: &mut RunFunctionResponse, verdict: &Verdict) {
    match verdict {
        Verdict::Valid(Remarks { warnings, ignored, prerequisites }) => {
            let lines: Vec<String> = [warnings, ignored, prerequisites].into_iter().flatten().cloned().collect();
            let reason = if !warnings.is_empty() {
                "ValidWithWarnings"
            } else if !ignored.is_empty() {
                "ValidWithIgnoredRules"
            } else if !prerequisites.is_empty() {
                "ValidWithPrerequisites"
            } else {
                "Valid"
            };
            let message = (!lines.is_empty()).then(|| wording::message(&lines));
            condition(to, CONDITION, Status::ConditionTrue, reason, message);
        }
        Verdict::Awaited(message) => {
            let message = wording::message(std::slice::from_ref(message));
            condition(to, CONDITION, Status::ConditionUnknown, "AwaitingBackend", Some(message));
        }
    }
}

/// Sets the condition of an Exposure that was not applied, and ends the pipeline.
pub(crate) fn refuse(to: &mut RunFunctionResponse, result: FatalResult) {
    let FatalResult { reason, message, .. } = result;
    condition(to, CONDITION, Status::ConditionFalse, reason, Some(message.clone()));
    fatal(to, reason, message);
}
