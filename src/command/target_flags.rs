//! The flags that say what a configuration is for.

use crate::given_field::{GivenField, given};
use clap::Args;

/// The flags that name the target of a configuration.
#[derive(Debug, Clone, Args)]
pub struct TargetFlags {
    /// The cloud that the cluster runs on, such as aws, gcp or azure: `portico catalogue clouds` lists them
    #[arg(long)]
    cloud: Option<String>,
    /// The controller of the Ingress or the Gateway, such as traefik-nginx or istio@1.30: `portico catalogue
    /// controllers` lists them
    #[arg(long, value_name = "CONTROLLER[@VERSION]")]
    controller: Option<String>,
    /// The minor version of Spaces, such as 1.17
    #[arg(long, value_name = "VERSION")]
    spaces: Option<String>,
    /// The minor version of Kubernetes, such as 1.34
    #[arg(long, value_name = "VERSION")]
    kubernetes: Option<String>,
    /// The Gateway API's version, and its channel: 1.5 or 1.5:experimental
    #[arg(long, value_name = "VERSION[:CHANNEL]")]
    gateway_api: Option<String>,
}

impl TargetFlags {
    /// Gives the fields that have a value. An Exposure and a `portico.yaml` have the same fields.
    #[must_use]
    pub fn given(&self) -> Vec<GivenField> {
        let Self { cloud, controller, spaces, kubernetes, gateway_api } = self.clone();
        given([
            ("cloud", "--cloud", cloud),
            ("controller", "--controller", controller),
            ("targets.spaces", "--spaces", spaces),
            ("targets.kubernetes", "--kubernetes", kubernetes),
            ("targets.gatewayAPI", "--gateway-api", gateway_api),
        ])
    }
}

/// Gives the field that `--as` stands for, which is no part of a target.
#[must_use]
pub fn read_as(kind: Option<&String>) -> Option<GivenField> {
    Some(GivenField { field: "readAs", value: kind?.clone(), flag: "--as" })
}
