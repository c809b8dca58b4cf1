//! NGINX Gateway Fabric.

use crate::facts::check::Check;
use crate::facts::controller::{
    ChartValues, Conflict, Controller, GatewayClass, GatewayFacts, Neighbour, Proxy, ProxyNamespace, ReleaseRange,
    Setting, SettingValue, Setup, SetupForm, SharedPort, Support, Unsupported,
};
use crate::facts::evidence::{Certainty, Evidence};
use crate::facts::gateway_api::TlsRouteVersion;
use crate::facts::version::Version;

const CODE: Evidence = Evidence {
    source: "https://github.com/nginx/nginx-gateway-fabric",
    versions: "2.0 to 2.6",
    read: "2026-08",
    certainty: Certainty::High,
};

const CONFORMANCE: Evidence = Evidence {
    source: "https://github.com/kubernetes-sigs/gateway-api/tree/main/conformance/reports",
    versions: "2.3 to 2.6",
    read: "2026-08",
    certainty: Certainty::High,
};

pub(crate) static CONTROLLER: Controller = Controller {
    id: "nginx-gateway-fabric",
    name: "NGINX Gateway Fabric",
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
            name: "nginx",
            controller: "gateway.nginx.org/nginx-gateway-controller",
            installed: true,
            has_parameters: false,
        },
        proxy: Proxy::Pods {
            labels: &[("gateway.networking.k8s.io/gateway-name", "{gateway}")],
            namespace: ProxyNamespace::OfGateway,
        },
        modes: &[],
        releases: &[
            ReleaseRange {
                since: Version(2, 5).first(),
                until: None,
                watches: Some(TlsRouteVersion::V1),
                settings: &[],
                evidence: CODE,
            },
            ReleaseRange {
                since: Version(2, 0).first(),
                until: Some(Version(2, 4).last()),
                watches: Some(TlsRouteVersion::V1Alpha2),
                settings: &[Setting {
                    path: &["nginxGateway", "gwAPIExperimentalFeatures", "enable"],
                    value: SettingValue::Switch(true),
                    reason: "TLSRoute is ignored without it up to NGINX Gateway Fabric 2.4",
                }],
                evidence: CODE,
            },
        ],
        setup: Setup {
            form: SetupForm::HelmValues {
                release: "ngf",
                chart: "oci://ghcr.io/nginx/charts/nginx-gateway-fabric",
                namespace: "nginx-gateway",
            },
            settings: &[],
            restart: None,
            service_annotations: None,
        },
        listener_port: 443,
        shared_port: &[
            SharedPort {
                other: Neighbour::Https,
                since: Version(2, 0),
                until: None,
                conflict: Conflict::Overlap,
                evidence: CODE,
            },
            SharedPort {
                other: Neighbour::TerminatingTls,
                since: Version(2, 0),
                until: Some(Version(2, 6)),
                conflict: Conflict::Always,
                evidence: CONFORMANCE,
            },
        ],
        chart_gateway: None,
        idle: "10 min",
        checks: &[Check {
            title: "Check that NGINX Gateway Fabric serves Gateways",
            text: "It must print `gateway.nginx.org/nginx-gateway-controller`.",
            command: "kubectl get gatewayclass nginx -o jsonpath='{.spec.controllerName}{\"\\n\"}'",
        }],
        evidence: CODE,
    }),
    values: Some(ChartValues { chart: "nginx-gateway-fabric", marks: &[&["nginxGateway"]], evidence: CODE }),
};
