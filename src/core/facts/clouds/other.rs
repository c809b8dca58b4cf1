//! A cloud, or a place without one, that the catalogue doesn't list.

use crate::facts::check::Check;
use crate::facts::cloud::{AddressField, Cloud, IdleTimeout, IdleTimeoutSetting};
use crate::facts::evidence::{Certainty, Evidence};

pub(crate) static CLOUD: Cloud = Cloud {
    id: "other",
    name: "another cloud",
    load_balancer: "load balancer",
    public: &[],
    private: None,
    ignored: &[],
    load_balancer_class: None,
    idle_timeout: IdleTimeout {
        default: "may close a connection on which nothing is sent; its documentation says after how long",
        short: "unknown",
        setting: IdleTimeoutSetting::None,
        evidence: Evidence {
            source: "https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer",
            versions: "every",
            read: "2026-08",
            certainty: Certainty::Medium,
        },
    },
    address: AddressField::Either,
    app_protocol: None,
    of_controllers: &[],
    before: Some(Check {
        title: "Check that something gives Services of type LoadBalancer their address",
        text: "A cloud does it by default; elsewhere something such as MetalLB, kube-vip or Cilium's LB-IPAM must run. What it \
               gives must work on layer 4: a listener for HTTP or HTTPS, or one with a certificate, ends TLS. Settings that \
               it wants go into `spec.loadBalancer.annotations`. If this prints a Service with an address, something does.",
        command: "kubectl get service -A \\\n  -o jsonpath='{range .items[?(@.spec.type==\"LoadBalancer\")]}{.metadata.namespace}/{.metadata.name} \
                  {.status.loadBalancer.ingress[0].hostname}{.status.loadBalancer.ingress[0].ip}{\"\\n\"}{end}'",
    }),
};
