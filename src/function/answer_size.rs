//! The size of an answer: Crossplane takes no more than 4 MiB from a function, and no setting of either raises that.

use crate::fatal_result::FatalResult;
use crate::protocol::v1::RunFunctionResponse;
use crate::verdict::Verdict;
use prost::Message;

/// The most bytes that Crossplane takes.
const MOST: usize = 4 << 20;
/// The bytes from which it is time to say so.
const NEARLY: usize = MOST / 10 * 9;
/// The bytes that the condition and what is added on the way may take, once the answer was measured.
const ROOM: usize = 64 << 10;

/// Warns of an answer that is nearly too large.
///
/// # Errors
///
/// Where it is too large.
pub(crate) fn check(answer: &RunFunctionResponse, verdict: &mut Verdict) -> Result<(), FatalResult> {
    let bytes = answer.encoded_len();
    if is_too_large(bytes) {
        return Err(FatalResult::too_large_an_answer(bytes, MOST));
    }
    if let Verdict::Valid(remarks) = verdict
        && bytes > NEARLY
    {
        remarks.warnings.push(format!(
            "the answer has {bytes} bytes, and Crossplane takes no more than {MOST} from a function: compose fewer or \
             smaller resources"
        ));
    }
    Ok(())
}

/// Takes the resources out of a refusal that is too large with them: Crossplane has no use for them then.
pub(crate) fn reduce(refusal: &mut RunFunctionResponse) {
    if is_too_large(refusal.encoded_len()) {
        (refusal.desired, refusal.context) = (None, None);
    }
}

fn is_too_large(bytes: usize) -> bool {
    bytes + ROOM > MOST
}
