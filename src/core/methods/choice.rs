//! The entries of the catalogue that an Exposure chooses.

use crate::exposure::{Exposure, Method};
use crate::facts::check::Check;
use crate::facts::cloud::Cloud;
use crate::facts::controller::{Controller, GatewayFacts, IngressFacts, Proxy, ReleaseRange, Setup};
use crate::facts::gateway_api::{Bundle, TlsRouteVersion};
use crate::facts::version::PatchVersion;

/// Gives the cloud: the one named, else the only one of the controller, else the unlisted one.
pub(crate) fn cloud(exposure: &Exposure) -> &'static Cloud {
    let named = exposure.spec.cloud.as_deref().or_else(|| controller(exposure)?.cloud);
    named.and_then(Cloud::find).unwrap_or_else(Cloud::unlisted)
}

/// Gives the controller, if the Exposure names one that the catalogue knows.
pub(crate) fn controller(exposure: &Exposure) -> Option<&'static Controller> {
    Controller::find(exposure.spec.controller_id()?)
}

/// The catalogue's facts of a controller for one method, Ingress or GatewayAPI.
pub(crate) struct Serving {
    pub proxy: &'static Proxy,
    pub releases: &'static [ReleaseRange],
    pub setup: &'static Setup,
    pub idle: &'static str,
    pub checks: &'static [Check],
}

/// Gives the facts of the controller for the method; none for LoadBalancer, or where it isn't listed.
pub(crate) fn serving(exposure: &Exposure) -> Option<Serving> {
    let controller = controller(exposure)?;
    match exposure.spec.method {
        Method::LoadBalancer => None,
        Method::Ingress => {
            controller.ingress.known().map(|IngressFacts { proxy, releases, setup, idle, checks, .. }| Serving {
                proxy,
                releases,
                setup,
                idle,
                checks,
            })
        }
        Method::GatewayAPI => {
            controller.gateway.known().map(|GatewayFacts { proxy, releases, setup, idle, checks, .. }| Serving {
                proxy,
                releases,
                setup,
                idle,
                checks,
            })
        }
    }
}

/// Gives the releases of the controller that the method can use.
pub(crate) fn releases(exposure: &Exposure) -> &'static [ReleaseRange] {
    serving(exposure).map_or(&[], |serving| serving.releases)
}

/// Gives the releases that the output is for: those of the version named, else the newest that the targets can serve.
pub(crate) fn release(exposure: &Exposure) -> Option<&'static ReleaseRange> {
    let version = exposure.spec.controller_version().and_then(PatchVersion::parse);
    let served = served_tls_routes(exposure);
    releases(exposure).iter().find(|release| match version {
        Some(version) => release.contains(version),
        None => release.watches.is_none_or(|watched| served.contains(&watched)),
    })
}

/// Gives the versions of TLSRoute that the targets serve, the best to write first.
pub(crate) fn served_tls_routes(exposure: &Exposure) -> &'static [TlsRouteVersion] {
    exposure.spec.targets.bundle().map_or(&[], Bundle::tls_routes)
}

/// Gives the version of TLSRoute to write: the best that the targets serve. An API server gives an object in every
/// version that it serves, so that a controller that watches an older one sees it too.
pub(crate) fn tls_route(exposure: &Exposure) -> TlsRouteVersion {
    served_tls_routes(exposure).first().copied().unwrap_or(TlsRouteVersion::V1)
}
