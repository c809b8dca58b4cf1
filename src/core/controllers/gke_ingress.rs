//! GKE Ingress: known, and refused.

use crate::cloud::{Certainty, Evidence};
use crate::controller::{Controller, Passthrough};

pub(crate) static CONTROLLER: Controller = Controller {
    id: "gke-ingress",
    name: "GKE Ingress",
    passthrough: Passthrough::Refused {
        reason: "it is an HTTP load balancer: it ends TLS, so client certificates are lost, and cuts a watch after its backend timeout of 30 seconds",
        instead: "use the method LoadBalancer with the cloud gcp, which passes packets through",
        evidence: Evidence {
            source: "https://cloud.google.com/kubernetes-engine/docs/concepts/ingress",
            read: "2026-08",
            certainty: Certainty::High,
        },
    },
};
