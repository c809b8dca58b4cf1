//! Reading an Exposure's types from data, and writing them as fields.
//!
//! By hand, because derived readers and writers take several times the space. Unknown names are left alone here: the
//! schema has refused them.

use super::{
    Access, Backend, CaBundle, Channel, Exposure, Extras, GatewayApiTarget, GatewayOverrides, Ignore, IngressOverrides,
    LoadBalancer, Metadata, Method, Pairs, Release, Spec, Targets, Tls, default_ca_key, default_chart,
    default_kubernetes, default_name, default_namespace, default_port, default_service, default_spaces,
    default_target_port,
};
use crate::exposure::commented::{Field, Written};
use serde_json::Value;

/// The reason why data is no Exposure.
#[derive(Debug)]
pub(crate) struct Malformed(pub String);

/// Reads an Exposure.
pub(crate) fn read(data: Value) -> Result<Exposure, Malformed> {
    let mut place = Place::default();
    let exposure = Exposure::read(data, &mut place);
    place.fault.map_or(Ok(exposure), |fault| Err(Malformed(fault)))
}

/// Gives the fields of an Exposure to write. Absent fields are left out, and some that have their default.
pub(crate) fn written(exposure: &Exposure) -> Vec<Field> {
    match exposure.written() {
        Written::Block(fields) => fields,
        _ => Vec::new(),
    }
}

/// A type of which an Exposure is made.
trait Part: Sized {
    /// Reads it from a value. Where that fails, `place` gets a fault, and the result is of no use.
    fn read(value: Value, place: &mut Place) -> Self;

    /// Gives the value to write.
    fn written(&self) -> Written;
}

/// The names of the fields that lead to a value, and the first fault that was found.
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

/// Reads the field of a name; where it is absent, gives the value of `absent`, if there is one.
#[inline(never)]
fn field<T: Part>(fields: &mut Value, name: &'static str, place: &mut Place, absent: Option<fn() -> T>) -> T {
    let value = taken(fields, name, place);
    let read = match (value, absent) {
        (None, Some(absent)) => absent(),
        (value, _) => T::read(value.unwrap_or_default(), place),
    };
    place.names.pop();
    read
}

/// Takes the field of a name out of the others, and adds the name to the place.
#[inline(never)]
fn taken(fields: &mut Value, name: &'static str, place: &mut Place) -> Option<Value> {
    place.names.push(name);
    fields.get_mut(name).map(Value::take)
}

impl Part for String {
    fn read(value: Value, place: &mut Place) -> Self {
        if let Value::String(text) = value {
            return text;
        }
        place.expected("a string");
        Self::new()
    }

    fn written(&self) -> Written {
        Written::Text(self.clone())
    }
}

impl Part for bool {
    fn read(value: Value, place: &mut Place) -> Self {
        value.as_bool().unwrap_or_else(|| {
            place.expected("true or false");
            false
        })
    }

    fn written(&self) -> Written {
        Written::Switch(*self)
    }
}

/// Reads a whole number that fits the type.
fn number<T: TryFrom<u64> + Default>(value: &Value, place: &mut Place, expected: &str) -> T {
    value.as_u64().and_then(|number| T::try_from(number).ok()).unwrap_or_else(|| {
        place.expected(expected);
        T::default()
    })
}

impl Part for u16 {
    fn read(value: Value, place: &mut Place) -> Self {
        number(&value, place, "a whole number up to 65535")
    }

    fn written(&self) -> Written {
        Written::Number((*self).into())
    }
}

impl Part for u32 {
    fn read(value: Value, place: &mut Place) -> Self {
        number(&value, place, "a whole number up to 4294967295")
    }

    fn written(&self) -> Written {
        Written::Number((*self).into())
    }
}

impl<T: Part> Part for Option<T> {
    fn read(value: Value, place: &mut Place) -> Self {
        Some(T::read(value, place))
    }

    fn written(&self) -> Written {
        self.as_ref().map_or(Written::Nothing, T::written)
    }
}

impl Part for Vec<Ignore> {
    fn read(value: Value, place: &mut Place) -> Self {
        if let Value::Array(items) = value {
            return items.into_iter().map(|item| Ignore::read(item, place)).collect();
        }
        place.expected("a list");
        Self::new()
    }

    fn written(&self) -> Written {
        Written::List(self.iter().map(Part::written).collect())
    }
}

impl Part for Pairs {
    fn read(value: Value, place: &mut Place) -> Self {
        if let Value::Object(fields) = value {
            return fields.into_iter().map(|(key, value)| (key, String::read(value, place))).collect();
        }
        place.expected("a mapping");
        Self::new()
    }

