//! Kong: known, and refused.

use crate::facts::controller::{Controller, Support, UnfitClass, Unsupported};
use crate::facts::evidence::{Certainty, Evidence};

const INSTEAD: &str =
    "use the method LoadBalancer, or the method GatewayAPI with a controller that the catalogue knows";

pub(crate) static CONTROLLER: Controller = Controller {
    id: "kong",
    name: "Kong",
    cloud: None,
    retired: None,
    unfit_class: Some(UnfitClass {
        names: &["kong"],
        controllers: &["ingress-controllers.konghq.com/kong"],
        ends_tls: false,
    }),
    ingress: Support::Refused(Unsupported {
        reason: "it passes TLS through by its own TCPIngress or a TLSRoute, never by an Ingress",
        instead: INSTEAD,
        evidence: Evidence {
            source: "https://github.com/Kong/charts",
            versions: "chart 3.4",
            read: "2026-08",
            certainty: Certainty::High,
        },
    }),
    gateway: Support::Refused(Unsupported {
        reason: "the labels of the pods that its operator makes are generated, so no NetworkPolicy can be written beforehand",
        instead: "use the controller other and name the labels in `spec.gateway`, or choose another controller",
        evidence: Evidence {
            source: "https://github.com/kubernetes-sigs/gateway-api/tree/main/conformance/reports",
            versions: "Kong Operator 2.2 and newer",
            read: "2026-08",
            certainty: Certainty::Medium,
        },
    }),
    values: None,
};
