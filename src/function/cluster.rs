//! What Crossplane is asked for: objects of its own cluster, and what they tell.

use crate::exposure::GivenExposure;
use crate::json;
use crate::protocol::v1::resource_selector::Match;
use crate::protocol::v1::{Capability, Requirements, ResourceSelector, RunFunctionRequest};
use crate::settings::{Cluster, Settings};
use portico_host::observer::ObjectReference;
use serde_json::{Value, json};

/// The field that the cluster's release of the Gateway API gives, unless it is given.
pub(crate) const GATEWAY_API: &[&str] = &["spec", "targets", "gatewayAPI"];

/// The beginning of the names of requirements.
const PREFIX: &str = "portico-";
/// The name of the requirement for the definition of TLSRoutes.
const DEFINITION: &str = "portico-tlsroute-definition";
/// The definition of TLSRoutes.
const TLS_ROUTES: &str = "tlsroutes.gateway.networking.k8s.io";
/// The annotations of the Gateway API's definitions that tell their release and their channel.
const RELEASE: &str = "gateway.networking.k8s.io/bundle-version";
const CHANNEL: &str = "gateway.networking.k8s.io/channel";

/// The cluster that Crossplane runs in, where the objects are for that one and it can be asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LocalCluster<'call> {
    request: &'call RunFunctionRequest,
}

impl<'call> LocalCluster<'call> {
    /// Gives the cluster where the settings say that it is meant, and Crossplane that it can be asked.
    pub(crate) fn of(request: &'call RunFunctionRequest, settings: &Settings) -> Option<Self> {
        let capabilities = request.meta.iter().flat_map(|meta| meta.capabilities());
        let can_be_asked = capabilities.into_iter().any(|capability| capability == Capability::RequiredResources);
        (matches!(settings.cluster, Some(Cluster::Local)) && can_be_asked).then_some(Self { request })
    }

    /// Completes the Exposure with the release and the channel of the Gateway API that the cluster serves.
    ///
    /// Gives a sentence where it serves none.
    pub(crate) fn complete(self, exposure: &mut GivenExposure) -> Option<String> {
        if !uses_gateway(exposure) {
            return None;
        }
        let found = self.found(DEFINITION)?;
        let Some(definition) = found.first() else {
            return Some(
                "the cluster has no CustomResourceDefinition `tlsroutes.gateway.networking.k8s.io`: it needs the Gateway \
                 API's, in the release and the channel of `spec.targets.gatewayAPI`"
                    .to_owned(),
            );
        };
        let annotation = |key: &str| definition["metadata"]["annotations"][key].as_str();
        if let (Some(version), Some(channel)) = (annotation(RELEASE).and_then(minor), annotation(CHANNEL))
            && exposure.spec(&["targets", "gatewayAPI"]).is_none()
        {
            let target = json!({"version": version, "channel": channel});
            let origin = "the cluster's CustomResourceDefinition of TLSRoutes";
            exposure.imply(GATEWAY_API, target, origin);
        }
        None
    }

    /// Gives the objects that the cluster has shown for what an earlier answer asked.
    pub(crate) fn shown(self) -> Vec<Value> {
        let mut asked: Vec<&String> = self.request.required_resources.keys().collect();
        asked.retain(|name| name.starts_with(PREFIX) && *name != DEFINITION);
        asked.sort();
        asked.into_iter().flat_map(|name| self.found(name).unwrap_or_default()).collect()
    }

    /// Says what is wanted for the next call.
    pub(crate) fn requirements(self, exposure: &GivenExposure, watched: &[ObjectReference]) -> Requirements {
        let mut wanted = Requirements::default();
        // A kind that isn't served would fail Crossplane's whole call.
        let is_served = |object: &&ObjectReference| !uses_gateway(exposure) || self.serves(object);
        for object in watched.iter().filter(is_served) {
            let ObjectReference { api_version, kind, namespace, name } = object;
            let namespace = Some(namespace.clone()).filter(|namespace| !namespace.is_empty());
            let selector = selector(api_version, kind, name, namespace);
            wanted.resources.insert(name_of(object), selector);
        }
        if uses_gateway(exposure) {
            let selector = selector("apiextensions.k8s.io/v1", "CustomResourceDefinition", TLS_ROUTES, None);
            wanted.resources.insert(DEFINITION.to_owned(), selector);
        }
        wanted
    }

    /// Whether the definition of TLSRoutes was found, and serves them in the version of an object that is one.
    fn serves(self, object: &ObjectReference) -> bool {
        let Some(definition) = self.found(DEFINITION).and_then(|mut found| found.pop()) else { return false };
        let version = object.api_version.rsplit('/').next();
        let mut versions = definition["spec"]["versions"].as_array().into_iter().flatten();
        object.kind != "TLSRoute"
            || versions.any(|served| served["served"] == true && served["name"].as_str() == version)
    }

    /// Gives what was found for a requirement; none where it wasn't looked up yet.
    fn found(self, requirement: &str) -> Option<Vec<Value>> {
        let found = self.request.required_resources.get(requirement)?;
        Some(found.items.iter().filter_map(json::of_resource).collect())
    }
}

fn uses_gateway(exposure: &GivenExposure) -> bool {
    exposure.spec(&["method"]).and_then(Value::as_str) == Some("GatewayAPI")
}

fn name_of(object: &ObjectReference) -> String {
    format!("{PREFIX}{}", object.kind.to_lowercase())
}

fn selector(api_version: &str, kind: &str, name: &str, namespace: Option<String>) -> ResourceSelector {
    ResourceSelector {
        api_version: api_version.to_owned(),
        kind: kind.to_owned(),
        r#match: Some(Match::MatchName(name.to_owned())),
        namespace,
    }
}

/// Gives the minor version of a release such as `v1.5.1`.
fn minor(release: &str) -> Option<String> {
    let mut parts = release.strip_prefix('v')?.split('.');
    let mut number = || parts.next()?.parse::<u32>().ok();
    Some(format!("{}.{}", number()?, number()?))
}
