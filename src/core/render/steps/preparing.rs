//! Before anything changes for clients: the files, the prerequisites, and how to see that they are there.

use super::{Step, backend, step};
use crate::controller::SetupForm;
use crate::evidence::Check;
use crate::exposure::{Exposure, Method};
use crate::methods::{choice, gateway_api, ingress};
use crate::render::prerequisites::{Prerequisite, PrerequisiteForm};

pub(super) fn save_files() -> Step {
    step(
        "Write the files",
        "`portico render … --output-dir DIRECTORY` writes every file that the steps name. Run the steps in that directory.",
        None,
    )
}

fn check(check: &Check, exposure: &Exposure) -> Step {
    step(check.title, check.text, Some(check.command.replace("{service}", &backend(exposure))))
}

pub(super) fn cloud_check(exposure: &Exposure) -> Option<Step> {
    let before = choice::cloud(exposure).before.as_ref()?;
    // A check of a Service is of the backend's: a controller has its own.
    let applies = exposure.spec.method == Method::LoadBalancer || !before.command.contains("{service}");
    applies.then(|| check(before, exposure))
}

pub(super) fn served_routes(exposure: &Exposure) -> Step {
    let target = exposure.spec.targets.gateway_api();
    let wanted = match choice::release(exposure).and_then(|release| release.watches) {
        Some(watched) if watched != choice::tls_route(exposure) => {
            format!("`{}`, and `{watched}`, which the controller watches", choice::tls_route(exposure))
        }
        _ => format!("`{}`", choice::tls_route(exposure)),
    };
    let controller = choice::controller(exposure)
        .zip(choice::release(exposure))
        .map(|(controller, release)| format!(", with {} {}", controller.name, release.range()));
    let controller = controller.unwrap_or_default();
    step(
        "See which versions of TLSRoute the cluster serves",
        format!(
            "Wanted is {wanted}: that of the Gateway API {}, {} channel{controller}. `NotFound` means that these CRDs are missing. From \
             1.5 on, a ValidatingAdmissionPolicy, `safe-upgrades.gateway.networking.k8s.io`, keeps older CRDs and the \
             experimental channel from replacing standard ones; GKE denies the experimental channel from 1.34, and on AKS \
             the managed CRDs have TLSRoute from 1.36 only. Helm never upgrades CRDs that a chart brought: apply them by \
             hand.",
            target.version,
            target.channel.name()
        ),
        Some(
            "kubectl get crd tlsroutes.gateway.networking.k8s.io \\\n  \
             -o jsonpath='{range .spec.versions[?(@.served==true)]}{.name}{\"\\n\"}{end}'"
                .to_owned(),
        ),
    )
}

pub(super) fn put_in_place(exposure: &Exposure, prerequisite: &Prerequisite) -> Step {
    let Prerequisite { file, owner, title, form, .. } = prerequisite;
    match form {
        PrerequisiteForm::HelmValues => {
            let command = match choice::serving(exposure).map(|serving| &serving.setup.form) {
                Some(SetupForm::HelmValues { release, chart, namespace }) => Some(format!(
                    "helm upgrade {release} {chart} \\\n  --namespace {namespace} --reuse-values --values {file} --wait"
                )),
                _ => None,
            };
            let name = choice::controller(exposure).map_or("the controller", |controller| controller.name);
            let range = choice::release(exposure).map(|release| format!(" {}", release.range())).unwrap_or_default();
            step(
                format!("Set {name} up"),
                format!(
                    "For {owner}. It must be {name}{range}. The file has {title}; give the release and the chart the names \
                     that they have with you, and the version that is installed."
                ),
                command,
            )
        }
        PrerequisiteForm::Manifest => step(
            format!("Make {title}"),
            format!(
                "For {owner}. Where it is there already and others own a field, the server says so and changes nothing."
            ),
            Some(format!("kubectl apply --server-side --filename {file}")),
        ),
        PrerequisiteForm::JsonPatch => step(
            format!("Add {title}"),
            format!(
                "For {owner}. It adds the one listener and leaves the others as they are. Where the Gateway is kept in Git, \
                 add it there instead."
            ),
            Some(format!(
                "kubectl patch gateway --namespace {} {} \\\n  --type json --patch-file {file}",
                gateway_api::namespace(exposure),
                gateway_api::name(exposure)
            )),
        ),
    }
}

pub(super) fn restart(exposure: &Exposure) -> Option<Step> {
    let serving = choice::serving(exposure)?;
    serving.setup.restart.as_ref().map(|restart| check(restart, exposure))
}

pub(super) fn controller_checks(exposure: &Exposure) -> Vec<Step> {
    let serving = choice::serving(exposure);
    if serving.is_none() && exposure.spec.method == Method::Ingress {
        return vec![unknown_ingress_controller(exposure)];
    }
    let checks = serving.map_or(&[][..], |serving| serving.checks);
    let mut steps: Vec<Step> = checks.iter().map(|of_controller| check(of_controller, exposure)).collect();
    if exposure.spec.method != Method::GatewayAPI {
        return steps;
    }
    if !gateway_api::is_shared(exposure) {
        let class = gateway_api::class_name(exposure);
        steps.push(step(
            "See that the GatewayClass is accepted",
            "It must print `True`. Nothing at all means that no controller feels responsible for the class.",
            Some(format!(
                "kubectl get gatewayclass {class} \\\n  \
                 -o jsonpath='{{.status.conditions[?(@.type==\"Accepted\")].status}}{{\"\\n\"}}'"
            )),
        ));
    }
    let modes = gateway_api::facts(exposure).map_or(&[][..], |facts| facts.modes);
    if let (false, Some(step)) = (modes.is_empty(), steps.last_mut()) {
        step.text.push_str(&format!(" {}", modes.join(" ")));
    }
    steps
}

fn unknown_ingress_controller(exposure: &Exposure) -> Step {
    step(
        "See that the controller passes TLS through",
        "Portico doesn't know the controller: the annotation that turns passthrough on, the labels of its pods and its \
         namespace, and the annotations of its Service are what you gave.",
        Some(format!("kubectl get ingressclass {}", ingress::class_name(exposure))),
    )
}
