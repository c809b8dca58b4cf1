//! Amazon Web Services: a Network Load Balancer, made by the AWS Load Balancer Controller.

use crate::cloud::{AddressField, Annotation, Certainty, Cloud, Evidence, IdleTimeout, IdleTimeoutSetting};

const ANNOTATIONS: Evidence = Evidence {
    source: "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/",
    read: "2026-08",
    certainty: Certainty::High,
};

const CONTROLLER: Annotation = Annotation {
    key: "service.beta.kubernetes.io/aws-load-balancer-type",
    value: "external",
    reason: "the AWS Load Balancer Controller makes a Network Load Balancer; without it an older one makes a Classic ELB",
    evidence: ANNOTATIONS,
};

const TARGETS: Annotation = Annotation {
    key: "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type",
    value: "ip",
    reason: "straight to the router's pods",
    evidence: ANNOTATIONS,
};

pub(crate) static CLOUD: Cloud = Cloud {
    id: "aws",
    name: "AWS",
    public: &[
        CONTROLLER,
        Annotation {
            key: "service.beta.kubernetes.io/aws-load-balancer-scheme",
            value: "internet-facing",
            reason: "the controller's own choice is internal",
            evidence: ANNOTATIONS,
        },
        TARGETS,
    ],
    private: &[
        CONTROLLER,
        Annotation {
            key: "service.beta.kubernetes.io/aws-load-balancer-scheme",
            value: "internal",
            reason: "reached from inside the VPC only",
            evidence: ANNOTATIONS,
        },
        TARGETS,
    ],
    idle_timeout: IdleTimeout {
        default: "drops a connection silently after 350 seconds without a byte",
        setting: IdleTimeoutSetting::ListenerAttribute {
            key_before_port: "service.beta.kubernetes.io/aws-load-balancer-listener-attributes.TCP-",
            attribute: "tcp.idle_timeout.seconds",
            seconds: (60, 6000),
        },
        evidence: ANNOTATIONS,
    },
    address: AddressField::Hostname,
    app_protocol: None,
};
