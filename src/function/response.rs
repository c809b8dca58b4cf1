//! Answers, as Crossplane wants them put together.

use crate::protocol::v1::{
    Condition, Resource, ResponseMeta, Result, RunFunctionRequest, RunFunctionResponse, Severity, Status, Target,
};
use prost_types::Duration;

/// The time that Crossplane may keep an answer, in seconds.
const KEPT: i64 = 60;

/// Makes an answer that changes nothing. It hands the desired resources on: those left out Crossplane takes as no
/// longer desired.
#[must_use]
pub fn to(request: &RunFunctionRequest) -> RunFunctionResponse {
    let tag = request.meta.as_ref().map(|meta| meta.tag.clone()).unwrap_or_default();
    RunFunctionResponse {
        meta: Some(ResponseMeta { tag, ttl: Some(Duration { seconds: KEPT, nanos: 0 }) }),
        desired: request.desired.clone(),
        context: request.context.clone(),
        ..RunFunctionResponse::default()
    }
}

/// Gives the desired composed resource of a name, to be written over in part or whole.
pub fn desired_composed(answer: &mut RunFunctionResponse, name: String) -> &mut Resource {
    answer.desired.get_or_insert_default().resources.entry(name).or_default()
}

/// Adds a condition of the composite.
pub(crate) fn condition(
    answer: &mut RunFunctionResponse,
    name: &str,
    status: Status,
    reason: &str,
    message: Option<String>,
) {
    answer.conditions.push(Condition {
        r#type: name.to_owned(),
        status: status.into(),
        reason: reason.to_owned(),
        message,
        target: None,
    });
}

/// Adds a result that becomes an event: for a change, never for what stays as it is.
pub(crate) fn normal(answer: &mut RunFunctionResponse, reason: &str, message: String) {
    answer.results.push(Result {
        severity: Severity::Normal.into(),
        message,
        reason: Some(reason.to_owned()),
        target: Some(Target::Composite.into()),
    });
}

/// Sets the time that Crossplane may keep an answer.
pub(crate) fn keep(answer: &mut RunFunctionResponse, time: std::time::Duration) {
    let seconds = i64::try_from(time.as_secs()).unwrap_or(i64::MAX);
    answer.meta.get_or_insert_default().ttl = Some(Duration { seconds, nanos: 0 });
}

/// Adds a result that ends the pipeline.
pub(crate) fn fatal(answer: &mut RunFunctionResponse, reason: &str, message: String) {
    answer.results.push(Result {
        severity: Severity::Fatal.into(),
        message,
        reason: Some(reason.to_owned()),
        target: Some(Target::Composite.into()),
    });
}
