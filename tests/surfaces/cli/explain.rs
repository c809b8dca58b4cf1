//! `portico explain`.

use super::assert_ended;
use portico_tests::portico;
use serde_json::Value;

#[test]
fn every_rule_is_explained() {
    let table = portico(["explain"]).ended();
    assert_ended(&table, 0);
    let names: Vec<&str> = table.output.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(!names.is_empty());
    assert!(names.is_sorted());

    let name = names[0];
    let text = portico(["explain", name]).ended();
    assert_ended(&text, 0);
    let json = portico(["explain", name, "--format", "json"]).ended();
    let rule: Value = serde_json::from_str(&json.output).expect("a rule is JSON");
    assert_eq!(rule["documentation"], text.output);

    let all = portico(["explain", "--format", "json"]).ended();
    let rules: Vec<Value> = serde_json::from_str(&all.output).expect("the rules are JSON");
    assert_eq!(rules.len(), names.len());

    let misspelt = portico(["explain", &name[1..]]).ended();
    assert_ended(&misspelt, 2);
    assert!(misspelt.talk.contains(&format!("did you mean {name}?")), "{}", misspelt.talk);
}
