//! Amazon Web Services: a Network Load Balancer, made by the AWS Load Balancer Controller.

use crate::facts::annotation::Annotation;
use crate::facts::check::Check;
use crate::facts::cloud::{AddressField, Cloud, IdleTimeout, IdleTimeoutSetting};
use crate::facts::evidence::{Certainty, Evidence};

const ANNOTATIONS: Evidence = Evidence {
    source: "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/",
    versions: "AWS Load Balancer Controller 2.5 to 3.5",
    read: "2026-08",
    certainty: Certainty::High,
};

const CONTROLLER: Annotation = Annotation {
    key: "service.beta.kubernetes.io/aws-load-balancer-type",
    value: "external",
    reason: "the AWS Load Balancer Controller makes a Network Load Balancer; without the annotation an older one makes a Classic ELB",
    evidence: ANNOTATIONS,
};

const TARGETS: Annotation = Annotation {
    key: "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type",
    value: "ip",
    reason: "straight to the pods",
    evidence: ANNOTATIONS,
};

pub(crate) static CLOUD: Cloud = Cloud {
    id: "aws",
    name: "AWS",
    load_balancer: "Network Load Balancer",
    public: &[
        CONTROLLER,
        Annotation {
            key: "service.beta.kubernetes.io/aws-load-balancer-scheme",
            value: "internet-facing",
            reason: "the controller's default is internal",
            evidence: ANNOTATIONS,
        },
        TARGETS,
    ],
    private: Some(&[
        CONTROLLER,
        Annotation {
            key: "service.beta.kubernetes.io/aws-load-balancer-scheme",
            value: "internal",
            reason: "reached from inside the VPC only",
            evidence: ANNOTATIONS,
        },
        TARGETS,
    ]),
    ignored: &[],
    load_balancer_class: None,
    idle_timeout: IdleTimeout {
        default: "drops a connection silently after 350 seconds without a byte",
        short: "350 s",
        setting: IdleTimeoutSetting::ListenerAttribute {
            key_before_port: "service.beta.kubernetes.io/aws-load-balancer-listener-attributes.TCP-",
            attribute: "tcp.idle_timeout.seconds",
            seconds: (60, 6000),
        },
        evidence: Evidence { versions: "AWS Load Balancer Controller 2.9 to 3.5", read: "2026-11", ..ANNOTATIONS },
    },
    address: AddressField::Hostname,
    app_protocol: None,
    of_controllers: &[],
    before: Some(Check {
        title: "Check that the AWS Load Balancer Controller runs",
        text: "Without it the Service stays `<pending>`: the annotation `aws-load-balancer-type: external` tells every \
               other controller to keep its hands off. Before 2.9 it silently ignores an idle timeout: the image shows \
               its version.",
        command: "kubectl get deployment -A -o wide -l app.kubernetes.io/name=aws-load-balancer-controller",
    }),
};
