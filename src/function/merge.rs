//! One value laid over another. Nothing here knows their meaning.

use serde_json::Value;

/// Lays a value over another: mappings are merged key by key, null takes a key away, and any other value replaces the
/// one below it.
pub(crate) fn merge(under: &mut Value, over: &Value) {
    match (under, over) {
        (Value::Object(under), Value::Object(over)) => {
            for (key, value) in over {
                if value.is_null() {
                    under.remove(key);
                } else {
                    merge(under.entry(key.as_str()).or_insert(Value::Null), value);
                }
            }
        }
        (under, over) => *under = without_nulls(over),
    }
}

/// Gives a value without the keys that are null.
fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(entries) => {
            let said = entries.iter().filter(|(_, value)| !value.is_null());
            said.map(|(key, value)| (key.clone(), without_nulls(value))).collect()
        }
        other => other.clone(),
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
    fn null_takes_a_key_away() {
        let under = json!({"tls": {"secretName": "a", "caBundle": {}}, "host": "a.example.org"});
        let over = json!({"tls": {"caBundle": null}, "host": null, "cloud": null, "gateway": {"name": null}});
        assert_eq!(merged(under, &over), json!({"tls": {"secretName": "a"}, "gateway": {}}));
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
