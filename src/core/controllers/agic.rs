//! Azure Application Gateway: known, and refused.

use crate::cloud::{Certainty, Evidence};
use crate::controller::{Controller, Passthrough};

pub(crate) static CONTROLLER: Controller = Controller {
    id: "agic",
    name: "Azure Application Gateway",
    passthrough: Passthrough::Refused {
        reason: "it works on layer 7: it ends TLS, so client certificates are lost, and cuts a request after 30 seconds",
        instead: "use the method LoadBalancer with the cloud azure, whose load balancer works on layer 4",
        evidence: Evidence {
            source: "https://azure.github.io/application-gateway-kubernetes-ingress/annotations/",
            read: "2026-08",
            certainty: Certainty::High,
        },
    },
};
