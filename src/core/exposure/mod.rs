//! The intent: what a user asks for, in the form of [`Exposure`].
//!
//! The types here are the contract. The JSON Schema is made from them, and one table of their fields reads and writes
//! them. Reading what a user gave is the business of [`requests`](crate::requests); what an Exposure *means*, that of
//! [`render`](crate::render) and [`transform`](crate::transform).

pub(crate) mod commented;
pub(crate) mod data;
pub(crate) mod hostname;
pub(crate) mod nested;
mod pairs;

use crate::facts::gateway_api::Bundle;
pub use crate::facts::gateway_api::Channel;
pub use pairs::Pairs;

use crate::facts::version::Version;

/// The `apiVersion` of an Exposure.
pub const API_VERSION: &str = "portico.dev/v1alpha1";
/// The `kind` of an Exposure.
pub const KIND: &str = "Exposure";

/// One intent: how one Space in one cluster is reached from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(rename_all = "camelCase", deny_unknown_fields))]
pub struct Exposure {
    /// Always `portico.dev/v1alpha1`.
    #[cfg_attr(feature = "schema", schemars(extend("const" = API_VERSION)))]
    pub api_version: String,
    /// Always `Exposure`.
    #[cfg_attr(feature = "schema", schemars(extend("const" = KIND)))]
    pub kind: String,
    /// The object's metadata, as Kubernetes has it.
    #[cfg_attr(feature = "schema", serde(default))]
    pub metadata: Metadata,
    /// What is asked for.
    pub spec: Spec,
}

/// The object's metadata. Portico reads its name; a file that Kubernetes tools share may hold more.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
pub struct Metadata {
    /// What the Exposure is called.
    #[cfg_attr(feature = "schema", serde(default = "default_name"))]
    pub name: String,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(rename_all = "camelCase", deny_unknown_fields))]
pub struct Spec {
    /// The external DNS name: a lower-case fully qualified domain name, without wildcard, port, scheme or final dot.
    pub host: String,
    /// How traffic gets in.
    pub method: Method,
    /// Where the cluster runs: an identifier of the catalogue. Required for the method `LoadBalancer`.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub cloud: Option<String>,
    /// What serves the Ingress or the Gateway: an identifier of the catalogue, or one with a version: `istio@1.29`.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub controller: Option<String>,
    /// Who can reach it; it applies to whichever Service faces the client.
    #[cfg_attr(feature = "schema", serde(default))]
    pub access: Access,
    /// Whether the output has more than the documentation's page asks for.
    #[cfg_attr(feature = "schema", serde(default))]
    pub extras: Extras,
    /// What the output is for.
    #[cfg_attr(feature = "schema", serde(default))]
    pub targets: Targets,
    /// A certificate of your own; absent, the chart makes one.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub tls: Option<Tls>,
    /// The load balancer that faces the client.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "LoadBalancer::is_default"))]
    pub load_balancer: LoadBalancer,
    /// Overrides of what the catalogue knows of the Ingress controller.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub ingress: Option<IngressOverrides>,
    /// The Gateway to make or to attach to.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub gateway: Option<GatewayOverrides>,
    /// How the Spaces chart is installed.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Release::is_default"))]
    pub release: Release,
    /// The TLS service to expose. Any other than that of Spaces has no chart values.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Backend::is_default"))]
    pub backend: Backend,
    /// Findings to leave out, for output that can carry no suppression of its own.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub ignore: Vec<Ignore>,
}

/// How traffic gets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
pub enum Method {
    /// A Service of type `LoadBalancer` of its own.
    LoadBalancer,
    /// An Ingress that an Ingress controller serves.
    Ingress,
    /// A Gateway and a TLSRoute.
    GatewayAPI,
}

/// Who can reach it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(rename_all = "lowercase"))]
pub enum Access {
    /// Everybody on the internet.
    #[default]
    Public,
    /// Those inside the network.
    Private,
}

