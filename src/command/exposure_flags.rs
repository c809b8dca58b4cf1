//! The flags that stand for fields of the Exposure.

use crate::TargetFlags;
use crate::given_field::{GivenField, given};
use clap::Args;

/// Fields of the Exposure that win over its file.
#[derive(Debug, Args)]
#[command(next_help_heading = "Fields of the Exposure, which win over its file")]
pub struct ExposureFlags {
    /// The external DNS name
    #[arg(long, value_name = "NAME")]
    host: Option<String>,
    /// `LoadBalancer`, `Ingress` or `GatewayAPI`
    #[arg(long)]
    method: Option<String>,
    /// Who can reach it: public or private
    #[arg(long)]
    access: Option<String>,
    /// The additions to the necessary values: recommended or none
    #[arg(long)]
    extras: Option<String>,
    #[command(flatten)]
    target: TargetFlags,
}

impl ExposureFlags {
    /// Gives the fields below `spec` that have a value.
    #[must_use]
    pub fn given(self) -> Vec<GivenField> {
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
