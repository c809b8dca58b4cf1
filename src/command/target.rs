//! The flags that say what a configuration is for.

use crate::given::{Given, given};
use clap::Args;

/// What the configuration is for.
#[derive(Debug, Clone, Args)]
pub struct Target {
    /// Where the cluster runs, such as aws, gcp or azure: `portico catalogue clouds` lists them
    #[arg(long)]
    cloud: Option<String>,
    /// What serves the Ingress or the Gateway, such as traefik-nginx or istio@1.30: `portico catalogue controllers` lists
    /// them
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

impl Target {
    /// The fields that were given. An Exposure and a `portico.yaml` have the same.
    #[must_use]
    pub fn given(&self) -> Vec<Given> {
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

/// The field that `--as` gives, beside those of a target.
#[must_use]
pub fn read_as(kind: Option<&String>) -> Option<Given> {
    Some(Given { field: "readAs", value: kind?.clone(), flag: "--as" })
}
