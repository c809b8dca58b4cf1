//! The flags that say what a configuration is for.

use crate::given::{Given, given};
use clap::Args;

/// What the configuration is for.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "What it is for")]
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
    /// The fields that were given, which are the same in an Exposure and in a `portico.yaml`, with the kind that `--as` names.
    #[must_use]
    pub fn given(&self, read_as: Option<&str>) -> Vec<Given> {
        let Self { cloud, controller, spaces, kubernetes, gateway_api } = self.clone();
        given([
            ("cloud", "--cloud", cloud),
            ("controller", "--controller", controller),
            ("targets.spaces", "--spaces", spaces),
            ("targets.kubernetes", "--kubernetes", kubernetes),
            ("targets.gatewayAPI", "--gateway-api", gateway_api),
            ("readAs", "--as", read_as.map(str::to_owned)),
        ])
    }
}
