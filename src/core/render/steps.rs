//! What to run, in order, to get from the files to a working host.

use super::files;
use super::prerequisites::{Prerequisite, PrerequisiteForm};
use crate::cloud::{AddressField, IdleTimeoutSetting};
use crate::controller::SetupForm;
use crate::evidence::Check;
use crate::exposure::{Access, Exposure, Method};
use crate::methods::choice;
use crate::methods::{gateway_api, ingress};
use crate::spaces;
use crate::version::Version;
use serde::Serialize;

/// One thing to do, in its turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What to do, as an imperative sentence without a full stop.
    pub title: String,
    /// Why, and what to look for.
    pub text: String,
    /// A POSIX shell command.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
}

/// The steps of an Exposure, in order.
pub(super) fn steps(exposure: &Exposure, prerequisites: &[Prerequisite]) -> Vec<Step> {
    let mut steps = vec![save_files()];
    steps.extend(cloud_check(exposure));
    if exposure.spec.method == Method::GatewayAPI {
        steps.push(served_routes(exposure));
    }
    steps.extend(prerequisites.iter().map(|prerequisite| put_in_place(exposure, prerequisite)));
    steps.extend(controller_checks(exposure));
    steps.push(if exposure.spec.backend.is_spaces() { install(exposure) } else { apply(exposure) });
    if exposure.spec.method == Method::GatewayAPI {
        steps.push(wait_for_gateway(exposure));
        steps.push(wait_for_route(exposure));
    }
    steps.push(address(exposure));
    steps.push(check_through_address(exposure));
    steps.push(dns(exposure));
    if exposure.spec.backend.is_spaces() {
        steps.push(restart(exposure));
    }
    steps.push(check_by_name(exposure));
    steps.extend(turn_off_the_old_way(exposure));
    steps
}

/// The steps as Markdown.
pub(super) fn markdown(exposure: &Exposure, steps: &[Step]) -> String {
    let mut text = format!("# Expose {}\n", exposure.spec.host);
    for (index, step) in steps.iter().enumerate() {
        text.push_str(&format!("\n## {}. {}\n\n{}\n", index + 1, step.title, step.text));
        if let Some(command) = &step.command {
            text.push_str(&format!("\n```sh\n{command}\n```\n"));
        }
    }
    text
}

fn step(title: impl Into<String>, text: impl Into<String>, command: Option<String>) -> Step {
    Step { title: title.into(), text: text.into(), command }
}

fn check(check: &Check, exposure: &Exposure) -> Step {
    step(check.title, check.text, Some(check.command.replace("{service}", &backend(exposure))))
}

fn save_files() -> Step {
    step(
        "Write the files",
        "`portico render … --output-dir DIRECTORY` writes every file that the steps name. Run the steps in that directory.",
        None,
    )
}

fn cloud_check(exposure: &Exposure) -> Option<Step> {
    let before = choice::cloud(exposure).before.as_ref()?;
    // A check of a Service is of the backend's: a controller has its own.
    let applies = exposure.spec.method == Method::LoadBalancer || !before.command.contains("{service}");
    applies.then(|| check(before, exposure))
}

