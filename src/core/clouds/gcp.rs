//! Google Cloud: a passthrough Network Load Balancer.

use crate::cloud::{AddressField, Annotation, Certainty, Cloud, Evidence, IdleTimeout, IdleTimeoutSetting};

const PARAMETERS: Evidence = Evidence {
    source: "https://cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer-parameters",
    read: "2026-08",
    certainty: Certainty::High,
};

pub(crate) static CLOUD: Cloud = Cloud {
    id: "gcp",
    name: "Google Cloud",
    public: &[Annotation {
        key: "cloud.google.com/l4-rbs",
        value: "enabled",
        reason: "a passthrough load balancer on backend services; it must be there before the Service first becomes a LoadBalancer",
        evidence: PARAMETERS,
    }],
    private: &[Annotation {
        key: "networking.gke.io/load-balancer-type",
        value: "Internal",
        reason: "reached from inside the VPC only; the capital letter counts",
        evidence: PARAMETERS,
    }],
    idle_timeout: IdleTimeout {
        default: "passes packets on and closes nothing, but the VPC's firewall forgets a connection after 10 minutes without a byte",
        setting: IdleTimeoutSetting::None,
        evidence: Evidence {
            source: "https://cloud.google.com/firewall/docs/firewalls",
            read: "2026-08",
            certainty: Certainty::Medium,
        },
    },
    address: AddressField::Ip,
    app_protocol: None,
};
