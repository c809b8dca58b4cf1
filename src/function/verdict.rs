//! The condition of the composite that says whether its Exposure is right.
//!
//! Results would be repeated with every reconciliation, so warnings go here, and only what ends the pipeline is a result.

use crate::fatal_result::FatalResult;
use crate::protocol::v1::{RunFunctionResponse, Status};
use crate::response::{condition, fatal};
use crate::wording;

const CONDITION: &str = "ExposureValid";

/// Sets the condition of an Exposure that was applied, perhaps with warnings.
pub(crate) fn valid(to: &mut RunFunctionResponse, warnings: &[String]) {
    if warnings.is_empty() {
        condition(to, CONDITION, Status::ConditionTrue, "Valid", None);
    } else {
        let message = wording::message(warnings);
        condition(to, CONDITION, Status::ConditionTrue, "ValidWithWarnings", Some(message));
    }
}

/// Sets the condition of an Exposure that was not applied, and ends the pipeline.
pub(crate) fn invalid(to: &mut RunFunctionResponse, result: FatalResult) {
    let FatalResult { reason, message } = result;
    condition(to, CONDITION, Status::ConditionFalse, reason, Some(message.clone()));
    fatal(to, reason, message);
}