fn served_routes(exposure: &Exposure) -> Step {
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

fn put_in_place(exposure: &Exposure, prerequisite: &Prerequisite) -> Step {
    let Prerequisite { file, owner, title, form, .. } = prerequisite;
    match form {
        PrerequisiteForm::HelmValues => {
            let setup = match exposure.spec.method {
                Method::Ingress => ingress::facts(exposure).map(|facts| &facts.setup.form),
                _ => gateway_api::facts(exposure).map(|facts| &facts.setup.form),
            };
            let command = match setup {
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

fn controller_checks(exposure: &Exposure) -> Vec<Step> {
    let (checks, modes) = match exposure.spec.method {
        Method::LoadBalancer => (&[][..], &[][..]),
        Method::Ingress => match ingress::facts(exposure) {
            Some(facts) => (facts.checks, &[][..]),
            None => return vec![unknown_ingress_controller(exposure)],
        },
        Method::GatewayAPI => {
            gateway_api::facts(exposure).map_or((&[][..], &[][..]), |facts| (facts.checks, facts.modes))
        }
    };
    let mut steps: Vec<Step> = checks.iter().map(|of_controller| check(of_controller, exposure)).collect();
    if exposure.spec.method == Method::GatewayAPI && !gateway_api::is_shared(exposure) {
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

fn install(exposure: &Exposure) -> Step {
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

fn apply(exposure: &Exposure) -> Step {
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

fn wait_for_gateway(exposure: &Exposure) -> Step {
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

fn wait_for_route(exposure: &Exposure) -> Step {
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

fn address(exposure: &Exposure) -> Step {
    let cloud = choice::cloud(exposure);
    let (status, gets) = match cloud.address {
        AddressField::Hostname => (&["hostname"][..], format!("On {} it is a host name.", cloud.name)),
        AddressField::Ip => (&["ip"][..], format!("On {} it is an IP address.", cloud.name)),
        AddressField::Either => {
            (&["hostname", "ip"][..], "Whether it is a host name or an IP address, it is printed.".to_owned())
        }
    };
    let of_status = |object: &str| {
        let fields = status.iter().map(|field| format!("{object}.status.loadBalancer.ingress[0].{field}}}"));
        fields.collect::<String>()
    };
    let (resource, fields, text) = match exposure.spec.method {
        Method::Ingress => (
            format!("ingress --namespace {}", exposure.spec.backend.namespace),
            of_status(&format!("{{.items[?(@.spec.rules[0].host==\"{}\")]", exposure.spec.host)),
            format!(
                "{gets} The controller writes its own address into the Ingress; where it is told not to, \
                 take that of the controller's Service."
            ),
        ),
        Method::LoadBalancer => (
            format!("service {}", backend(exposure)),
            of_status("{"),
            format!("{gets} It takes a minute or two; `kubectl describe` of the Service says why it doesn't come."),
        ),
        Method::GatewayAPI => (
            format!("gateway --namespace {} {}", gateway_api::namespace(exposure), gateway_api::name(exposure)),
            "{.status.addresses[0].value}".to_owned(),
            gets,
        ),
    };
    step(
        "Wait for the address",
        text,
        Some(format!(
            "until ADDRESS=$(kubectl get {resource} \\\n  -o jsonpath='{fields}') && [ -n \"$ADDRESS\" ]; do sleep 5; done\n\
             echo \"$ADDRESS\""
        )),
    )
}

fn check_through_address(exposure: &Exposure) -> Step {
    let spec = &exposure.spec;
    let place = match spec.access {
        Access::Public => "",
        Access::Private => "Run it inside the private network. ",
    };
    let expected = if spec.backend.is_spaces() {
        "Expect `401`: the router answers and asks who you are."
    } else {
        "Expect what your service answers."
    };
    let (fetch, trust) = match certificate_authority(exposure) {
        Some(command) => (format!("{command}\n"), "--cacert ca.crt "),
        None => (String::new(), ""),
    };
    step(
        "Check through the new address",
        format!(
            "{place}{expected} `000` means that no connection came about (a firewall, a NetworkPolicy, a wrong address), \
             `404` that something else answered. An error about the certificate's name or issuer (a fake certificate, say) \
             means that TLS ends before it should: no `-k` hides that here.",
        ),
        Some(format!(
            "{fetch}curl --silent --show-error --output /dev/null --write-out '%{{http_code}}\\n' \\\n  \
             {trust}--connect-to {host}:443:\"$ADDRESS\":443 https://{host}{path}",
            host = spec.host,
            path = path(exposure),
        )),
    )
}

fn path(exposure: &Exposure) -> &'static str {
    if exposure.spec.backend.is_spaces() { "/version" } else { "/" }
}

/// A command that leaves the certificate authority in `ca.crt`; none where the system's own are asked.
fn certificate_authority(exposure: &Exposure) -> Option<String> {
    let spec = &exposure.spec;
    let (secret, key) = match &spec.tls {
        None if !spec.backend.is_spaces() => return None,
        None => ("spaces-router-tls", "ca.crt"),
        Some(tls) => match &tls.ca_bundle {
            Some(bundle) => (bundle.secret_name.as_str(), bundle.key.as_str()),
            None => (tls.secret_name.as_str(), "ca.crt"),
        },
    };
    Some(format!(
        "kubectl get secret --namespace {} {secret} \\\n  -o jsonpath='{{.data.{}}}' | base64 -d > ca.crt",
        spec.backend.namespace,
        key.replace('.', "\\."),
    ))
}

fn dns(exposure: &Exposure) -> Step {
    let record = match choice::cloud(exposure).address {
        AddressField::Hostname => "a CNAME record (or the zone's alias record) to the address",
        AddressField::Ip => "an A record with the address",
        AddressField::Either => "a CNAME record for a host name, an A record for an IP address",
    };
    let before = if exposure.spec.backend.is_spaces() { ", before the first control plane is created" } else { "" };
    step(
        format!("Point {} at it", exposure.spec.host),
        format!("Make {record}{before}. Leave it unproxied: a content delivery network in between ends TLS."),
        None,
    )
}

fn restart(exposure: &Exposure) -> Step {
    step(
        "Restart the router if the host changed",
        "Its certificate is issued for the host that it started with.",
        Some(format!(
            "kubectl rollout restart deployment --namespace {namespace} spaces-router\n\
             kubectl rollout status deployment --namespace {namespace} spaces-router",
            namespace = exposure.spec.release.namespace,
        )),
    )
}

fn check_by_name(exposure: &Exposure) -> Step {
    let cloud = choice::cloud(exposure);
    let idle = if exposure.spec.load_balancer.idle_timeout_seconds.is_some() {
        String::new()
    } else {
        let set = match cloud.idle_timeout.setting {
            IdleTimeoutSetting::None => "",
            _ => " `spec.loadBalancer.idleTimeoutSeconds` sets it.",
        };
        format!(
            " Know that the load balancer {}: kubectl keeps its watches alive, older clients may not.{set}",
            cloud.idle_timeout.default
        )
    };
    let trust = if certificate_authority(exposure).is_some() { "--cacert ca.crt " } else { "" };
    step(
        "Check by name",
        format!("Expect the same answer.{idle}"),
        Some(format!(
            "curl --silent --show-error --output /dev/null --write-out '%{{http_code}}\\n' \\\n  {trust}https://{}{}",
            exposure.spec.host,
            path(exposure)
        )),
    )
}

fn turn_off_the_old_way(exposure: &Exposure) -> Option<Step> {
    let applies = exposure.spec.backend.is_spaces() && is_controller_agnostic(exposure);
    (applies && exposure.spec.method != Method::Ingress).then(|| {
        step(
            "Turn the former way off",
            "If Spaces was reached by an Ingress before, set `ingress.provision: false` once the name has led here for as \
             long as its record may be cached, and no client comes the old way.",
            None,
        )
    })
}

fn is_controller_agnostic(exposure: &Exposure) -> bool {
    Version::parse(&exposure.spec.targets.spaces).is_some_and(|version| version >= spaces::CONTROLLER_AGNOSTIC)
}

/// The backend's namespace and name, as kubectl takes them.
fn backend(exposure: &Exposure) -> String {
    let backend = &exposure.spec.backend;
    format!("--namespace {} {}", backend.namespace, backend.service)
}
