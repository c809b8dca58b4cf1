//! The change itself, and how to see that the cluster took it.

use super::{Step, backend, is_controller_agnostic, step};
use crate::exposure::{Exposure, Method};
use crate::methods::gateway_api;
use crate::render::files;

pub(super) fn install(exposure: &Exposure) -> Step {
    let release = &exposure.spec.release;
    let mut text = "Add what your release needs besides: its version, your other values files, credentials. \
                    `--reuse-values` keeps what an installed release was given."
        .to_owned();
    if is_controller_agnostic(exposure) && exposure.spec.method != Method::Ingress {
        text.push_str(
            " An upgrade from a release before 1.16 takes its Ingress away unless `ingress.provision: true` is among your \
             values: keep it until clients come the new way.",
        );
    }
    if exposure.spec.method == Method::GatewayAPI {
        text.push_str(
            " `no matches for kind \"TLSRoute\"` means that the chart writes a version of it that the cluster doesn't serve: \
             nothing was changed then.",
        );
    }
    step(
        "Install or upgrade Spaces",
        text,
        Some(format!(
            "helm upgrade --install {} {} \\\n  --namespace {} --create-namespace --reuse-values \\\n  --values {} --wait",
            release.name,
            release.chart,
            release.namespace,
            files::VALUES
        )),
    )
}

pub(super) fn apply(exposure: &Exposure) -> Step {
    step(
        "Apply the objects",
        "Applied by the server, they are merged with what is there, and a field that somebody else owns is not taken.",
        Some(format!(
            "kubectl apply --server-side --namespace {} --filename {}",
            exposure.spec.backend.namespace,
            files::MANIFESTS
        )),
    )
}

pub(super) fn wait_for_gateway(exposure: &Exposure) -> Step {
    step(
        "Wait for the Gateway",
        "`kubectl describe` of the Gateway says what is missing: `Accepted: Unknown` that no controller has its class, \
         `PortUnavailable` that the controller can't listen on the port.",
        Some(format!(
            "kubectl wait --namespace {} gateway/{} \\\n  --for=condition=Programmed --timeout=10m",
            gateway_api::namespace(exposure),
            gateway_api::name(exposure)
        )),
    )
}

pub(super) fn wait_for_route(exposure: &Exposure) -> Step {
    step(
        "See that the route is accepted",
        "Wanted are `Accepted=True` and `ResolvedRefs=True`. `NoMatchingListenerHostname`: the listener's host name is \
         another. `NotAllowedByListeners`: its protocol or its `allowedRoutes` keep the route out. Nothing at all: the \
         controller doesn't watch this version of TLSRoute, or the Gateway isn't its own.",
        Some(format!(
            "kubectl get tlsroute {} \\\n  \
             -o jsonpath='{{range .status.parents[*].conditions[*]}}{{.type}}={{.status}} {{.reason}}{{\"\\n\"}}{{end}}'",
            backend(exposure)
        )),
    )
}
