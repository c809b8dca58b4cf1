//! Amazon EKS Auto Mode: a Network Load Balancer, made by the cluster itself.

use crate::facts::annotation::Annotation;
use crate::facts::check::Check;
use crate::facts::cloud::{AddressField, Cloud, IdleTimeout, IdleTimeoutSetting, Ignored};
use crate::facts::evidence::{Certainty, Evidence};

const GUIDE: Evidence = Evidence {
    source: "https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html",
    versions: "every",
    read: "2026-08",
    certainty: Certainty::High,
};

const ATTRIBUTES: &str = "Write it into `aws-load-balancer-attributes`.";

pub(crate) static CLOUD: Cloud = Cloud {
    id: "aws-auto-mode",
    name: "EKS Auto Mode",
    load_balancer: "Network Load Balancer",
    public: &[Annotation {
        key: "service.beta.kubernetes.io/aws-load-balancer-scheme",
        value: "internet-facing",
        reason: "the cluster's default is internal; don't add the annotation aws-load-balancer-type here",
        evidence: GUIDE,
    }],
    private: Some(&[Annotation {
        key: "service.beta.kubernetes.io/aws-load-balancer-scheme",
        value: "internal",
        reason: "reached from inside the VPC only",
        evidence: GUIDE,
    }]),
    ignored: &[
        Ignored {
            key: "service.beta.kubernetes.io/aws-load-balancer-type",
            instead: "Remove it: the cluster's own class claims the Service.",
            is_error: true,
        },
        Ignored {
            key: "service.beta.kubernetes.io/load-balancer-source-ranges",
            instead: "Write the ranges into `spec.loadBalancerSourceRanges` of the Service.",
            is_error: true,
        },
        Ignored {
            key: "service.beta.kubernetes.io/aws-load-balancer-internal",
            instead: "Write `aws-load-balancer-scheme: internal`.",
            is_error: false,
        },
        Ignored {
            key: "service.beta.kubernetes.io/aws-load-balancer-proxy-protocol",
            instead: "Remove it: the router doesn't read the PROXY protocol.",
            is_error: false,
        },
        Ignored {
            key: "service.beta.kubernetes.io/aws-load-balancer-access-log-enabled",
            instead: ATTRIBUTES,
            is_error: false,
        },
        Ignored {
            key: "service.beta.kubernetes.io/aws-load-balancer-access-log-s3-bucket-name",
            instead: ATTRIBUTES,
            is_error: false,
        },
        Ignored {
            key: "service.beta.kubernetes.io/aws-load-balancer-access-log-s3-bucket-prefix",
            instead: ATTRIBUTES,
            is_error: false,
        },
        Ignored {
            key: "service.beta.kubernetes.io/aws-load-balancer-cross-zone-load-balancing-enabled",
            instead: ATTRIBUTES,
            is_error: false,
        },
    ],
    load_balancer_class: Some("eks.amazonaws.com/nlb"),
    idle_timeout: IdleTimeout {
        default: "drops a connection silently after 350 seconds without a byte",
        short: "350 s",
        setting: IdleTimeoutSetting::ListenerAttribute {
            key_before_port: "service.beta.kubernetes.io/aws-load-balancer-listener-attributes.TCP-",
            attribute: "tcp.idle_timeout.seconds",
            seconds: (60, 6000),
        },
        evidence: Evidence { certainty: Certainty::Medium, ..GUIDE },
    },
    address: AddressField::Hostname,
    app_protocol: None,
    of_controllers: &[],
    before: Some(Check {
        title: "Check which controller made the Service's load balancer",
        text: "A Service that is a LoadBalancer already must be of the class `eks.amazonaws.com/nlb`. With another class, or \
               none, another controller made its load balancer: set the type back to ClusterIP first, because a class \
               can't be changed in place. The address changes with it.",
        command: "kubectl get service {service} \\\n  -o jsonpath='{.spec.type} {.spec.loadBalancerClass}{\"\\n\"}' --ignore-not-found",
    }),
};