/// Whether the output has more than the documentation's page asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(rename_all = "lowercase"))]
pub enum Extras {
    /// What the catalogue knows is wise.
    #[default]
    Recommended,
    /// The page's block and nothing else.
    None,
}

/// The versions that the output is for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(rename_all = "camelCase", deny_unknown_fields))]
pub struct Targets {
    /// The minor version of Spaces, such as `1.17`: 1.10 and newer.
    #[cfg_attr(feature = "schema", serde(default = "default_spaces"))]
    pub spaces: String,
    /// The minor version of Kubernetes, such as `1.34`.
    #[cfg_attr(feature = "schema", serde(default = "default_kubernetes"))]
    pub kubernetes: String,
    /// The Gateway API's CRDs in the cluster; absent, those of 1.5's standard channel.
    #[cfg_attr(feature = "schema", serde(default, rename = "gatewayAPI", skip_serializing_if = "Option::is_none"))]
    pub gateway_api: Option<GatewayApiTarget>,
}

/// The Gateway API's CRDs in the cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields))]
pub struct GatewayApiTarget {
    /// The minor version, such as `1.5`.
    pub version: String,
    /// Which of the two channels is installed.
    #[cfg_attr(feature = "schema", serde(default))]
    pub channel: Channel,
}

/// A certificate of your own.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(rename_all = "camelCase", deny_unknown_fields))]
pub struct Tls {
    /// The Secret with the serving certificate and its key.
    pub secret_name: String,
    /// The Secret with the certificate authority that signed it.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub ca_bundle: Option<CaBundle>,
}

/// A certificate authority.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(rename_all = "camelCase", deny_unknown_fields))]
pub struct CaBundle {
    /// The Secret that holds it.
    pub secret_name: String,
    /// The Secret's key.
    #[cfg_attr(feature = "schema", serde(default = "default_ca_key"))]
    pub key: String,
}

/// The load balancer that faces the client.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(rename_all = "camelCase", deny_unknown_fields))]
pub struct LoadBalancer {
    /// How long an idle connection is kept, in seconds; absent, the cloud's own default stays untouched.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub idle_timeout_seconds: Option<u32>,
    /// More annotations for the Service that faces the client.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Pairs::is_empty"))]
    pub annotations: Pairs,
}

/// Overrides of what the catalogue knows of the Ingress controller.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(rename_all = "camelCase", deny_unknown_fields))]
pub struct IngressOverrides {
    /// The IngressClass.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub class_name: Option<String>,
    /// The annotations of the Ingress.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub annotations: Option<Pairs>,
    /// The labels of the controller's pods.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub pod_labels: Option<Pairs>,
    /// The labels of the controller's namespace.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub namespace_labels: Option<Pairs>,
}

/// The Gateway to make or to attach to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(rename_all = "camelCase", deny_unknown_fields))]
pub struct GatewayOverrides {
    /// Whether to make one; false attaches to a shared one.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub provision: Option<bool>,
    /// Its name.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub name: Option<String>,
    /// The namespace of a shared one; absent, the backend's.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub namespace: Option<String>,
    /// Its GatewayClass.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub class_name: Option<String>,
    /// The labels of the pods that carry its traffic.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub pod_labels: Option<Pairs>,
    /// The labels of those pods' namespace.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Option::is_none"))]
    pub namespace_labels: Option<Pairs>,
}

/// How the Spaces chart is installed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields))]
pub struct Release {
    /// The Helm release's name.
    #[cfg_attr(feature = "schema", serde(default = "default_name"))]
    pub name: String,
    /// The Helm release's namespace.
    #[cfg_attr(feature = "schema", serde(default = "default_namespace"))]
    pub namespace: String,
    /// Where the chart comes from; a mirror's address in an air-gapped place.
    #[cfg_attr(feature = "schema", serde(default = "default_chart"))]
    pub chart: String,
}

