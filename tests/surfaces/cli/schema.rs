//! `portico schema`.

use super::assert_ended;
use portico_tests::portico;
use serde_json::Value;

#[test]
fn every_schema_is_one() {
    for (arguments, property) in [
        (&["schema"][..], "spec"),
        (&["schema", "exposure"], "spec"),
        (&["schema", "configuration"], "rules"),
        (&["schema", "report"], "summary"),
    ] {
        let ended = portico(arguments).ended();
        assert_ended(&ended, 0);
        let schema: Value = serde_json::from_str(&ended.output).expect("the schema is JSON");
        assert!(schema["$schema"].is_string(), "{schema}");
        assert!(schema["properties"][property].is_object(), "{schema}");
    }
}

#[test]
fn the_structural_schema_is_of_a_composites_field() {
    let ended = portico(["schema", "--structural"]).ended();
    assert_ended(&ended, 0);
    let schema: Value = serde_json::from_str(&ended.output).expect("the schema is JSON");
    assert_eq!(schema["properties"]["host"]["type"], "string");
    for keyword in
        ["$schema", "$ref", "$defs", "oneOf", "anyOf", "required", "\"additionalProperties\": false", "const"]
    {
        assert!(!ended.output.contains(keyword), "{keyword}");
    }
    for document in ["configuration", "report"] {
        let ended = portico(["schema", document, "--structural"]).ended();
        assert_ended(&ended, 2);
        assert!(ended.talk.contains("only the Exposure"), "{ended:?}");
    }
}
