//! HAProxy Ingress, the community's controller (jcmoraisjr).

use crate::facts::annotation::Annotation;
use crate::facts::check::Check;
use crate::facts::controller::{
    ChartValues, Controller, IngressClass, IngressFacts, Limit, PARSE_BOOL, Passthrough, Proxy, ProxyNamespace,
    Setting, SettingValue, Setup, SetupForm, Support, Unsupported,
};
use crate::facts::evidence::{Certainty, Evidence};

const KEYS: Evidence = Evidence {
    source: "https://haproxy-ingress.github.io/docs/configuration/keys/",
    versions: "charts 0.14 to 0.17",
    read: "2026-08",
    certainty: Certainty::High,
};

pub(crate) static CONTROLLER: Controller = Controller {
    id: "haproxy-ingress",
    name: "HAProxy Ingress",
    cloud: None,
    retired: None,
    unfit_class: None,
    ingress: Support::Known(IngressFacts {
        class: IngressClass { name: "haproxy", controller: "haproxy-ingress.github.io/controller", missing: None },
        annotations: &[Annotation {
            key: "haproxy-ingress.github.io/ssl-passthrough",
            value: "true",
            reason: "TLS reaches the router untouched",
            evidence: KEYS,
        }],
        passthrough: Passthrough {
            keys: &["haproxy-ingress.github.io/ssl-passthrough", "ingress.kubernetes.io/ssl-passthrough"],
            on: PARSE_BOOL,
            ignores_case: false,
            is_switched_elsewhere: true,
            limits: &[Limit::RootPath],
        },
        proxy: Proxy::Pods {
            labels: &[("app.kubernetes.io/name", "haproxy-ingress")],
            namespace: ProxyNamespace::Named("ingress-controller"),
        },
        releases: &[],
        setup: Setup {
            form: SetupForm::HelmValues {
                release: "haproxy-ingress",
                chart: "haproxy-ingress/haproxy-ingress",
                namespace: "ingress-controller",
            },
            settings: &[
                Setting {
                    path: &["controller", "ingressClassResource", "enabled"],
                    value: SettingValue::Switch(true),
                    reason: "the chart makes no IngressClass by default",
                },
                Setting {
                    path: &["controller", "publishService", "enabled"],
                    value: SettingValue::Switch(true),
                    reason: "off by default: an Ingress then gets the nodes' own addresses, or none",
                },
            ],
            restart: None,
            service_annotations: Some(&["controller", "service", "annotations"]),
        },
        idle: "1 h (timeout-tunnel)",
        checks: &[Check {
            title: "Check that the IngressClass is there",
            text: "It must print `haproxy-ingress.github.io/controller`.",
            command: "kubectl get ingressclass haproxy -o jsonpath='{.spec.controller}{\"\\n\"}'",
        }],
        evidence: KEYS,
    }),
    gateway: Support::Refused(Unsupported {
        reason: "its support of TLSRoute is experimental, in an alpha release",
        instead: "use the method Ingress, or another controller",
        evidence: Evidence { certainty: Certainty::Medium, ..KEYS },
    }),
    values: Some(ChartValues {
        chart: "haproxy-ingress",
        marks: &[
            &["controller", "ingressClassResource", "controllerClass"],
            &["controller", "haproxy", "image"],
            &["controller", "enableStaticPorts"],
            &["controller", "templateFile"],
        ],
        evidence: KEYS,
    }),
};
