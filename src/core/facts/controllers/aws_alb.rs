//! AWS Application Load Balancer: known, and refused.

use crate::facts::controller::{Controller, Support, UnfitClass, Unsupported};
use crate::facts::evidence::{Certainty, Evidence};

const REASON: &str = "it works on layer 7: it ends TLS, so client certificates are lost, and cuts a watch after 60 seconds without a byte";
const INSTEAD: &str = "use the method LoadBalancer with the cloud aws, which is a Network Load Balancer";
const DOCUMENTATION: Evidence = Evidence {
    source: "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/",
    versions: "AWS Load Balancer Controller, every release to 3.5",
    read: "2026-08",
    certainty: Certainty::High,
};

pub(crate) static CONTROLLER: Controller = Controller {
    id: "aws-alb",
    name: "AWS Application Load Balancer",
    cloud: Some("aws"),
    retired: None,
    unfit_class: Some(UnfitClass {
        names: &["alb"],
        controllers: &["ingress.k8s.aws/alb", "eks.amazonaws.com/alb"],
        ends_tls: true,
    }),
    ingress: Support::Refused(Unsupported { reason: REASON, instead: INSTEAD, evidence: DOCUMENTATION }),
    gateway: Support::Refused(Unsupported { reason: REASON, instead: INSTEAD, evidence: DOCUMENTATION }),
    values: None,
};
