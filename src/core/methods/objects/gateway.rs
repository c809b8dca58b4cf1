//! The kinds of the Gateway API, with the fields that are written.
//!
//! The crate `gateway-api` has them whole, but each kind in one version, where TLSRoute is written in three, and not
//! without kube and schemars.

use super::Spec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use serde::Serialize;
use std::collections::BTreeMap;

/// The group of the kinds.
pub(crate) const GROUP: &str = "gateway.networking.k8s.io";

const V1: &str = "gateway.networking.k8s.io/v1";

/// The `spec` of a GatewayClass.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GatewayClassSpec<'a> {
    pub controller_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameters_ref: Option<ParametersReference<'a>>,
}

/// The object that holds the parameters of a GatewayClass.
#[derive(Debug, Serialize)]
pub(crate) struct ParametersReference<'a> {
    pub group: &'a str,
    pub kind: &'a str,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<&'a str>,
}

/// The `spec` of a Gateway.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GatewaySpec<'a> {
    pub gateway_class_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub infrastructure: Option<Infrastructure>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub listeners: Vec<Listener<'a>>,
}

/// The metadata that a controller puts on the objects that it makes for a Gateway.
#[derive(Debug, Serialize)]
pub(crate) struct Infrastructure {
    pub annotations: BTreeMap<String, String>,
}

/// A listener of a Gateway.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Listener<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
    pub port: u16,
    pub protocol: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hostname: Option<&'a str>,
    pub tls: ListenerTls,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed_routes: Option<AllowedRoutes>,
}

/// The mode in which a listener handles TLS.
#[derive(Debug, Serialize)]
pub(crate) struct ListenerTls {
    pub mode: &'static str,
}

/// The routes that may attach to a listener.
#[derive(Debug, Serialize)]
pub(crate) struct AllowedRoutes {
    pub namespaces: RouteNamespaces,
    pub kinds: Vec<RouteGroupKind>,
}

/// The namespaces whose routes may attach.
#[derive(Debug, Serialize)]
pub(crate) struct RouteNamespaces {
    pub from: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selector: Option<LabelSelector>,
}

/// A kind of route that may attach.
#[derive(Debug, Serialize)]
pub(crate) struct RouteGroupKind {
    pub kind: &'static str,
}

/// The `spec` of a TLSRoute.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TlsRouteSpec<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parent_refs: Vec<ParentReference<'a>>,
    pub hostnames: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<TlsRouteRule<'a>>,
}

/// The listener of a Gateway to which a route attaches.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ParentReference<'a> {
    pub name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<&'a str>,
    pub section_name: &'a str,
}

/// A rule of a TLSRoute.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TlsRouteRule<'a> {
    pub backend_refs: Vec<BackendReference<'a>>,
}

/// The Service to which a rule sends what comes.
#[derive(Debug, Serialize)]
pub(crate) struct BackendReference<'a> {
    pub name: &'a str,
    pub port: u16,
}

impl Spec for GatewayClassSpec<'_> {
    const API_VERSION: &'static str = V1;
    const KIND: &'static str = "GatewayClass";
}

impl Spec for GatewaySpec<'_> {
    const API_VERSION: &'static str = V1;
    const KIND: &'static str = "Gateway";
}

impl Spec for TlsRouteSpec<'_> {
    const API_VERSION: &'static str = V1;
    const KIND: &'static str = "TLSRoute";
}
