//! Cilium, for Ingresses and for Gateways.

use crate::facts::annotation::Annotation;
use crate::facts::check::Check;
use crate::facts::controller::{
    ChartValues, Conflict, Controller, GatewayClass, GatewayFacts, IngressClass, IngressFacts, Limit, Neighbour,
    Passthrough, Proxy, ReleaseRange, Setting, SettingValue, Setup, SetupForm, SharedPort, Support,
};
use crate::facts::evidence::{Certainty, Evidence};
use crate::facts::gateway_api::TlsRouteVersion;
use crate::facts::version::Version;

const INGRESS: Evidence = Evidence {
    source: "https://docs.cilium.io/en/stable/network/servicemesh/ingress/",
    versions: "1.16 and newer",
    read: "2026-08",
    certainty: Certainty::High,
};

const GATEWAY: Evidence = Evidence {
    source: "https://docs.cilium.io/en/stable/network/servicemesh/gateway-api/gateway-api/",
    versions: "1.16 to 1.20",
    read: "2026-08",
    certainty: Certainty::High,
};

const KUBE_PROXY: Setting =
    Setting { path: &["kubeProxyReplacement"], value: SettingValue::Switch(true), reason: "Cilium's proxy needs it" };

/// The restart of operator and agents: both read the ConfigMap when they start, and the chart rolls neither out by
/// itself (`rollOutCiliumPods` and `operator.rollOutPods` are off). Restarting once, instead of switching these on,
/// lets people decide when their next change reaches every node.
const RESTART: Check = Check {
    title: "Restart Cilium",
    text: "Its operator and its agents read these settings only when they start, and the chart restarts neither: until then \
           the class is there, but nothing serves it. The agents restart node by node. If Cilium is set up from Git, wait \
           until the values are there.",
    command: "kubectl -n kube-system rollout restart deployment/cilium-operator daemonset/cilium\n\
              kubectl -n kube-system rollout status deployment/cilium-operator\n\
              kubectl -n kube-system rollout status daemonset/cilium",
};

const FORM: SetupForm = SetupForm::HelmValues { release: "cilium", chart: "cilium/cilium", namespace: "kube-system" };

const CONFLICTS: Evidence = Evidence {
    source: "https://github.com/cilium/cilium/issues/48092",
    versions: "1.16 to 1.20",
    read: "2026-08",
    certainty: Certainty::High,
};

const CONFORMANCE: Evidence = Evidence {
    source: "https://github.com/kubernetes-sigs/gateway-api/tree/main/conformance/reports",
    versions: "1.19 to 1.20",
    read: "2026-08",
    certainty: Certainty::High,
};

pub(crate) static CONTROLLER: Controller = Controller {
    id: "cilium",
    name: "Cilium",
    cloud: None,
    retired: None,
    unfit_class: None,
    ingress: Support::Known(IngressFacts {
        class: IngressClass { name: "cilium", controller: "cilium.io/ingress-controller", missing: None },
        annotations: &[
            Annotation {
                key: "ingress.cilium.io/tls-passthrough",
                value: "enabled",
                reason: "TLS reaches the router untouched",
                evidence: INGRESS,
            },
            Annotation {
                key: "ingress.cilium.io/loadbalancer-mode",
                value: "shared",
                reason: "by the Service that Cilium's own values annotate; an Ingress's own Service would get only some of the annotations",
                evidence: INGRESS,
            },
        ],
        passthrough: Passthrough {
            keys: &["ingress.cilium.io/tls-passthrough"],
            on: &["enabled", "true", "True", "TRUE", "t", "T", "1"],
            ignores_case: false,
            is_switched_elsewhere: false,
            limits: &[Limit::RootPath],
        },
        proxy: Proxy::CiliumIngress,
        releases: &[ReleaseRange {
            since: Version(1, 16).first(),
            until: None,
            watches: None,
            settings: &[],
            evidence: INGRESS,
        }],
        setup: Setup {
            form: FORM,
            settings: &[
                KUBE_PROXY,
                Setting {
                    path: &["ingressController", "enabled"],
                    value: SettingValue::Switch(true),
                    reason: "off by default",
                },
            ],
            restart: Some(RESTART),
            service_annotations: Some(&["ingressController", "service", "annotations"]),
        },
        idle: "1 h",
        checks: &[Check {
            title: "Check that Cilium serves Ingresses",
            text: "It must print `cilium.io/ingress-controller`.",
            command: "kubectl get ingressclass cilium -o jsonpath='{.spec.controller}{\"\\n\"}'",
        }],
        evidence: INGRESS,
    }),
    gateway: Support::Known(GatewayFacts {
        class: GatewayClass {
            name: "cilium",
            controller: "io.cilium/gateway-controller",
            installed: true,
            has_parameters: false,
        },
        proxy: Proxy::CiliumIngress,
        modes: &[],
        releases: &[
            ReleaseRange {
                since: Version(1, 20).first(),
                until: None,
                watches: Some(TlsRouteVersion::V1),
                settings: &[],
                evidence: GATEWAY,
            },
            ReleaseRange {
                since: Version(1, 16).first(),
                until: Some(Version(1, 19).last()),
                watches: Some(TlsRouteVersion::V1Alpha2),
                settings: &[],
                evidence: GATEWAY,
            },
        ],
        setup: Setup {
            form: FORM,
            settings: &[
                KUBE_PROXY,
                Setting {
                    path: &["gatewayAPI", "enabled"],
                    value: SettingValue::Switch(true),
                    reason: "off by default; the CRDs, TLSRoute among them, must be there before Cilium's operator starts",
                },
                Setting {
                    path: &["gatewayAPI", "gatewayClass", "create"],
                    value: SettingValue::Text("true"),
                    reason: "by default the chart makes the class only where helm sees the CRDs: not by `helm template`, and not \
                             when they come later",
                },
            ],
            restart: Some(RESTART),
            service_annotations: None,
        },
        listener_port: 443,
        shared_port: &[
            SharedPort {
                other: Neighbour::Https,
                since: Version(1, 20),
                until: None,
                conflict: Conflict::Overlap,
                evidence: CONFLICTS,
            },
            SharedPort {
                other: Neighbour::Https,
                since: Version(1, 19),
                until: Some(Version(1, 19)),
                conflict: Conflict::Overlap,
                evidence: Evidence { versions: "1.19.6 and newer patches", certainty: Certainty::Medium, ..CONFLICTS },
            },
            SharedPort {
                other: Neighbour::Https,
                since: Version(1, 16),
                until: Some(Version(1, 18)),
                conflict: Conflict::SameHost,
                evidence: Evidence { certainty: Certainty::Medium, ..CONFLICTS },
            },
            SharedPort {
                other: Neighbour::TerminatingTls,
                since: Version(1, 16),
                until: None,
                conflict: Conflict::Always,
                evidence: CONFORMANCE,
            },
        ],
        chart_gateway: None,
        idle: "1 h",
        checks: &[],
        evidence: GATEWAY,
    }),
    values: Some(ChartValues {
        chart: "cilium",
        marks: &[
            &["kubeProxyReplacement"],
            &["ingressController", "loadbalancerMode"],
            &["hubble", "relay"],
            &["bpf", "masquerade"],
            &["ipam", "operator"],
        ],
        evidence: INGRESS,
    }),
};
