//! The configuration of a repository, `portico.yaml`: its target, the levels of rules, the files to judge.
//!
//! The JSON Schema is made from the types here. Finding the file, and the files that it names, is a host's business.

pub(crate) mod known;
mod read;

pub use read::{configure, schema};

use crate::exposure::GatewayApiTarget;
use crate::requests::level::Level;
use std::collections::BTreeMap;

/// The name of the file, which is looked for in a folder and in those above it.
pub const FILE_NAME: &str = "portico.yaml";

/// What a `portico.yaml` says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(rename_all = "camelCase", deny_unknown_fields))]
pub struct Configuration {
    /// Where the cluster runs: an identifier of the catalogue.
    #[cfg_attr(feature = "schema", serde(default))]
    pub cloud: Option<String>,
    /// What serves the Ingress or the Gateway: an identifier of the catalogue, or one with a version: `istio@1.29`.
    #[cfg_attr(feature = "schema", serde(default))]
    pub controller: Option<String>,
    /// The versions that the configuration is for.
    #[cfg_attr(feature = "schema", serde(default))]
    pub targets: TargetVersions,
    /// How grave the findings of a rule are, by the rule's name; `ignore` leaves them out.
    #[cfg_attr(feature = "schema", serde(default))]
    pub rules: BTreeMap<String, Level>,
    /// The files that are judged where none is named.
    #[cfg_attr(feature = "schema", serde(default))]
    pub paths: Paths,
}

/// The versions that a configuration is for. What is absent is assumed, and named as that in the summary.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields))]
pub struct TargetVersions {
    /// The minor version of Spaces, such as `1.17`.
    #[cfg_attr(feature = "schema", serde(default))]
    pub spaces: Option<String>,
    /// The minor version of Kubernetes, such as `1.34`.
    #[cfg_attr(feature = "schema", serde(default))]
    pub kubernetes: Option<String>,
    /// The Gateway API's CRDs in the cluster.
    #[cfg_attr(feature = "schema", serde(default, rename = "gatewayAPI"))]
    pub gateway_api: Option<GatewayApiTarget>,
}

/// Files, by patterns such as `deploy/**/*.yaml`, relative to the folder of the `portico.yaml`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields))]
pub struct Paths {
    /// What is judged where no file is named.
    #[cfg_attr(feature = "schema", serde(default))]
    pub include: Vec<String>,
    /// What is left out of that, and of folders that are named.
    #[cfg_attr(feature = "schema", serde(default))]
    pub exclude: Vec<String>,
}
