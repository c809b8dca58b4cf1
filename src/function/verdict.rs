//! The condition of the composite that says whether its Exposure is right.
//!
//! Results would be repeated with every reconciliation, so that warnings go here, and only a refusal is a result.

use crate::refusal::Refusal;
use crate::wording;
use function_sdk_rust::proto::v1::RunFunctionResponse;
use function_sdk_rust::response;

const CONDITION: &str = "ExposureValid";

/// The Exposure was applied; there may be something to say of it.
pub(crate) fn valid(to: &mut RunFunctionResponse, warnings: &[String]) {
    if warnings.is_empty() {
        response::condition_true(to, CONDITION, "Valid");
    } else {
        response::condition_true(to, CONDITION, "ValidWithWarnings").message = Some(wording::message(warnings));
    }
}

/// The Exposure was not applied, and the pipeline ends.
pub(crate) fn refused(to: &mut RunFunctionResponse, refusal: Refusal) {
    let Refusal { reason, message } = refusal;
    response::condition_false(to, CONDITION, reason).message = Some(message.clone());
    response::fatal(to, message).reason = Some(reason.to_owned());
}
