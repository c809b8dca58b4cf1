//! Traefik, for Gateways.

use crate::facts::check::Check;
use crate::facts::controller::{
    ChartValues, Controller, GatewayClass, GatewayFacts, Proxy, ProxyNamespace, ReleaseRange, Setting, SettingValue,
    Setup, SetupForm, Support, UnfitClass, Unsupported,
};
use crate::facts::evidence::{Certainty, Evidence};
use crate::facts::gateway_api::TlsRouteVersion;
use crate::facts::version::Version;

const CODE: Evidence = Evidence {
    source: "https://github.com/traefik/traefik",
    versions: "3.1 to 3.7",
    read: "2026-07",
    certainty: Certainty::High,
};

pub(crate) static CONTROLLER: Controller = Controller {
    id: "traefik",
    name: "Traefik",
    cloud: None,
    retired: None,
    unfit_class: Some(UnfitClass {
        names: &["traefik"],
        controllers: &["traefik.io/ingress-controller"],
        ends_tls: false,
    }),
    ingress: Support::Refused(Unsupported {
        reason: "its own provider passes TLS through by an IngressRouteTCP, never by an Ingress",
        instead: "use traefik-nginx, its provider for ingress-nginx's annotations, or the method GatewayAPI",
        evidence: CODE,
    }),
    gateway: Support::Known(GatewayFacts {
        class: GatewayClass {
            name: "traefik",
            controller: "traefik.io/gateway-controller",
            installed: true,
            has_parameters: false,
        },
        proxy: Proxy::Pods {
            labels: &[("app.kubernetes.io/name", "traefik")],
            namespace: ProxyNamespace::Named("traefik"),
        },
        modes: &[
            "The Traefik that k3s and RKE2 bring runs in `kube-system`: name that in `spec.gateway.namespaceLabels`.",
        ],
        releases: &[
            ReleaseRange {
                since: Version(3, 7).first(),
                until: None,
                watches: Some(TlsRouteVersion::V1),
                settings: &[],
                evidence: CODE,
            },
            ReleaseRange {
                since: Version(3, 1).first(),
                until: Some(Version(3, 6).last()),
                watches: Some(TlsRouteVersion::V1Alpha2),
                settings: &[Setting {
                    path: &["providers", "kubernetesGateway", "experimentalChannel"],
                    value: SettingValue::Switch(true),
                    reason: "TLSRoute is ignored without it up to Traefik 3.6; from 3.7 it must be off on standard CRDs",
                }],
                evidence: CODE,
            },
        ],
        setup: Setup {
            form: SetupForm::HelmValues { release: "traefik", chart: "traefik/traefik", namespace: "traefik" },
            settings: &[Setting {
                path: &["providers", "kubernetesGateway", "enabled"],
                value: SettingValue::Switch(true),
                reason: "off by default; the Gateway that the chart makes with it has no listener for TLS",
            }],
            restart: None,
            service_annotations: Some(&["service", "annotations"]),
        },
        listener_port: 8443,
        shared_port: &[],
        chart_gateway: Some(
            "Traefik wants the port of one of its entry points, 8443, which its Service offers to clients as 443; on a \
             listener of port 443 it reports PortUnavailable",
        ),
        idle: "closes nothing",
        checks: &[Check {
            title: "Check that Traefik's Gateway provider is on",
            text: "It must print `traefik.io/gateway-controller`.",
            command: "kubectl get gatewayclass traefik -o jsonpath='{.spec.controllerName}{\"\\n\"}'",
        }],
        evidence: CODE,
    }),
    values: Some(ChartValues {
        chart: "traefik",
        marks: &[
            &["providers", "kubernetesGateway"],
            &["providers", "kubernetesCRD"],
            &["providers", "kubernetesIngress"],
            &["ports", "websecure"],
            &["ingressRoute", "dashboard"],
        ],
        evidence: CODE,
    }),
};
