//! Traefik through its kubernetesIngressNGINX provider, which serves Ingresses written for ingress-nginx.

use crate::facts::annotation::Annotation;
use crate::facts::check::Check;
use crate::facts::controller::{
    ChartValues, Controller, IngressClass, IngressFacts, Limit, Passthrough, Proxy, ProxyNamespace, ReleaseRange,
    Setting, SettingValue, Setup, SetupForm, Support, Unsupported,
};
use crate::facts::evidence::{Certainty, Evidence};
use crate::facts::version::Version;

const PROVIDER: Evidence = Evidence {
    source: "https://doc.traefik.io/traefik/reference/install-configuration/providers/kubernetes/kubernetes-ingress-nginx/",
    versions: "3.5 and newer; stable from 3.6.2",
    read: "2026-07",
    certainty: Certainty::High,
};

const CHART: Evidence = Evidence {
    source: "https://github.com/traefik/traefik-helm-chart",
    versions: "charts 37.0 to 41.3",
    read: "2026-11",
    certainty: Certainty::High,
};

const PROVIDER_REASON: &str =
    "the provider that reads ingress-nginx's annotations; Traefik's own can't pass TLS through by an Ingress";
const ADDRESS_REASON: &str = "off by default: an Ingress then gets no address, and waiting for one never ends";

pub(crate) static CONTROLLER: Controller = Controller {
    id: "traefik-nginx",
    name: "Traefik (nginx provider)",
    cloud: None,
    retired: None,
    unfit_class: None,
    ingress: Support::Known(IngressFacts {
        class: IngressClass {
            name: "nginx",
            controller: "k8s.io/ingress-nginx",
            missing: Some(
                "Traefik's chart makes no class of this name, and ingress-nginx takes its own with it when it is uninstalled",
            ),
        },
        annotations: &[
            Annotation {
                key: "nginx.ingress.kubernetes.io/ssl-passthrough",
                value: "true",
                reason: "TLS reaches the router untouched; only the value true counts",
                evidence: PROVIDER,
            },
            Annotation {
                key: "nginx.ingress.kubernetes.io/force-ssl-redirect",
                value: "true",
                reason: "as in the documentation; it does nothing for a host that is passed through",
                evidence: PROVIDER,
            },
        ],
        passthrough: Passthrough {
            keys: &["nginx.ingress.kubernetes.io/ssl-passthrough"],
            on: &["true"],
            ignores_case: true,
            is_switched_elsewhere: false,
            limits: &[Limit::RootPath],
        },
        proxy: Proxy::Pods {
            labels: &[("app.kubernetes.io/name", "traefik")],
            namespace: ProxyNamespace::Named("traefik"),
        },
        releases: &[
            ReleaseRange {
                since: Version(3, 7).first(),
                until: None,
                watches: None,
                settings: &[
                    Setting {
                        path: &["providers", "kubernetesIngressNGINX", "enabled"],
                        value: SettingValue::Switch(true),
                        reason: PROVIDER_REASON,
                    },
                    Setting {
                        path: &["providers", "kubernetesIngressNGINX", "publishService", "enabled"],
                        value: SettingValue::Switch(true),
                        reason: ADDRESS_REASON,
                    },
                ],
                evidence: Evidence { versions: "charts 40.0 to 41.3, Traefik 3.7", ..CHART },
            },
            ReleaseRange {
                since: Version(3, 6).patch(2),
                until: Some(Version(3, 6).last()),
                watches: None,
                settings: &[
                    Setting {
                        path: &["providers", "kubernetesIngressNginx", "enabled"],
                        value: SettingValue::Switch(true),
                        reason: "the provider that reads ingress-nginx's annotations; charts from 40.0 on call it kubernetesIngressNGINX",
                    },
                    Setting {
                        path: &["providers", "kubernetesIngressNginx", "publishService", "enabled"],
                        value: SettingValue::Switch(true),
                        reason: ADDRESS_REASON,
                    },
                ],
                evidence: Evidence { versions: "charts 37.4 to 39, Traefik 3.6.2 and newer patches", ..CHART },
            },
            ReleaseRange {
                since: Version(3, 5).first(),
                until: Some(Version(3, 6).patch(1)),
                watches: None,
                settings: &[
                    Setting {
                        path: &["additionalArguments"],
                        value: SettingValue::Items(&[
                            "--experimental.kubernetesIngressNGINX=true",
                            "--providers.kubernetesIngressNGINX",
                        ]),
                        reason: "the provider is experimental up to Traefik 3.6.1, and its charts have no value for it; this list \
                                 replaces the one that the release has, so keep what is in that one",
                    },
                    Setting {
                        path: &["additionalArguments"],
                        value: SettingValue::Items(&[
                            "--providers.kubernetesIngressNGINX.publishService=traefik/traefik",
                        ]),
                        reason: "publishService is the namespace and the name of Traefik's Service, whose address an Ingress gets",
                    },
                ],
                evidence: Evidence { versions: "charts 37.0 to 37.3, Traefik 3.5 to 3.6.1", ..CHART },
            },
        ],
        setup: Setup {
            form: SetupForm::HelmValues { release: "traefik", chart: "traefik/traefik", namespace: "traefik" },
            settings: &[],
            restart: None,
            service_annotations: Some(&["service", "annotations"]),
        },
        idle: "closes nothing",
        checks: &[Check {
            title: "Check that Traefik's nginx provider is on",
            text: "It must print an argument that names the provider. While ingress-nginx still runs beside it, both write \
                   their address into the Ingress: switch one publisher off.",
            command: "kubectl get pods -n traefik -l app.kubernetes.io/name=traefik \\\n  \
                      -o jsonpath='{.items[*].spec.containers[*].args}' | grep -o -i 'kubernetesingressnginx[^\",]*'",
        }],
        evidence: PROVIDER,
    }),
    gateway: Support::Refused(Unsupported {
        reason: "this is Traefik's provider for Ingresses",
        instead: "use the controller traefik",
        evidence: PROVIDER,
    }),
    values: Some(ChartValues {
        chart: "traefik",
        marks: &[&["providers", "kubernetesIngressNGINX"], &["providers", "kubernetesIngressNginx"]],
        evidence: PROVIDER,
    }),
};
