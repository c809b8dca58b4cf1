//! Answers that are nearly too large for Crossplane, and those that are.

use super::{answer, condition, exposure, refusal, release, request};
use prost::Message;
use serde_json::json;

fn large(bytes: usize) -> (&'static str, serde_json::Value) {
    ("large", json!({"apiVersion": "v1", "kind": "ConfigMap", "data": {"a": "x".repeat(bytes)}}))
}

#[test]
fn an_answer_that_crossplane_would_not_take_is_refused_with_its_reason() {
    let response = answer(&request(Some(&exposure()), &[("spaces", release()), large(4 << 20)]));
    let (reason, message) = refusal(&response);
    assert_eq!(reason, "TooLarge");
    assert!(message.contains("4194304"), "{message}");
    assert!(response.encoded_len() < 64 << 10, "the refusal itself must get through");
}

#[test]
fn an_answer_that_is_nearly_too_large_is_warned_of() {
    let response = answer(&request(Some(&exposure()), &[("spaces", release()), large(3_900_000)]));
    let (_, reason, message) = condition(&response);
    assert_eq!(reason, "ValidWithWarnings");
    assert!(message.contains("no more than 4194304"), "{message}");
}
