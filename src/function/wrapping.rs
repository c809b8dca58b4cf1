//! `Object`s of provider-kubernetes: their API version, and those that only observe.

use crate::backend;
use crate::composite::Composite;
use crate::resource_list::Changed;
use crate::settings::{Behind, Cluster, Settings};
use portico_host::observer::ObjectReference;
use portico_host::transformer::Wrapper;
use serde_json::{Map, Value, json};

/// The way in which objects reach another cluster.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wrapping<'call> {
    /// The API version of `Object`s.
    pub api_version: &'call str,
    /// The provider configuration that names the cluster.
    pub provider_config_ref: &'call Map<String, Value>,
}

/// The API version of `Object`s in a namespace.
const NAMESPACED: &str = "kubernetes.m.crossplane.io/v1alpha1";
/// The API version of `Object`s of the cluster.
const OF_CLUSTER: &str = "kubernetes.crossplane.io/v1alpha2";

impl<'call> Wrapping<'call> {
    /// Gives the way in which objects are composed; none where they are composed as they are.
    pub(crate) fn to_compose(settings: &'call Settings, composite: &Composite) -> Option<Self> {
        let compose = settings.compose.as_ref()?;
        Some(Self::new(compose.cluster()?, compose.api_version.as_deref(), composite))
    }

    /// Gives the way in which objects are observed; none where the cluster is Crossplane's own, or isn't named.
    pub(crate) fn to_observe(settings: &'call Settings, composite: &Composite) -> Option<Self> {
        match &settings.cluster {
            Some(Cluster::Local) => None,
            Some(Cluster::Behind(Behind { provider_config_ref, api_version })) => {
                Some(Self::new(provider_config_ref, api_version.as_deref(), composite))
            }
            None => Self::to_compose(settings, composite),
        }
    }

    fn new(
        provider_config_ref: &'call Map<String, Value>,
        api_version: Option<&'call str>,
        composite: &Composite,
    ) -> Self {
        let usual = if composite.namespace().is_some() { NAMESPACED } else { OF_CLUSTER };
        Self { api_version: api_version.unwrap_or(usual), provider_config_ref }
    }

    /// Whether an object is for this cluster: in an `Object` with the same provider configuration.
    pub(crate) fn leads_there(self, object: &Value) -> bool {
        backend::is_wrapper(object) && object["spec"]["providerConfigRef"]["name"] == self.provider_config_ref["name"]
    }

    /// Gives it as the component takes it.
    pub(crate) fn wrapper(self, composite: &Composite) -> Wrapper {
        Wrapper {
            api_version: self.api_version.to_owned(),
            namespace: composite.namespace().map(str::to_owned),
            provider_config_ref: Value::Object(self.provider_config_ref.clone()).to_string(),
        }
    }

    /// Makes the `Object` that observes an object and changes nothing.
    pub(crate) fn observing(self, object: &ObjectReference) -> Changed {
        let ObjectReference { api_version, kind, namespace, name } = object;
        let manifest = json!({
            "apiVersion": api_version,
            "kind": kind,
            "metadata": {"name": name, "namespace": namespace},
        });
        let wrapper = json!({
            "apiVersion": self.api_version,
            "kind": "Object",
            "spec": {
                "managementPolicies": ["Observe"],
                "forProvider": {"manifest": manifest},
                "providerConfigRef": self.provider_config_ref,
            },
        });
        let cluster = self.provider_config_ref["name"].as_str().unwrap_or_default();
        let name = format!("portico-observed-{cluster}-{}-{name}", kind.to_lowercase());
        Changed { name, object: wrapper.as_object().cloned().unwrap_or_default() }
    }
}
