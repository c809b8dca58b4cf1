//! The form of a `portico.yaml`, from which its JSON Schema is made. Nothing is read into these types.

use super::Paths;
use crate::exposure::GatewayApiTarget;
use crate::requests::level::Level;
use std::collections::BTreeMap;

/// A `portico.yaml`.
#[derive(Debug, Default, schemars::JsonSchema, serde::Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Document {
    /// The cloud that the cluster runs on: an identifier of the catalogue.
    #[serde(default)]
    pub cloud: Option<String>,
    /// The controller that serves the Ingress or the Gateway: an identifier of the catalogue, or one with a version:
    /// `istio@1.29`.
    #[serde(default)]
    pub controller: Option<String>,
    /// The versions that the configuration is for.
    #[serde(default)]
    pub targets: TargetVersions,
    /// The severity of a rule's findings, by the rule's name; `ignore` leaves them out.
    #[serde(default)]
    pub rules: BTreeMap<String, Level>,
    /// The files that are judged where none is named.
    #[serde(default)]
    pub paths: Paths,
}

/// The versions that a configuration is for. What is absent is assumed, and named as that in the summary.
#[derive(Debug, Default, schemars::JsonSchema, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct TargetVersions {
    /// The minor version of Spaces, such as `1.17`.
    #[serde(default)]
    pub spaces: Option<String>,
    /// The minor version of Kubernetes, such as `1.34`.
    #[serde(default)]
    pub kubernetes: Option<String>,
    /// The Gateway API's CRDs in the cluster.
    #[serde(default, rename = "gatewayAPI")]
    pub gateway_api: Option<GatewayApiTarget>,
}
