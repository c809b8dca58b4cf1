//! Traefik through its kubernetesIngressNGINX provider, which serves Ingresses written for ingress-nginx.

use crate::cloud::{Annotation, Certainty, Evidence};
use crate::controller::{Controller, IngressFacts, Passthrough, Switch};

const PROVIDER: Evidence = Evidence {
    source: "https://doc.traefik.io/traefik/reference/install-configuration/providers/kubernetes/kubernetes-ingress-nginx/",
    read: "2026-07",
    certainty: Certainty::High,
};

pub(crate) static CONTROLLER: Controller = Controller {
    id: "traefik-nginx",
    name: "Traefik (nginx provider)",
    passthrough: Passthrough::Ingress(IngressFacts {
        class_name: "nginx",
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
        pod_labels: &[("app.kubernetes.io/name", "traefik")],
        namespace: "traefik",
        switch: Switch {
            title: "Switch Traefik's nginx provider on and keep its IngressClass",
            text: "Traefik serves Ingresses of the class `nginx` through its provider kubernetesIngressNGINX: \
                   Traefik 3.6.2 or newer, with `providers.kubernetesIngressNGINX.enabled: true` in its chart's values. \
                   Its chart makes no IngressClass `nginx`: one with the controller `k8s.io/ingress-nginx` must be there, \
                   and it goes away with ingress-nginx unless it was kept.",
            check: "kubectl get ingressclass nginx -o jsonpath='{.spec.controller}{\"\\n\"}'\n\
                    kubectl get pods -n traefik -l app.kubernetes.io/name=traefik -o jsonpath='{.items[*].spec.containers[*].args}' | \
                    grep -o -i 'kubernetesingressnginx[^\",]*'",
        },
        evidence: PROVIDER,
    }),
};
