//! The releases of the Gateway API: what their CRDs serve.
//!
//! Read in `config/crd` of kubernetes-sigs/gateway-api at the tags v1.0.0 to v1.6.1 (2026-08), and tried by server-side
//! dry run; certainty high. The changelog says otherwise in places: the CRDs are what a cluster has.

use super::version::Version;
use std::fmt;

/// The releases whose CRDs are known.
pub(crate) const KNOWN: [Version; 7] =
    [Version(1, 0), Version(1, 1), Version(1, 2), Version(1, 3), Version(1, 4), Version(1, 5), Version(1, 6)];

/// The first release that has TLSRoute in the standard channel; its CRDs need [`KUBERNETES`].
pub(crate) const TLS_ROUTE_IS_STANDARD: Version = Version(1, 5);

/// The oldest Kubernetes that accepts the CRDs of [`TLS_ROUTE_IS_STANDARD`] and newer: their rules call `isIP`.
pub(crate) const KUBERNETES: Version = Version(1, 31);

/// A channel of the Gateway API.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(rename_all = "lowercase"))]
pub enum Channel {
    /// Only what is generally available.
    #[default]
    Standard,
    /// Also what may still change.
    Experimental,
}

impl Channel {
    /// Both channels.
    pub(crate) const ALL: [Self; 2] = [Self::Standard, Self::Experimental];

    /// Gives the channel's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Experimental => "experimental",
        }
    }
}

/// The CRDs of the Gateway API in a cluster: those of a release, in a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bundle {
    pub version: Version,
    pub channel: Channel,
}

/// A version of the kind TLSRoute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TlsRouteVersion {
    V1Alpha2,
    V1Alpha3,
    V1,
}

impl Bundle {
    /// Gives the versions of TLSRoute that are served, the best to write first.
    pub(crate) fn tls_routes(self) -> &'static [TlsRouteVersion] {
        use TlsRouteVersion::{V1, V1Alpha2, V1Alpha3};
        let Self { version, channel } = self;
        match channel {
            Channel::Standard if version >= TLS_ROUTE_IS_STANDARD => &[V1],
            Channel::Standard => &[],
            Channel::Experimental if version >= TLS_ROUTE_IS_STANDARD => &[V1, V1Alpha3, V1Alpha2],
            Channel::Experimental if version >= Version(1, 4) => &[V1Alpha3, V1Alpha2],
            Channel::Experimental => &[V1Alpha2],
        }
    }
}

/// Writes the version and the channel, as in `1.5 standard`.
impl fmt::Display for Bundle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.version, self.channel.name())
    }
}

/// Gives the largest number of annotations that `spec.infrastructure` of a Gateway takes.
pub(crate) fn most_infrastructure_annotations(version: Version) -> usize {
    if version >= Version(1, 6) { 16 } else { 8 }
}

impl fmt::Display for TlsRouteVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::V1Alpha2 => "v1alpha2",
            Self::V1Alpha3 => "v1alpha3",
            Self::V1 => "v1",
        })
    }
}