    fn written(&self) -> Written {
        Written::Block(self.iter().map(|(key, value)| Field::text(key, value)).collect())
    }
}

/// Reads and writes a type whose variants have these words. A word that can't be read gives `$unread`.
macro_rules! word {
    ($type:ident: $($variant:ident $name:literal),+; $unread:ident) => {
        impl Part for $type {
            fn read(value: Value, place: &mut Place) -> Self {
                match value.as_str() {
                    $(Some($name) => Self::$variant,)+
                    _ => {
                        place.expected(concat!("one of", $(" ", $name),+));
                        Self::$unread
                    }
                }
            }

            fn written(&self) -> Written {
                let name = match self {
                    $(Self::$variant => $name,)+
                };
                Written::Text(name.to_owned())
            }
        }
    };
}

word!(Method: LoadBalancer "LoadBalancer", Ingress "Ingress", GatewayAPI "GatewayAPI"; LoadBalancer);
word!(Access: Public "public", Private "private"; Public);
word!(Extras: Recommended "recommended", None "none"; None);
word!(Channel: Standard "standard", Experimental "experimental"; Standard);

/// Reads and writes a type whose fields have these names; `or` gives the value of an absent field, and `unless` the
/// method that tells whether a field is left out.
macro_rules! object {
    ($type:ident: $($field:ident $name:literal $(unless $left_out:ident)? $(or $absent:expr)?),+ $(,)?) => {
        impl Part for $type {
            fn read(mut value: Value, place: &mut Place) -> Self {
                if !value.is_object() {
                    place.expected("a mapping");
                }
                Self { $($field: field(&mut value, $name, place, None$(.or(Some($absent)))?)),+ }
            }

            fn written(&self) -> Written {
                let mut fields = Vec::new();
                $(if !(false $(|| self.$field.$left_out())?) {
                    fields.push(Field::new($name, self.$field.written()));
                })+
                Written::Block(fields)
            }
        }
    };
}

object!(Exposure: api_version "apiVersion", kind "kind", metadata "metadata" or Metadata::default, spec "spec");
object!(Metadata: name "name" or default_name);
object!(Spec:
    host "host",
    method "method",
    cloud "cloud" unless is_none or || None,
    controller "controller" unless is_none or || None,
    access "access" or Access::default,
    extras "extras" or Extras::default,
    targets "targets" or Targets::default,
    tls "tls" unless is_none or || None,
    load_balancer "loadBalancer" unless is_default or LoadBalancer::default,
    ingress "ingress" unless is_none or || None,
    gateway "gateway" unless is_none or || None,
    release "release" unless is_default or Release::default,
    backend "backend" unless is_default or Backend::default,
    ignore "ignore" unless is_empty or Vec::new,
);
object!(Targets:
    spaces "spaces" or default_spaces,
    kubernetes "kubernetes" or default_kubernetes,
    gateway_api "gatewayAPI" unless is_none or || None,
);
object!(GatewayApiTarget: version "version", channel "channel" or Channel::default);
object!(Tls: secret_name "secretName", ca_bundle "caBundle" unless is_none or || None);
object!(CaBundle: secret_name "secretName", key "key" or default_ca_key);
object!(LoadBalancer: idle_timeout_seconds "idleTimeoutSeconds" unless is_none or || None, annotations "annotations" unless is_empty or Pairs::new);
object!(IngressOverrides:
    class_name "className" unless is_none or || None,
    annotations "annotations" unless is_none or || None,
    pod_labels "podLabels" unless is_none or || None,
    namespace_labels "namespaceLabels" unless is_none or || None,
);
object!(GatewayOverrides:
    provision "provision" unless is_none or || None,
    name "name" unless is_none or || None,
    namespace "namespace" unless is_none or || None,
    class_name "className" unless is_none or || None,
    pod_labels "podLabels" unless is_none or || None,
    namespace_labels "namespaceLabels" unless is_none or || None,
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
    pod_labels "podLabels" unless is_empty or Pairs::new,
);
object!(Ignore: rule "rule", reason "reason");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exposure::commented::data;
    use serde_json::json;

    /// Makes a value with every field that the schema knows, none of them as when it is absent.
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
        let schema = crate::requests::exposure::schema::data();
        let written = full(schema, schema);
        let exposure = read(written.clone()).unwrap();
        assert_eq!(data(&super::written(&exposure)), written);
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
        let written = data(&written(&read(least).unwrap()));
        let schema = crate::requests::exposure::schema::data();
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
