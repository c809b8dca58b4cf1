//! kgateway.

use crate::facts::check::Check;
use crate::facts::controller::{
    ChartValues, Controller, GatewayClass, GatewayFacts, Proxy, ProxyNamespace, ReleaseRange, Setup, SetupForm,
    Support, Unsupported,
};
use crate::facts::evidence::{Certainty, Evidence};
use crate::facts::gateway_api::TlsRouteVersion;
use crate::facts::version::Version;

const CODE: Evidence = Evidence {
    source: "https://github.com/kgateway-dev/kgateway",
    versions: "2.3 and newer",
    read: "2026-08",
    certainty: Certainty::High,
};

pub(crate) static CONTROLLER: Controller = Controller {
    id: "kgateway",
    name: "kgateway",
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
            name: "kgateway",
            controller: "kgateway.dev/kgateway",
            installed: true,
            has_parameters: false,
        },
        proxy: Proxy::Pods {
            labels: &[
                ("gateway.networking.k8s.io/gateway-name", "{gateway}"),
                ("app.kubernetes.io/name", "{gateway}"),
                ("kgateway", "kube-gateway"),
            ],
            namespace: ProxyNamespace::OfGateway,
        },
        modes: &[],
        releases: &[ReleaseRange {
            since: Version(2, 3).first(),
            until: None,
            watches: Some(TlsRouteVersion::V1),
            settings: &[],
            evidence: Evidence { certainty: Certainty::Medium, ..CODE },
        }],
        setup: Setup {
            form: SetupForm::HelmValues {
                release: "kgateway",
                chart: "oci://cr.kgateway.dev/kgateway-dev/charts/kgateway",
                namespace: "kgateway-system",
            },
            settings: &[],
            restart: None,
            service_annotations: None,
        },
        listener_port: 443,
        shared_port: &[],
        chart_gateway: None,
        idle: "1 h",
        checks: &[Check {
            title: "Check that kgateway serves Gateways",
            text: "It must print `kgateway.dev/kgateway`.",
            command: "kubectl get gatewayclass kgateway -o jsonpath='{.spec.controllerName}{\"\\n\"}'",
        }],
        evidence: CODE,
    }),
    values: Some(ChartValues { chart: "kgateway", marks: &[], evidence: CODE }),
};
