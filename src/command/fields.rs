//! The flags that stand for fields of the Exposure.

use crate::Target;
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
    /// Who can reach it: public or private
    #[arg(long)]
    access: Option<String>,
    /// What is added to the necessary: recommended or none
    #[arg(long)]
    extras: Option<String>,
    #[command(flatten)]
    target: Target,
}

impl Fields {
    /// The fields below `spec` that were given.
    #[must_use]
    pub fn given(self) -> Vec<Given> {
        let Self { host, method, access, extras, target } = self;
        let mut fields = given([
            ("host", "--host", host),
            ("method", "--method", method),
            ("access", "--access", access),
            ("extras", "--extras", extras),
        ]);
        fields.extend(target.given());
        fields
    }
}
