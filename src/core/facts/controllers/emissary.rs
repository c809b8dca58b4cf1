//! Emissary-ingress: known, and refused.

use crate::facts::controller::{Controller, Support, UnfitClass, Unsupported};
use crate::facts::evidence::{Certainty, Evidence};

const DOCUMENTATION: Evidence = Evidence {
    source: "https://emissary-ingress.dev/docs/",
    versions: "every",
    read: "2026-08",
    certainty: Certainty::Medium,
};

pub(crate) static CONTROLLER: Controller = Controller {
    id: "emissary",
    name: "Emissary-ingress",
    cloud: None,
    retired: None,
    unfit_class: Some(UnfitClass {
        names: &["ambassador"],
        controllers: &["getambassador.io/ingress-controller"],
        ends_tls: false,
    }),
    ingress: Support::Refused(Unsupported {
        reason: "it routes TLS by its own TCPMapping, and no annotation does so for an Ingress",
        instead: "use the method LoadBalancer, or the method GatewayAPI with a controller that the catalogue knows",
        evidence: DOCUMENTATION,
    }),
    gateway: Support::Refused(Unsupported {
        reason: "it has never been reported to pass TLS through by a TLSRoute",
        instead: "use the method GatewayAPI with envoy-gateway",
        evidence: DOCUMENTATION,
    }),
    values: None,
};
