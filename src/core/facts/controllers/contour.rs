//! Contour: known, and refused.

use crate::facts::controller::{Controller, Support, UnfitClass, Unsupported};
use crate::facts::evidence::{Certainty, Evidence};

pub(crate) static CONTROLLER: Controller = Controller {
    id: "contour",
    name: "Contour",
    cloud: None,
    retired: None,
    unfit_class: Some(UnfitClass {
        names: &["contour"],
        controllers: &["projectcontour.io/projectcontour/contour-contour"],
        ends_tls: false,
    }),
    ingress: Support::Refused(Unsupported {
        reason: "it passes TLS through by its own HTTPProxy, never by an Ingress",
        instead: "use the method LoadBalancer, or the method GatewayAPI with a controller that the catalogue knows",
        evidence: Evidence {
            source: "https://projectcontour.io/docs/main/config/tls-termination/",
            versions: "every release to 1.33",
            read: "2026-08",
            certainty: Certainty::High,
        },
    }),
    gateway: Support::Refused(Unsupported {
        reason: "it watches only TLSRoute v1alpha2, which the standard channel of the Gateway API never serves",
        instead: "use envoy-gateway, which runs the same proxy",
        evidence: Evidence {
            source: "https://github.com/projectcontour/contour",
            versions: "every release to 1.33",
            read: "2026-08",
            certainty: Certainty::High,
        },
    }),
    values: None,
};
