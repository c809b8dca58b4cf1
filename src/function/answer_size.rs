//! The size of an answer: Crossplane takes no more than 4 MiB from a function, and no setting of either raises that.

use crate::fatal_result::FatalResult;
use crate::protocol::v1::RunFunctionResponse;
use prost::Message;

/// The most bytes that Crossplane takes.
const MOST: usize = 4 << 20;
/// The bytes from which it is time to say so.
const NEARLY: usize = MOST / 10 * 9;

/// Warns of an answer that is nearly too large.
pub(crate) fn warning(answer: &RunFunctionResponse) -> Option<String> {
    let bytes = answer.encoded_len();
    (bytes > NEARLY).then(|| {
        format!(
            "the answer has {bytes} bytes, and Crossplane takes no more than {MOST} from a function: compose fewer or \
             smaller resources"
        )
    })
}

/// Refuses an answer that is too large.
pub(crate) fn check(answer: &RunFunctionResponse) -> Result<(), FatalResult> {
    let bytes = answer.encoded_len();
    if bytes > MOST { Err(FatalResult::too_large_an_answer(bytes, MOST)) } else { Ok(()) }
}

/// Takes the resources out of a refusal that is too large with them: Crossplane has no use for them then.
pub(crate) fn reduce(refusal: &mut RunFunctionResponse) {
    if refusal.encoded_len() > MOST {
        (refusal.desired, refusal.context) = (None, None);
    }
}
