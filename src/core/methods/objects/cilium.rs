//! Cilium's policy, with the fields that are written.

use super::Spec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use serde::Serialize;

/// The `spec` of a CiliumNetworkPolicy.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CiliumNetworkPolicySpec {
    pub endpoint_selector: LabelSelector,
    pub enable_default_deny: DefaultDeny,
    pub ingress: Vec<CiliumIngressRule>,
}

/// Whether the policy shuts out what it doesn't let in.
#[derive(Debug, Serialize)]
pub(crate) struct DefaultDeny {
    pub ingress: bool,
}

/// A rule that lets traffic in.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CiliumIngressRule {
    pub from_entities: Vec<&'static str>,
    pub to_ports: Vec<PortRule>,
}

/// The ports of a rule.
#[derive(Debug, Serialize)]
pub(crate) struct PortRule {
    pub ports: Vec<PortProtocol>,
}

/// A port.
#[derive(Debug, Serialize)]
pub(crate) struct PortProtocol {
    pub port: String,
    pub protocol: &'static str,
}

impl Spec for CiliumNetworkPolicySpec {
    const API_VERSION: &'static str = "cilium.io/v2";
    const KIND: &'static str = "CiliumNetworkPolicy";
}