/// The TLS service to expose.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(rename_all = "camelCase", deny_unknown_fields))]
pub struct Backend {
    /// The Service's namespace; absent, that of the release.
    #[cfg_attr(feature = "schema", serde(default = "default_namespace"))]
    pub namespace: String,
    /// The Service's name.
    #[cfg_attr(feature = "schema", serde(default = "default_service"))]
    pub service: String,
    /// The Service's port.
    #[cfg_attr(feature = "schema", serde(default = "default_port"))]
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub port: u16,
    /// The pods' port.
    #[cfg_attr(feature = "schema", serde(default = "default_target_port"))]
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub target_port: u16,
    /// The labels of the pods behind it, for objects of its own: without them its Service keeps the selector that it
    /// has, and no NetworkPolicy is written.
    #[cfg_attr(feature = "schema", serde(default, skip_serializing_if = "Pairs::is_empty"))]
    pub pod_labels: Pairs,
}

/// A finding to leave out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields))]
pub struct Ignore {
    /// The rule's name.
    pub rule: String,
    /// Why it does not apply here.
    pub reason: String,
}

fn default_name() -> String {
    "spaces".to_owned()
}

fn default_namespace() -> String {
    "upbound-system".to_owned()
}

fn default_chart() -> String {
    "oci://xpkg.upbound.io/spaces-artifacts/spaces".to_owned()
}

fn default_service() -> String {
    "spaces-router".to_owned()
}

fn default_port() -> u16 {
    443
}

fn default_target_port() -> u16 {
    8443
}

fn default_ca_key() -> String {
    "ca.crt".to_owned()
}

/// Gives the newest Spaces that this release knows.
fn default_spaces() -> String {
    "1.17".to_owned()
}

/// Gives the first Gateway API whose standard channel has TLSRoute.
fn default_gateway_api() -> String {
    "1.5".to_owned()
}

/// Gives the Kubernetes that this release is tested against.
fn default_kubernetes() -> String {
    "1.34".to_owned()
}

impl Default for Metadata {
    fn default() -> Self {
        Self { name: default_name() }
    }
}

impl Default for Targets {
    fn default() -> Self {
        Self { spaces: default_spaces(), kubernetes: default_kubernetes(), gateway_api: None }
    }
}

impl Default for Release {
    fn default() -> Self {
        Self { name: default_name(), namespace: default_namespace(), chart: default_chart() }
    }
}

impl Spec {
    /// Gives the identifier of the controller, without a version.
    pub(crate) fn controller_id(&self) -> Option<&str> {
        let controller = self.controller.as_deref()?;
        Some(controller.split_once('@').map_or(controller, |(id, _)| id))
    }

    /// Gives the text after the `@` of a controller.
    pub(crate) fn controller_version(&self) -> Option<&str> {
        Some(self.controller.as_deref()?.split_once('@')?.1)
    }
}

impl Targets {
    /// Gives the version of Spaces; none for a text that is no version.
    pub(crate) fn spaces_version(&self) -> Option<Version> {
        Version::parse(&self.spaces)
    }

    /// Gives the release and the channel of the Gateway API, given or assumed; none for a text that is no version.
    pub(crate) fn bundle(&self) -> Option<Bundle> {
        let GatewayApiTarget { version, channel } = self.gateway_api();
        Some(Bundle { version: Version::parse(&version)?, channel })
    }

    /// Gives the Gateway API's CRDs, given or assumed.
    pub(crate) fn gateway_api(&self) -> GatewayApiTarget {
        self.gateway_api
            .clone()
            .unwrap_or_else(|| GatewayApiTarget { version: default_gateway_api(), channel: Channel::default() })
    }
}

impl Release {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl Default for Backend {
    fn default() -> Self {
        Self {
            namespace: default_namespace(),
            service: default_service(),
            port: default_port(),
            target_port: default_target_port(),
            pod_labels: Pairs::new(),
        }
    }
}

impl Backend {
    /// Whether this is the service of Spaces itself, so that the chart's values apply.
    #[must_use]
    pub fn is_spaces(&self) -> bool {
        self.service == default_service()
    }

    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl LoadBalancer {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
