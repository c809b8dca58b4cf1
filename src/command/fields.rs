//! The flags that stand for fields of the Exposure.

use crate::given::{Given, given};
use clap::Args;

/// Fields of the Exposure that win over its file.
#[derive(Debug, Args)]
#[command(next_help_heading = "Fields of the Exposure, which win over its file")]
pub struct Fields {
    /// The external DNS name
    #[arg(long, value_name = "NAME")]
    host: Option<String>,
    /// `LoadBalancer`, `Ingress` or `GatewayAPI`
    #[arg(long)]
    method: Option<String>,
    /// Where the cluster runs: `portico catalogue clouds` lists them
    #[arg(long)]
    cloud: Option<String>,
    /// What serves the Ingress or the Gateway, with a version or without: `portico catalogue controllers` lists them
    #[arg(long, value_name = "CONTROLLER[@VERSION]")]
    controller: Option<String>,
    /// Who can reach it: public or private
    #[arg(long)]
    access: Option<String>,
    /// What is added beside the necessary: recommended or none
    #[arg(long)]
    extras: Option<String>,
    /// The minor version of Spaces
    #[arg(long, value_name = "VERSION")]
    spaces: Option<String>,
    /// The minor version of Kubernetes
    #[arg(long, value_name = "VERSION")]
    kubernetes: Option<String>,
    /// The Gateway API's CRDs in the cluster, such as 1.5 or 1.4:experimental
    #[arg(long, value_name = "VERSION[:CHANNEL]")]
    gateway_api: Option<String>,
}

impl Fields {
    /// The fields below `spec` that were given.
    #[must_use]
    pub fn given(self) -> Vec<Given> {
        let Self { host, method, cloud, controller, access, extras, spaces, kubernetes, gateway_api } = self;
        let (version, channel) = match gateway_api {
            Some(text) => match text.split_once(':') {
                Some((version, channel)) => (Some(version.to_owned()), Some(channel.to_owned())),
                None => (Some(text), None),
            },
            None => (None, None),
        };
        given([
            ("host", "--host", host),
            ("method", "--method", method),
            ("cloud", "--cloud", cloud),
            ("controller", "--controller", controller),
            ("access", "--access", access),
            ("extras", "--extras", extras),
            ("targets.spaces", "--spaces", spaces),
            ("targets.kubernetes", "--kubernetes", kubernetes),
            ("targets.gatewayAPI.version", "--gateway-api", version),
            ("targets.gatewayAPI.channel", "--gateway-api", channel),
        ])
    }
}
