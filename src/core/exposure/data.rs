//! An Exposure's types out of data.
//!
//! Read by hand, because a derived reader takes several times the space. What the schema refuses is not looked for
//! again: names that aren't known are left alone here.

use super::{
    Access, Backend, CaBundle, Channel, Exposure, Extras, GatewayApiTarget, GatewayOverrides, Ignore, IngressOverrides,
    LoadBalancer, Metadata, Method, Release, Spec, Targets, Tls, default_ca_key, default_chart, default_kubernetes,
    default_name, default_namespace, default_port, default_service, default_spaces, default_target_port,
};
use serde_json::Value;
use std::collections::BTreeMap;

/// Why data is no Exposure.
#[derive(Debug)]
pub(super) struct Malformed(pub String);

/// Reads an Exposure.
pub(super) fn read(data: Value) -> Result<Exposure, Malformed> {
    let mut place = Place::default();
    let exposure = Exposure::read(data, &mut place);
    place.fault.map_or(Ok(exposure), |fault| Err(Malformed(fault)))
}

/// What an Exposure is made of.
trait Read: Sized {
    /// Reads it from a value. Where that can't be, the place gets a fault, and what is given is of no use.
    fn read(value: Value, place: &mut Place) -> Self;
}

/// Where a value stands, and the first fault that was found.
#[derive(Default)]
struct Place {
    names: Vec<&'static str>,
    fault: Option<String>,
}

impl Place {
    fn expected(&mut self, what: &str) {
        let names: String = self.names.iter().flat_map(|name| [name, ": "]).collect();
        self.fault.get_or_insert(format!("{names}expected {what}"));
    }
}

/// Reads the field of a name, or gives what it is where it is absent.
#[inline(never)]
fn field<T: Read>(fields: &mut Value, name: &'static str, place: &mut Place, absent: Option<fn() -> T>) -> T {
    match (fields.get_mut(name), absent) {
        (None, Some(absent)) => absent(),
        (value, _) => {
            let value = value.map(Value::take).unwrap_or_default();
            place.names.push(name);
            let read = T::read(value, place);
            place.names.pop();
            read
        }
    }
}

impl Read for String {
    fn read(value: Value, place: &mut Place) -> Self {
        if let Value::String(text) = value {
            return text;
        }
        place.expected("a string");
        Self::new()
    }
}

impl Read for bool {
    fn read(value: Value, place: &mut Place) -> Self {
        value.as_bool().unwrap_or_else(|| {
            place.expected("true or false");
            false
        })
    }
}

/// Reads a number.
fn number<T: TryFrom<u64> + Default>(value: &Value, place: &mut Place, expected: &str) -> T {
    value.as_u64().and_then(|number| T::try_from(number).ok()).unwrap_or_else(|| {
        place.expected(expected);
        T::default()
    })
}

impl Read for u16 {
    fn read(value: Value, place: &mut Place) -> Self {
        number(&value, place, "a whole number up to 65535")
    }
}

impl Read for u32 {
    fn read(value: Value, place: &mut Place) -> Self {
        number(&value, place, "a whole number up to 4294967295")
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: Value, place: &mut Place) -> Self {
        Some(T::read(value, place))
    }
}

impl Read for Vec<Ignore> {
    fn read(value: Value, place: &mut Place) -> Self {
        if let Value::Array(items) = value {
            return items.into_iter().map(|item| Ignore::read(item, place)).collect();
        }
        place.expected("a list");
        Self::new()
    }
}

impl Read for BTreeMap<String, String> {
    fn read(value: Value, place: &mut Place) -> Self {
        let mut pairs = Self::new();
        if let Value::Object(fields) = value {
            for (key, value) in fields {
                pairs.insert(key, String::read(value, place));
            }
        } else {
            place.expected("a mapping");
        }
        pairs
    }
}

/// Reads a word into a type whose variants have these names.
macro_rules! word {
    ($type:ident: $($variant:ident $name:literal),+; $unread:ident) => {
        impl Read for $type {
            fn read(value: Value, place: &mut Place) -> Self {
                match value.as_str() {
                    $(Some($name) => Self::$variant,)+
                    _ => {
                        place.expected(concat!("one of", $(" ", $name),+));
                        Self::$unread
                    }
                }
            }
        }
    };
}

word!(Method: LoadBalancer "LoadBalancer", Ingress "Ingress", GatewayAPI "GatewayAPI"; LoadBalancer);
word!(Access: Public "public", Private "private"; Public);
word!(Extras: Recommended "recommended", None "none"; None);
word!(Channel: Standard "standard", Experimental "experimental"; Standard);

/// Reads an object into a type whose fields have these names; those that may be absent say what they are then.
macro_rules! object {
    ($type:ident: $($field:ident $name:literal $(or $absent:expr)?),+ $(,)?) => {
        impl Read for $type {
            fn read(mut value: Value, place: &mut Place) -> Self {
                if !value.is_object() {
                    place.expected("a mapping");
                }
                Self { $($field: field(&mut value, $name, place, None$(.or(Some($absent)))?)),+ }
            }
        }
    };
}

