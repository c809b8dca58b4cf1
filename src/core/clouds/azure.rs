//! Microsoft Azure: a Standard Load Balancer, of layer 4 by itself.

use crate::cloud::{
    AddressField, Annotation, AppProtocol, Certainty, Cloud, Evidence, IdleTimeout, IdleTimeoutSetting,
};

const PROVIDER: Evidence = Evidence {
    source: "https://cloud-provider-azure.sigs.k8s.io/topics/loadbalancer/",
    read: "2026-08",
    certainty: Certainty::High,
};

pub(crate) static CLOUD: Cloud = Cloud {
    id: "azure",
    name: "Azure",
    public: &[],
    private: &[Annotation {
        key: "service.beta.kubernetes.io/azure-load-balancer-internal",
        value: "true",
        reason: "reached from inside the virtual network only",
        evidence: PROVIDER,
    }],
    idle_timeout: IdleTimeout {
        default: "closes a connection after 4 minutes without a byte",
        setting: IdleTimeoutSetting::Minutes {
            key: "service.beta.kubernetes.io/azure-load-balancer-tcp-idle-timeout",
            minutes: (4, 30),
        },
        evidence: PROVIDER,
    },
    address: AddressField::Ip,
    app_protocol: Some(AppProtocol {
        value: "tcp",
        reason: "with https, Azure probes / and wants a 200, but the router answers 401 and would count as down",
        evidence: PROVIDER,
    }),
};
