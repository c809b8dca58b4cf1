//! AWS Application Load Balancer: known, and refused.

use crate::cloud::{Certainty, Evidence};
use crate::controller::{Controller, Passthrough};

pub(crate) static CONTROLLER: Controller = Controller {
    id: "aws-alb",
    name: "AWS Application Load Balancer",
    passthrough: Passthrough::Refused {
        reason: "it works on layer 7: it ends TLS, so client certificates are lost, and cuts a watch after 60 seconds without a byte",
        instead: "use the method LoadBalancer with the cloud aws, which is a Network Load Balancer",
        evidence: Evidence {
            source: "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/",
            read: "2026-08",
            certainty: Certainty::High,
        },
    },
};