object!(Exposure: api_version "apiVersion", kind "kind", metadata "metadata" or Metadata::default, spec "spec");
object!(Metadata: name "name" or default_name);
object!(Spec:
    host "host",
    method "method",
    cloud "cloud" or || None,
    controller "controller" or || None,
    access "access" or Access::default,
    extras "extras" or Extras::default,
    targets "targets" or Targets::default,
    tls "tls" or || None,
    load_balancer "loadBalancer" or LoadBalancer::default,
    ingress "ingress" or || None,
    gateway "gateway" or || None,
    release "release" or Release::default,
    backend "backend" or Backend::default,
    ignore "ignore" or Vec::new,
);
object!(Targets:
    spaces "spaces" or default_spaces,
    kubernetes "kubernetes" or default_kubernetes,
    gateway_api "gatewayAPI" or || None,
);
object!(GatewayApiTarget: version "version", channel "channel" or Channel::default);
object!(Tls: secret_name "secretName", ca_bundle "caBundle" or || None);
object!(CaBundle: secret_name "secretName", key "key" or default_ca_key);
object!(LoadBalancer: idle_timeout_seconds "idleTimeoutSeconds" or || None, annotations "annotations" or BTreeMap::new);
object!(IngressOverrides:
    class_name "className" or || None,
    annotations "annotations" or || None,
    pod_labels "podLabels" or || None,
    namespace_labels "namespaceLabels" or || None,
);
object!(GatewayOverrides:
    provision "provision" or || None,
    name "name" or || None,
    namespace "namespace" or || None,
    class_name "className" or || None,
    pod_labels "podLabels" or || None,
    namespace_labels "namespaceLabels" or || None,
);
object!(Release:
    name "name" or default_name,
    namespace "namespace" or default_namespace,
    chart "chart" or default_chart,
);
object!(Backend:
    namespace "namespace" or default_namespace,
    service "service" or default_service,
    port "port" or default_port,
    target_port "targetPort" or default_target_port,
    pod_labels "podLabels" or BTreeMap::new,
);
object!(Ignore: rule "rule", reason "reason");

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A value of a schema that has every field that the schema knows, none of them as when it is absent.
    fn full(root: &Value, schema: &Value) -> Value {
        let mut schema = schema;
        loop {
            let reference = schema.get("$ref").and_then(Value::as_str);
            let choice = schema.get("anyOf").map(|choices| &choices[0]);
            match (reference, choice) {
                (Some(reference), _) => schema = root.pointer(reference.trim_start_matches('#')).unwrap(),
                (None, Some(choice)) => schema = choice,
                (None, None) => break,
            }
        }
        if let Some(word) = schema.get("const") {
            return word.clone();
        }
        if let Some(words) = schema.get("oneOf").and_then(Value::as_array) {
            return words.last().unwrap()["const"].clone();
        }
        let first = schema["type"].as_array().map_or(&schema["type"], |types| &types[0]);
        match first.as_str().unwrap() {
            "object" => match schema.get("properties").and_then(Value::as_object) {
                Some(fields) => fields.iter().map(|(name, field)| (name.clone(), full(root, field))).collect(),
                None => json!({"a": "b"}),
            },
            "array" => json!([full(root, &schema["items"])]),
            "string" => json!("another"),
            "integer" => json!(7),
            "boolean" => json!(true),
            other => panic!("{other}"),
        }
    }

    #[test]
    fn every_field_of_the_schema_is_read_and_written() {
        let schema = super::super::schema::data();
        let written = full(&schema, &schema);
        let exposure = read(written.clone()).unwrap();
        assert_eq!(serde_json::to_value(exposure).unwrap(), written);
    }

    #[test]
    fn absent_fields_are_as_the_schema_says() {
        let least = json!({
            "apiVersion": "a", "kind": "b",
            "spec": {
                "host": "h", "method": "Ingress", "targets": {"gatewayAPI": {"version": "1"}},
                "tls": {"secretName": "s", "caBundle": {"secretName": "c"}},
                "release": {"name": "another"}, "backend": {"port": 1},
            },
        });
        let exposure = read(least).unwrap();
        let written = serde_json::to_value(exposure).unwrap();
        let schema = super::super::schema::data();
        let default = |of: &str, field: &str| schema["$defs"][of]["properties"][field]["default"].clone();
        for (at, of) in [
            ("/metadata", "Metadata"),
            ("/spec", "Spec"),
            ("/spec/targets", "Targets"),
            ("/spec/targets/gatewayAPI", "GatewayApiTarget"),
            ("/spec/tls/caBundle", "CaBundle"),
            ("/spec/release", "Release"),
            ("/spec/backend", "Backend"),
        ] {
            for (field, value) in written.pointer(at).unwrap().as_object().unwrap() {
                let default = default(of, field);
                let given = ["host", "method", "targets", "tls", "caBundle", "release", "backend", "gatewayAPI"];
                let is_given =
                    given.contains(&&**field) || [json!("1"), json!("c"), json!("another"), json!(1)].contains(value);
                assert!(is_given || default == *value, "{of}.{field}: {value}, not {default}");
            }
        }
    }

    #[test]
    fn says_what_can_not_be_read() {
        let why = |spec: Value| {
            let data = json!({"apiVersion": "a", "kind": "b", "spec": spec});
            read(data).err().map(|Malformed(why)| why)
        };
        assert_eq!(why(json!({"host": "a", "method": "Ingress"})), None);
        assert_eq!(
            why(json!({"host": "a"})).as_deref(),
            Some("spec: method: expected one of LoadBalancer Ingress GatewayAPI")
        );
        let backend = json!({"host": "a", "method": "Ingress", "backend": {"port": "443"}});
        assert_eq!(why(backend).as_deref(), Some("spec: backend: port: expected a whole number up to 65535"));
    }
}
