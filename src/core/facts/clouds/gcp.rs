//! Google Cloud: a passthrough Network Load Balancer.

use crate::facts::annotation::Annotation;
use crate::facts::check::Check;
use crate::facts::cloud::{AddressField, Cloud, IdleTimeout, IdleTimeoutSetting};
use crate::facts::evidence::{Certainty, Evidence};

const PARAMETERS: Evidence = Evidence {
    source: "https://cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer-parameters",
    versions: "GKE 1.25.5 and newer",
    read: "2026-08",
    certainty: Certainty::High,
};

pub(crate) static CLOUD: Cloud = Cloud {
    id: "gcp",
    name: "Google Cloud",
    load_balancer: "passthrough Network Load Balancer",
    public: &[Annotation {
        key: "cloud.google.com/l4-rbs",
        value: "enabled",
        reason: "a passthrough load balancer on backend services; it must be there before the Service first becomes a LoadBalancer",
        evidence: PARAMETERS,
    }],
    private: Some(&[Annotation {
        key: "networking.gke.io/load-balancer-type",
        value: "Internal",
        reason: "reached from inside the VPC only; the capital letter matters",
        evidence: PARAMETERS,
    }]),
    ignored: &[],
    load_balancer_class: None,
    idle_timeout: IdleTimeout {
        default: "passes packets on and closes nothing, but the VPC's firewall forgets a connection after 10 minutes without a byte",
        short: "none of its own; the VPC's firewall 10 min",
        setting: IdleTimeoutSetting::None,
        evidence: Evidence {
            source: "https://cloud.google.com/firewall/docs/firewalls",
            versions: "every",
            read: "2026-08",
            certainty: Certainty::Medium,
        },
    },
    address: AddressField::Ip,
    app_protocol: None,
    of_controllers: &[],
    before: Some(Check {
        title: "Check that the Service is not a LoadBalancer yet",
        text: "Its annotations count only when they are there before the Service first becomes a LoadBalancer. If this \
               prints `LoadBalancer` and the annotations were not there, set the type back to ClusterIP first; the address \
               changes.",
        command: "kubectl get service {service} \\\n  -o jsonpath='{.spec.type} {.metadata.annotations}{\"\\n\"}' --ignore-not-found",
    }),
};
