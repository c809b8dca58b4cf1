//! Istio, for Gateways.

use crate::facts::check::Check;
use crate::facts::controller::{
    ChartValues, Conflict, Controller, GatewayClass, GatewayFacts, Neighbour, Proxy, ProxyNamespace, ReleaseRange,
    Setting, SettingValue, Setup, SetupForm, SharedPort, Support, UnfitClass, Unsupported,
};
use crate::facts::evidence::{Certainty, Evidence};
use crate::facts::gateway_api::TlsRouteVersion;
use crate::facts::version::Version;

const CODE: Evidence = Evidence {
    source: "https://github.com/istio/istio",
    versions: "1.26 to 1.30",
    read: "2026-08",
    certainty: Certainty::High,
};

pub(crate) static CONTROLLER: Controller = Controller {
    id: "istio",
    name: "Istio",
    cloud: None,
    retired: None,
    unfit_class: Some(UnfitClass { names: &["istio"], controllers: &["istio.io/ingress-controller"], ends_tls: false }),
    ingress: Support::Refused(Unsupported {
        reason: "it passes TLS through by its own Gateway and VirtualService or by a TLSRoute, never by an Ingress",
        instead: "use the method GatewayAPI",
        evidence: CODE,
    }),
    gateway: Support::Known(GatewayFacts {
        class: GatewayClass {
            name: "istio",
            controller: "istio.io/gateway-controller",
            installed: true,
            has_parameters: false,
        },
        proxy: Proxy::Pods {
            labels: &[("gateway.networking.k8s.io/gateway-name", "{gateway}")],
            namespace: ProxyNamespace::OfGateway,
        },
        modes: &[
            "A Gateway that is deployed by hand keeps the labels and the namespace of its own Deployment: name both in \
                  `spec.gateway`.",
        ],
        releases: &[
            ReleaseRange {
                since: Version(1, 30).first(),
                until: None,
                watches: Some(TlsRouteVersion::V1),
                settings: &[],
                evidence: CODE,
            },
            ReleaseRange {
                since: Version(1, 26).first(),
                until: Some(Version(1, 29).last()),
                watches: Some(TlsRouteVersion::V1Alpha2),
                settings: &[Setting {
                    path: &["env", "PILOT_ENABLE_ALPHA_GATEWAY_API"],
                    value: SettingValue::Text("true"),
                    reason: "TLSRoute is ignored without it up to Istio 1.29",
                }],
                evidence: CODE,
            },
        ],
        setup: Setup {
            form: SetupForm::HelmValues { release: "istiod", chart: "istio/istiod", namespace: "istio-system" },
            settings: &[],
            restart: None,
            service_annotations: None,
        },
        listener_port: 443,
        shared_port: &[SharedPort {
            other: Neighbour::Https,
            since: Version(1, 26),
            until: None,
            conflict: Conflict::SameHost,
            evidence: CODE,
        }],
        chart_gateway: None,
        idle: "1 h",
        checks: &[Check {
            title: "Check that Istio serves Gateways",
            text: "It must print `istio.io/gateway-controller`.",
            command: "kubectl get gatewayclass istio -o jsonpath='{.spec.controllerName}{\"\\n\"}'",
        }],
        evidence: CODE,
    }),
    values: Some(ChartValues {
        chart: "istiod",
        marks: &[
            &["env", "PILOT_ENABLE_ALPHA_GATEWAY_API"],
            &["pilot", "env"],
            &["pilot", "autoscaleEnabled"],
            &["trustedZtunnelNamespace"],
            &["sidecarInjectorWebhookAnnotations"],
            &["jwksResolverExtraRootCA"],
            &["keepaliveMaxServerConnectionAge"],
            &["global", "pilotCertProvider"],
        ],
        evidence: CODE,
    }),
};
