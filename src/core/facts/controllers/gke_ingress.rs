//! GKE Ingress: known, and refused.

use crate::facts::controller::{Controller, Support, UnfitClass, Unsupported};
use crate::facts::evidence::{Certainty, Evidence};

const REASON: &str = "it is an HTTP load balancer: it ends TLS, so client certificates are lost, and cuts a watch after its backend timeout of 30 seconds";
const INSTEAD: &str = "use the method LoadBalancer with the cloud gcp, which passes packets through";
const DOCUMENTATION: Evidence = Evidence {
    source: "https://cloud.google.com/kubernetes-engine/docs/concepts/ingress",
    versions: "every",
    read: "2026-08",
    certainty: Certainty::High,
};

pub(crate) static CONTROLLER: Controller = Controller {
    id: "gke-ingress",
    name: "GKE Ingress",
    cloud: Some("gcp"),
    retired: None,
    unfit_class: Some(UnfitClass {
        names: &["gce", "gce-internal", "gce-multi-cluster", "gce-regional-external"],
        controllers: &[],
        ends_tls: true,
    }),
    ingress: Support::Refused(Unsupported { reason: REASON, instead: INSTEAD, evidence: DOCUMENTATION }),
    gateway: Support::Refused(Unsupported {
        reason: "it serves Ingresses, not Gateways",
        instead: INSTEAD,
        evidence: DOCUMENTATION,
    }),
    values: None,
};
