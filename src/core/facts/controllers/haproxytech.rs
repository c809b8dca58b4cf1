//! HAProxy Kubernetes Ingress Controller, that of HAProxy Technologies.

use crate::facts::annotation::Annotation;
use crate::facts::check::Check;
use crate::facts::controller::{
    ChartValues, Controller, IngressClass, IngressFacts, Passthrough, Proxy, ProxyNamespace, Setting, SettingValue,
    Setup, SetupForm, Support, Unsupported,
};
use crate::facts::evidence::{Certainty, Evidence};

const ANNOTATIONS: Evidence = Evidence {
    source: "https://www.haproxy.com/documentation/kubernetes-ingress/community/configuration-reference/ingress/",
    versions: "chart 1.52, release 3.2",
    read: "2026-08",
    certainty: Certainty::High,
};

pub(crate) static CONTROLLER: Controller = Controller {
    id: "haproxytech",
    name: "HAProxy Kubernetes Ingress Controller",
    cloud: None,
    retired: None,
    unfit_class: None,
    ingress: Support::Known(IngressFacts {
        class: IngressClass { name: "haproxy", controller: "haproxy.org/ingress-controller/haproxy", missing: None },
        annotations: &[Annotation {
            key: "haproxy.org/ssl-passthrough",
            value: "true",
            reason: "TLS reaches the router untouched",
            evidence: ANNOTATIONS,
        }],
        passthrough: Passthrough {
            keys: &[
                "haproxy.org/ssl-passthrough",
                "haproxy.com/ssl-passthrough",
                "ingress.kubernetes.io/ssl-passthrough",
            ],
            on: &["true", "True", "TRUE", "t", "T", "1", "enabled", "on"],
            ignores_case: false,
            is_switched_elsewhere: true,
            limits: &[],
        },
        proxy: Proxy::Pods {
            labels: &[("app.kubernetes.io/name", "kubernetes-ingress")],
            namespace: ProxyNamespace::Named("haproxy-controller"),
        },
        releases: &[],
        setup: Setup {
            form: SetupForm::HelmValues {
                release: "haproxy-kubernetes-ingress",
                chart: "haproxytech/kubernetes-ingress",
                namespace: "haproxy-controller",
            },
            settings: &[
                Setting {
                    path: &["controller", "service", "type"],
                    value: SettingValue::Text("LoadBalancer"),
                    reason: "the chart's default is NodePort, which has no address",
                },
                Setting {
                    path: &["controller", "service", "enablePorts", "quic"],
                    value: SettingValue::Switch(false),
                    reason: "not every load balancer takes UDP and TCP on one port; a host that is passed through has no HTTP/3",
                },
                Setting {
                    path: &["controller", "service", "enablePorts", "stat"],
                    value: SettingValue::Switch(false),
                    reason: "HAProxy's statistics are not for clients of the load balancer",
                },
                Setting {
                    path: &["controller", "service", "enablePorts", "admin"],
                    value: SettingValue::Switch(false),
                    reason: "the controller's metrics and profiles (pprof) are not for clients of the load balancer either",
                },
                Setting {
                    path: &["controller", "service", "enablePorts", "prometheus"],
                    value: SettingValue::Switch(false),
                    reason: "the name of admin in charts before 1.45",
                },
            ],
            restart: None,
            service_annotations: Some(&["controller", "service", "annotations"]),
        },
        idle: "1 h (timeout-tunnel)",
        checks: &[Check {
            title: "Check that the IngressClass is there",
            text: "It must print `haproxy.org/ingress-controller/haproxy`.",
            command: "kubectl get ingressclass haproxy -o jsonpath='{.spec.controller}{\"\\n\"}'",
        }],
        evidence: ANNOTATIONS,
    }),
    gateway: Support::Refused(Unsupported {
        reason: "Portico doesn't know that it serves TLSRoutes",
        instead: "use the method Ingress, or another controller",
        evidence: Evidence { certainty: Certainty::Medium, ..ANNOTATIONS },
    }),
    values: Some(ChartValues {
        chart: "kubernetes-ingress",
        marks: &[
            &["controller", "kubernetesGateway"],
            &["controller", "defaultTLSSecret"],
            &["controller", "unprivileged"],
            &["controller", "allowPrivilegedPorts"],
            &["controller", "auxiliaryConfig"],
            &["controller", "service", "enablePorts"],
        ],
        evidence: ANNOTATIONS,
    }),
};
