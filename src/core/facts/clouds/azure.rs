//! Microsoft Azure: a Standard Load Balancer, which works on layer 4.

use crate::facts::annotation::Annotation;
use crate::facts::cloud::{AddressField, AppProtocol, Cloud, IdleTimeout, IdleTimeoutSetting};
use crate::facts::evidence::{Certainty, Evidence};

const PROVIDER: Evidence = Evidence {
    source: "https://cloud-provider-azure.sigs.k8s.io/topics/loadbalancer/",
    versions: "Kubernetes 1.24 and newer, Standard load balancers",
    read: "2026-08",
    certainty: Certainty::High,
};

pub(crate) static CLOUD: Cloud = Cloud {
    id: "azure",
    name: "Azure",
    load_balancer: "Standard Load Balancer",
    public: &[],
    private: Some(&[Annotation {
        key: "service.beta.kubernetes.io/azure-load-balancer-internal",
        value: "true",
        reason: "reached from inside the virtual network only",
        evidence: PROVIDER,
    }]),
    ignored: &[],
    load_balancer_class: None,
    idle_timeout: IdleTimeout {
        default: "closes a connection after 4 minutes without a byte",
        short: "4 min",
        setting: IdleTimeoutSetting::Minutes {
            key: "service.beta.kubernetes.io/azure-load-balancer-tcp-idle-timeout",
            minutes: (4, 30),
        },
        evidence: PROVIDER,
    },
    address: AddressField::Ip,
    app_protocol: Some(AppProtocol {
        value: "tcp",
        reason: "with https, Azure probes / and expects a 200, but the router answers 401 and would count as down",
        evidence: PROVIDER,
    }),
    of_controllers: &[Annotation {
        key: "service.beta.kubernetes.io/port_443_health-probe_protocol",
        value: "tcp",
        reason: "whatever appProtocol the port declares, Azure only asks whether it can connect",
        evidence: PROVIDER,
    }],
    before: None,
};
