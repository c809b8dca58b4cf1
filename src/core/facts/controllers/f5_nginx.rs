//! F5's NGINX Ingress Controller: known, and refused.

use crate::facts::controller::{Controller, Support, UnfitClass, Unsupported};
use crate::facts::evidence::{Certainty, Evidence};

const DOCUMENTATION: Evidence = Evidence {
    source: "https://docs.nginx.com/nginx-ingress-controller/configuration/transportserver-resource/",
    versions: "every release to 5.6",
    read: "2026-08",
    certainty: Certainty::High,
};

pub(crate) static CONTROLLER: Controller = Controller {
    id: "f5-nginx",
    name: "F5 NGINX Ingress Controller",
    cloud: None,
    retired: None,
    unfit_class: Some(UnfitClass {
        names: &["nginx"],
        controllers: &["nginx.org/ingress-controller"],
        ends_tls: false,
    }),
    ingress: Support::Refused(Unsupported {
        reason: "it passes TLS through by its own TransportServer, and ignores ingress-nginx's annotations although its class is called nginx too",
        instead: "use the method LoadBalancer, or the method GatewayAPI with nginx-gateway-fabric",
        evidence: DOCUMENTATION,
    }),
    gateway: Support::Refused(Unsupported {
        reason: "it serves no Gateways",
        instead: "use nginx-gateway-fabric",
        evidence: DOCUMENTATION,
    }),
    values: None,
};
