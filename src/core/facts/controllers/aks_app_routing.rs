//! The application routing add-on of AKS, which runs ingress-nginx.

use crate::facts::annotation::Annotation;
use crate::facts::check::Check;
use crate::facts::controller::{
    Controller, IngressClass, IngressFacts, Limit, PARSE_BOOL, Passthrough, Proxy, ProxyNamespace, Retired, Setting,
    SettingValue, Setup, SetupForm, Support, Unsupported,
};
use crate::facts::evidence::{Certainty, Evidence};

const DOCUMENTATION: Evidence = Evidence {
    source: "https://learn.microsoft.com/azure/aks/app-routing",
    versions: "the add-on's default controller",
    read: "2026-08",
    certainty: Certainty::High,
};

pub(crate) static CONTROLLER: Controller = Controller {
    id: "aks-app-routing",
    name: "AKS application routing",
    cloud: Some("azure"),
    retired: Some(Retired {
        notice: "it runs ingress-nginx, in which Microsoft fixes critical vulnerabilities only until November 2026",
        evidence: DOCUMENTATION,
    }),
    unfit_class: None,
    ingress: Support::Known(IngressFacts {
        class: IngressClass {
            name: "webapprouting.kubernetes.azure.com",
            controller: "webapprouting.kubernetes.azure.com/nginx",
            missing: None,
        },
        annotations: &[Annotation {
            key: "nginx.ingress.kubernetes.io/ssl-passthrough",
            value: "true",
            reason: "TLS reaches the router untouched; the NginxIngressController must allow it as well",
            evidence: DOCUMENTATION,
        }],
        passthrough: Passthrough {
            keys: &["nginx.ingress.kubernetes.io/ssl-passthrough"],
            on: PARSE_BOOL,
            ignores_case: false,
            is_switched_elsewhere: false,
            limits: &[Limit::ExactHosts, Limit::RootPath],
        },
        proxy: Proxy::Pods {
            labels: &[
                ("app", "nginx"),
                ("app.kubernetes.io/component", "ingress-controller"),
                ("app.kubernetes.io/managed-by", "aks-app-routing-operator"),
            ],
            namespace: ProxyNamespace::Named("app-routing-system"),
        },
        releases: &[],
        setup: Setup {
            form: SetupForm::Object {
                api_version: "approuting.kubernetes.azure.com/v1alpha1",
                kind: "NginxIngressController",
                name: "default",
                namespace: None,
            },
            settings: &[
                Setting {
                    path: &["spec", "ingressClassName"],
                    value: SettingValue::Text("webapprouting.kubernetes.azure.com"),
                    reason: "that of the add-on's own controller; it can't be changed",
                },
                Setting {
                    path: &["spec", "controllerNamePrefix"],
                    value: SettingValue::Text("nginx"),
                    reason: "that of the add-on's own controller; it can't be changed",
                },
                Setting {
                    path: &["spec", "enableSSLPassthrough"],
                    value: SettingValue::Switch(true),
                    reason: "off by default: the annotation of an Ingress has no effect then",
                },
            ],
            restart: None,
            service_annotations: Some(&["spec", "loadBalancerAnnotations"]),
        },
        idle: "closes nothing",
        checks: &[Check {
            title: "Check that the add-on allows passthrough",
            text: "It must print `true`.",
            command: "kubectl get nginxingresscontroller default -o jsonpath='{.spec.enableSSLPassthrough}{\"\\n\"}'",
        }],
        evidence: DOCUMENTATION,
    }),
    gateway: Support::Refused(Unsupported {
        reason: "its Gateways run on an Istio that passes no TLSRoute through yet",
        instead: "use the method Ingress, or install Istio 1.30 or newer and choose istio",
        evidence: DOCUMENTATION,
    }),
    values: None,
};
