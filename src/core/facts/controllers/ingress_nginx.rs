//! ingress-nginx, the Kubernetes project's controller of that name.

use crate::facts::annotation::Annotation;
use crate::facts::check::Check;
use crate::facts::controller::{
    ChartValues, Controller, IngressClass, IngressFacts, Limit, PARSE_BOOL, Passthrough, Proxy, ProxyNamespace,
    Retired, Setting, SettingValue, Setup, SetupForm, Support, Unsupported,
};
use crate::facts::evidence::{Certainty, Evidence};

const CODE: Evidence = Evidence {
    source: "https://github.com/kubernetes/ingress-nginx",
    versions: "every release to 1.15",
    read: "2026-03",
    certainty: Certainty::High,
};

pub(crate) static CONTROLLER: Controller = Controller {
    id: "ingress-nginx",
    name: "ingress-nginx",
    cloud: None,
    retired: Some(Retired {
        notice: "its maintenance ended in March 2026, and a vulnerability found since then stays open",
        evidence: CODE,
    }),
    unfit_class: None,
    ingress: Support::Known(IngressFacts {
        class: IngressClass { name: "nginx", controller: "k8s.io/ingress-nginx", missing: None },
        annotations: &[
            Annotation {
                key: "nginx.ingress.kubernetes.io/ssl-passthrough",
                value: "true",
                reason: "TLS reaches the router untouched; the controller must allow it as well",
                evidence: CODE,
            },
            Annotation {
                key: "nginx.ingress.kubernetes.io/backend-protocol",
                value: "HTTPS",
                reason: "as in the documentation; it does nothing for a host that is passed through",
                evidence: CODE,
            },
        ],
        passthrough: Passthrough {
            keys: &["nginx.ingress.kubernetes.io/ssl-passthrough"],
            on: PARSE_BOOL,
            ignores_case: false,
            is_switched_elsewhere: false,
            limits: &[Limit::ExactHosts, Limit::RootPath],
        },
        proxy: Proxy::Pods {
            labels: &[("app.kubernetes.io/name", "ingress-nginx"), ("app.kubernetes.io/component", "controller")],
            namespace: ProxyNamespace::Named("ingress-nginx"),
        },
        releases: &[],
        setup: Setup {
            form: SetupForm::HelmValues {
                release: "ingress-nginx",
                chart: "ingress-nginx/ingress-nginx",
                namespace: "ingress-nginx",
            },
            settings: &[Setting {
                path: &["controller", "extraArgs", "enable-ssl-passthrough"],
                value: SettingValue::Text("true"),
                reason: "off by default: the annotation of an Ingress has no effect then, and clients get a fake certificate",
            }],
            restart: None,
            service_annotations: Some(&["controller", "service", "annotations"]),
        },
        idle: "closes nothing",
        checks: &[Check {
            title: "Check that ingress-nginx allows passthrough",
            text: "It must print `--enable-ssl-passthrough`, with nothing or `=true` after it.",
            command: "kubectl get pods -n ingress-nginx \\\n  \
                      -l app.kubernetes.io/name=ingress-nginx,app.kubernetes.io/component=controller \\\n  \
                      -o jsonpath='{.items[*].spec.containers[*].args}' | grep -o -e '--enable-ssl-passthrough[^\",]*'",
        }],
        evidence: CODE,
    }),
    gateway: Support::Refused(Unsupported {
        reason: "it serves Ingresses, not Gateways",
        instead: "use the method Ingress, or nginx-gateway-fabric",
        evidence: CODE,
    }),
    values: Some(ChartValues {
        chart: "ingress-nginx",
        marks: &[
            &["controller", "extraArgs", "enable-ssl-passthrough"],
            &["controller", "allowSnippetAnnotations"],
            &["controller", "ingressClassByName"],
            &["controller", "ingressClassResource", "controllerValue"],
            &["controller", "watchIngressWithoutClass"],
            &["controller", "reportNodeInternalIp"],
        ],
        evidence: CODE,
    }),
};
