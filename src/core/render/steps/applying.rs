//! The steps that make the change and check that the cluster took it.

use super::{Draft, backend, in_backend_namespace, is_controller_agnostic, step};
use crate::exposure::{Exposure, Method};
use crate::methods::gateway_api;
use crate::render::files;
use portico_text::{JsonPath, Markdown, Script};

pub(super) fn install(exposure: &Exposure) -> Draft {
    let release = &exposure.spec.release;
    let mut text = Markdown::own(
        "Add what else your release needs: its version, your other values files, credentials. \
         `--reuse-values` keeps the values of an installed release.",
    );
    if is_controller_agnostic(exposure) && exposure.spec.method != Method::Ingress {
        text = text.and(
            " An upgrade from a release before 1.16 removes its Ingress unless `ingress.provision: true` is among your \
             values: keep that until clients come the new way.",
        );
    }
    if exposure.spec.method == Method::GatewayAPI {
        text = text.and(
            " `no matches for kind \"TLSRoute\"` means that the chart writes a version of it that the cluster doesn't serve; \
             nothing was changed.",
        );
    }
    let command = Script::own("helm upgrade --install")
        .operand(&release.name)
        .operand(&release.chart)
        .and(" \\\n  --namespace ")
        .word(&release.namespace)
        .and(" --create-namespace --reuse-values \\\n  --values ")
        .and(files::VALUES)
        .and(" --wait");
    step("Install or upgrade Spaces", text, Some(command))
}

pub(super) fn apply(exposure: &Exposure) -> Draft {
    step(
        "Apply the objects",
        "The server merges them with what is there, and refuses to change a field that somebody else owns.",
        Some(
            in_backend_namespace(Script::own("kubectl apply --server-side"), exposure)
                .and(" --filename ")
                .and(files::MANIFESTS),
        ),
    )
}

pub(super) fn wait_for_gateway(exposure: &Exposure) -> Draft {
    step(
        "Wait for the Gateway",
        "`kubectl describe` of the Gateway says what is missing: `Accepted: Unknown` that no controller claims its class, \
         `PortUnavailable` that the controller can't listen on the port.",
        Some(
            Script::own("kubectl wait --namespace ")
                .word(gateway_api::namespace(exposure))
                .and(" gateway/")
                .word(gateway_api::name(exposure))
                .and(" \\\n  --for=condition=Programmed --timeout=10m"),
        ),
    )
}

pub(super) fn wait_for_route(exposure: &Exposure) -> Draft {
    step(
        "Check that the route is accepted",
        "It must print `Accepted=True` and `ResolvedRefs=True`. `NoMatchingListenerHostname`: the listener has another host \
         name. `NotAllowedByListeners`: the listener's protocol or its `allowedRoutes` keep the route out. Nothing at all: \
         the controller doesn't watch this version of TLSRoute, or the Gateway isn't its own.",
        Some(backend(Script::own("kubectl get tlsroute"), exposure).and(" \\\n  -o jsonpath=").json_path(
            &JsonPath::own("{range .status.parents[*].conditions[*]}{.type}={.status} {.reason}{\"\\n\"}{end}"),
        )),
    )
}
