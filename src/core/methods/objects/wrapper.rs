//! The `Object` of Crossplane's provider-kubernetes, in which an object reaches a cluster of one's choice.

use super::Object;
use crate::exposure::commented::{Field, Written};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde_json::Value;

/// What the `Object`s around several objects have in common.
#[derive(Debug)]
pub(crate) struct Wrapper {
    api_version: String,
    namespace: Option<String>,
    /// Fields of the `spec` beside the object.
    spec: Vec<(String, Value)>,
}

/// The field that names the cluster.
const PROVIDER_CONFIG: &str = "providerConfigRef";

impl Wrapper {
    /// Wraps in `Object`s of this version, in a namespace where their kind has them, for the cluster of a provider's
    /// configuration.
    pub(crate) fn new(api_version: &str, namespace: Option<&str>, provider_config: Option<Value>) -> Self {
        let spec = provider_config.map(|reference| (PROVIDER_CONFIG.to_owned(), reference));
        let namespace = namespace.map(str::to_owned);
        Self { api_version: api_version.to_owned(), namespace, spec: spec.into_iter().collect() }
    }

    /// Gives each `Object` one more field of its `spec`.
    pub(crate) fn with(mut self, field: &str, value: Value) -> Self {
        self.spec.push((field.to_owned(), value));
        self
    }

    /// Puts an object into an `Object`, whose name follows from the cluster and the object alone.
    pub(crate) fn wrap(&self, object: Object) -> Object {
        let name = Some(self.name(&object));
        let metadata = ObjectMeta { name, namespace: self.namespace.clone(), ..ObjectMeta::default() };
        let mut spec = vec![Field::block("forProvider", vec![Field::block("manifest", object.fields())])];
        spec.extend(self.spec.iter().map(|(field, value)| Field::new(field, Written::of(value))));
        Object::of_settings(&self.api_version, "Object", metadata, vec![Field::block("spec", spec)])
    }

    /// Gives the name of the `Object` around an object: the same object in another cluster has another.
    fn name(&self, object: &Object) -> String {
        let reference = self.spec.iter().find(|(field, _)| field == PROVIDER_CONFIG);
        let cluster = reference.and_then(|(_, reference)| reference["name"].as_str());
        let kind = object.kind.to_ascii_lowercase();
        let (namespace, name) = (object.metadata.namespace.as_deref(), object.metadata.name.as_deref());
        let parts = [cluster.filter(|name| *name != "default"), Some(&kind), namespace, name];
        parts.into_iter().flatten().collect::<Vec<_>>().join("-")
    }
}

#[cfg(test)]
mod tests {
    use super::Wrapper;
    use crate::exposure::commented::data;
    use crate::methods::objects::{Object, named, named_in};
    use serde_json::json;

    #[test]
    fn an_object_is_named_by_its_cluster_and_by_what_it_holds() {
        let wrapped = |cluster: Option<&str>, metadata| {
            let reference = cluster.map(|name| json!({"name": name}));
            let wrapper = Wrapper::new("kubernetes.crossplane.io/v1alpha2", None, reference);
            wrapper.wrap(Object::of_settings("v1", "Service", metadata, Vec::new())).metadata.name.unwrap_or_default()
        };
        assert_eq!(wrapped(None, named("a")), "service-a");
        assert_eq!(wrapped(Some("default"), named_in("b", "a")), "service-b-a");
        assert_eq!(wrapped(Some("edge"), named_in("b", "a")), "edge-service-b-a");
    }

    #[test]
    fn an_object_holds_the_manifest_and_what_it_was_given() {
        let reference = json!({"name": "edge", "kind": "ClusterProviderConfig"});
        let wrapper = Wrapper::new("kubernetes.m.crossplane.io/v1alpha1", Some("team"), Some(reference.clone()))
            .with("managementPolicies", json!(["Create", "Update"]));
        let wrapped = wrapper.wrap(Object::of_settings("v1", "Service", named("a"), Vec::new()));
        let expected = json!({
            "apiVersion": "kubernetes.m.crossplane.io/v1alpha1",
            "kind": "Object",
            "metadata": {"name": "edge-service-a", "namespace": "team"},
            "spec": {
                "forProvider": {"manifest": {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a"}}},
                "providerConfigRef": reference,
                "managementPolicies": ["Create", "Update"],
            },
        });
        assert_eq!(data(&wrapped.fields()), expected);
    }
}
