//! `portico schema`.

use crate::assert_ended;
use portico_tests::portico;
use serde_json::Value;

#[test]
fn the_schema_is_one() {
    let ended = portico(["schema"]).ended();
    assert_ended(&ended, 0);
    let schema: Value = serde_json::from_str(&ended.output).expect("the schema is JSON");
    assert!(schema["$schema"].is_string(), "{schema}");
    assert!(schema["properties"]["spec"].is_object() || schema["$defs"].is_object(), "{schema}");
}
