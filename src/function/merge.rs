//! One value laid over another. Nothing here knows their meaning.

use serde_json::Value;

/// Lays a value over another: mappings are merged key by key, any other value replaces the one below it.
///
/// Null stands for an absent field, as everywhere in Kubernetes, and so covers nothing.
pub(crate) fn merge(under: &mut Value, over: &Value) {
    match (under, over) {
        (_, Value::Null) => {}
        (Value::Object(under), Value::Object(over)) => {
            for (key, value) in over {
                merge(under.entry(key.as_str()).or_insert(Value::Null), value);
            }
        }
        (under, over) => *under = over.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::merge;
    use serde_json::{Value, json};

    fn merged(mut under: Value, over: &Value) -> Value {
        merge(&mut under, over);
        under
    }

    #[test]
    fn mappings_are_merged_and_scalars_of_the_upper_win() {
        let under = json!({"host": "a.example.org", "targets": {"spaces": "1.17", "kubernetes": "1.34"}});
        let over = json!({"host": "b.example.org", "targets": {"kubernetes": "1.33"}, "cloud": "aws"});
        let expected =
            json!({"host": "b.example.org", "targets": {"spaces": "1.17", "kubernetes": "1.33"}, "cloud": "aws"});
        assert_eq!(merged(under, &over), expected);
    }

    #[test]
    fn lists_are_taken_whole() {
        let under = json!({"ignore": [{"rule": "a"}, {"rule": "b"}]});
        assert_eq!(merged(under, &json!({"ignore": [{"rule": "c"}]})), json!({"ignore": [{"rule": "c"}]}));
    }

    #[test]
    fn null_covers_nothing() {
        let under = json!({"tls": {"secretName": "a"}, "host": "a.example.org"});
        assert_eq!(merged(under.clone(), &json!({"tls": null, "host": null})), under);
        assert_eq!(merged(under.clone(), &Value::Null), under);
    }

    #[test]
    fn a_value_of_another_form_takes_the_place() {
        assert_eq!(
            merged(json!({"tls": "a"}), &json!({"tls": {"secretName": "b"}})),
            json!({"tls": {"secretName": "b"}})
        );
        assert_eq!(merged(json!({"tls": {"secretName": "b"}}), &json!({"tls": 1})), json!({"tls": 1}));
    }
}
