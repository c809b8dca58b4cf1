//! Envoy Gateway.

use crate::facts::controller::{
    ChartValues, Conflict, Controller, GatewayClass, GatewayFacts, Neighbour, Proxy, ProxyNamespace, ReleaseRange,
    Setting, SettingValue, Setup, SetupForm, SharedPort, Support, Unsupported,
};
use crate::facts::evidence::{Certainty, Evidence};
use crate::facts::gateway_api::TlsRouteVersion;
use crate::facts::version::Version;

const CODE: Evidence = Evidence {
    source: "https://github.com/envoyproxy/gateway",
    versions: "1.2 to 1.9",
    read: "2026-08",
    certainty: Certainty::High,
};

pub(crate) static CONTROLLER: Controller = Controller {
    id: "envoy-gateway",
    name: "Envoy Gateway",
    cloud: None,
    retired: None,
    unfit_class: None,
    ingress: Support::Refused(Unsupported {
        reason: "it serves Gateways, not Ingresses",
        instead: "use the method GatewayAPI",
        evidence: CODE,
    }),
    gateway: Support::Known(GatewayFacts {
        class: GatewayClass {
            name: "spaces",
            controller: "gateway.envoyproxy.io/gatewayclass-controller",
            installed: false,
            has_parameters: true,
        },
        proxy: Proxy::Pods {
            labels: &[
                ("app.kubernetes.io/name", "envoy"),
                ("app.kubernetes.io/component", "proxy"),
                ("app.kubernetes.io/managed-by", "envoy-gateway"),
            ],
            namespace: ProxyNamespace::Named("envoy-gateway-system"),
        },
        modes: &[
            "With `provider.kubernetes.deploy.type: GatewayNamespace` Envoy's pods run in the Gateway's own namespace: \
             name that in `spec.gateway.namespaceLabels`.",
            "With `mergeGateways` the same labels and namespace hold for the one Envoy of the GatewayClass.",
        ],
        releases: &[
            ReleaseRange {
                since: Version(1, 8).first(),
                until: None,
                watches: Some(TlsRouteVersion::V1),
                settings: &[],
                evidence: CODE,
            },
            ReleaseRange {
                since: Version(1, 6).first(),
                until: Some(Version(1, 7).last()),
                watches: Some(TlsRouteVersion::V1Alpha3),
                settings: &[],
                evidence: CODE,
            },
            ReleaseRange {
                since: Version(1, 2).first(),
                until: Some(Version(1, 5).last()),
                watches: Some(TlsRouteVersion::V1Alpha2),
                settings: &[],
                evidence: CODE,
            },
        ],
        setup: Setup {
            form: SetupForm::Object {
                api_version: "gateway.envoyproxy.io/v1alpha1",
                kind: "EnvoyProxy",
                name: "spaces-proxy-config",
                namespace: Some("envoy-gateway-system"),
            },
            settings: &[Setting {
                path: &["spec", "provider", "type"],
                value: SettingValue::Text("Kubernetes"),
                reason: "Envoy runs as pods of this cluster",
            }],
            restart: None,
            service_annotations: Some(&["spec", "provider", "kubernetes", "envoyService", "annotations"]),
        },
        listener_port: 443,
        shared_port: &[SharedPort {
            other: Neighbour::Https,
            since: Version(1, 2),
            until: None,
            conflict: Conflict::SameHost,
            evidence: CODE,
        }],
        chart_gateway: None,
        idle: "1 h (ClientTrafficPolicy)",
        checks: &[],
        evidence: CODE,
    }),
    values: Some(ChartValues { chart: "gateway-helm", marks: &[&["config", "envoyGateway"]], evidence: CODE }),
};
