//! Traefik through its kubernetesIngressNGINX provider, which serves Ingresses written for ingress-nginx.

use crate::controller::{
    ChartValues, Controller, IngressClass, IngressFacts, Limit, Passthrough, Place, Proxy, Refusal, Release, Setting,
    SettingValue, Setup, SetupForm, Support,
};
use crate::evidence::{Annotation, Certainty, Check, Evidence};
use crate::version::Version;

const PROVIDER: Evidence = Evidence {
    source: "https://doc.traefik.io/traefik/reference/install-configuration/providers/kubernetes/kubernetes-ingress-nginx/",
    versions: "3.5 and newer; stable from 3.6.2",
    read: "2026-07",
    certainty: Certainty::High,
};

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
                "Traefik's chart makes none of this name, and that of ingress-nginx goes when ingress-nginx goes",
            ),
        },
        annotations: &[
            Annotation {
                key: "nginx.ingress.kubernetes.io/ssl-passthrough",
                value: "true",
                reason: "TLS reaches the router untouched; only the text true counts",
                evidence: PROVIDER,
            },
            Annotation {
                key: "nginx.ingress.kubernetes.io/force-ssl-redirect",
                value: "true",
                reason: "as the documentation has it; it does nothing for a host that is passed through",
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
        proxy: Proxy::Pods { labels: &[("app.kubernetes.io/name", "traefik")], namespace: Place::Named("traefik") },
        releases: &[
            Release { since: Version(3, 6), until: None, watches: None, settings: &[], evidence: PROVIDER },
            Release {
                since: Version(3, 5),
                until: Some(Version(3, 5)),
                watches: None,
                settings: &[Setting {
                    path: &["experimental", "kubernetesIngressNGINX"],
                    value: SettingValue::Switch(true),
                    reason: "the provider is an experiment in Traefik 3.5",
                }],
                evidence: PROVIDER,
            },
        ],
        setup: Setup {
            form: SetupForm::HelmValues { release: "traefik", chart: "traefik/traefik", namespace: "traefik" },
            settings: &[Setting {
                path: &["providers", "kubernetesIngressNGINX", "enabled"],
                value: SettingValue::Switch(true),
                reason: "the provider that reads ingress-nginx's annotations; Traefik's own can't pass TLS through by an Ingress",
            }],
            service_annotations: Some(&["service", "annotations"]),
        },
        idle: "closes nothing",
        checks: &[Check {
            title: "See that Traefik's nginx provider is on",
            text: "It must print an argument that names the provider. While ingress-nginx still runs beside it, both write \
                   their address into the Ingress: switch one publisher off.",
            command: "kubectl get pods -n traefik -l app.kubernetes.io/name=traefik \\\n  \
                      -o jsonpath='{.items[*].spec.containers[*].args}' | grep -o -i 'kubernetesingressnginx[^\",]*'",
        }],
        evidence: PROVIDER,
    }),
    gateway: Support::Refused(Refusal {
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
