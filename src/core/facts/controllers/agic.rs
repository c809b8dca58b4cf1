//! Azure Application Gateway: known, and refused.

use crate::facts::controller::{Controller, Support, UnfitClass, Unsupported};
use crate::facts::evidence::{Certainty, Evidence};

const REASON: &str =
    "it works on layer 7: it ends TLS, so client certificates are lost, and cuts a request after 30 seconds";
const INSTEAD: &str = "use the method LoadBalancer with the cloud azure, whose load balancer works on layer 4";
const DOCUMENTATION: Evidence = Evidence {
    source: "https://azure.github.io/application-gateway-kubernetes-ingress/annotations/",
    versions: "every",
    read: "2026-08",
    certainty: Certainty::High,
};

pub(crate) static CONTROLLER: Controller = Controller {
    id: "agic",
    name: "Azure Application Gateway",
    cloud: Some("azure"),
    retired: None,
    unfit_class: Some(UnfitClass {
        names: &["azure-application-gateway", "azure/application-gateway"],
        controllers: &["azure/application-gateway"],
        ends_tls: true,
    }),
    ingress: Support::Refused(Unsupported { reason: REASON, instead: INSTEAD, evidence: DOCUMENTATION }),
    gateway: Support::Refused(Unsupported { reason: REASON, instead: INSTEAD, evidence: DOCUMENTATION }),
    values: None,
};
