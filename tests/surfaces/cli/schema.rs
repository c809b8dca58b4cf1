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
