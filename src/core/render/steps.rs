//! What to run, in order, to get from values to a working host.

use super::Step;
use crate::cloud::{AddressField, IdleTimeoutSetting};
use crate::exposure::{Access, Exposure, Method};
use crate::methods::{ingress, load_balancer};

/// The file that the steps take the values from.
const VALUES_FILE: &str = "exposure-values.yaml";

/// The steps of an Exposure, in order.
pub(crate) fn steps(exposure: &Exposure) -> Vec<Step> {
    let mut steps = vec![save_values()];
    steps.extend(prerequisite(exposure));
    steps.push(install(exposure));
    steps.push(address(exposure));
    steps.push(check_through_address(exposure));
    steps.push(dns(exposure));
    steps.push(restart(exposure));
    steps.push(check_by_name(exposure));
    steps
}

/// The steps as Markdown.
pub(crate) fn markdown(exposure: &Exposure, steps: &[Step]) -> String {
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

fn save_values() -> Step {
    step(
        format!("Save the values as {VALUES_FILE}"),
        format!("`portico render … > {VALUES_FILE}`. They go beside the values that the release has already."),
        None,
    )
}

fn prerequisite(exposure: &Exposure) -> Option<Step> {
    match exposure.spec.method {
        Method::LoadBalancer => {
            let (title, text, command) = match exposure.spec.cloud.as_deref()? {
                "aws" => (
                    "See that the AWS Load Balancer Controller runs",
                    "Without it the Service stays `<pending>`: the annotation `aws-load-balancer-type: external` tells \
                     every other controller to keep its hands off.",
                    "kubectl get deployment -A -l app.kubernetes.io/name=aws-load-balancer-controller",
                ),
                "gcp" => (
                    "See that the Service is no LoadBalancer yet",
                    "`cloud.google.com/l4-rbs` counts only when it is there before the Service first becomes a \
                     LoadBalancer. If this prints `LoadBalancer`, set the type back to ClusterIP first; the address changes.",
                    "",
                ),
                _ => return None,
            };
            let command = if command.is_empty() {
                format!(
                    "kubectl get service {} -o jsonpath='{{.spec.type}}{{\"\\n\"}}' --ignore-not-found",
                    backend(exposure)
                )
            } else {
                command.to_owned()
            };
            Some(step(title, text, Some(command)))
        }
        Method::Ingress => match ingress::facts(exposure) {
            Some((_, facts)) => Some(step(facts.switch.title, facts.switch.text, Some(facts.switch.check.to_owned()))),
            None => Some(step(
                "See that the controller passes TLS through",
                "Portico was given a class and no controller: the annotation that turns passthrough on, and the labels of \
                 the controller's pods and namespace, are yours to add.",
                Some(format!("kubectl get ingressclass {}", ingress::class_name(exposure))),
            )),
        },
        Method::GatewayAPI => None,
    }
}

fn install(exposure: &Exposure) -> Step {
    let release = &exposure.spec.release;
    step(
        "Install or upgrade Spaces",
        "Add what your release needs besides: its version, your other values files, credentials. \
         `--reuse-values` keeps what an installed release was given.",
        Some(format!(
            "helm upgrade --install {} {} \\\n  --namespace {} --reuse-values \\\n  --values {VALUES_FILE} --wait",
            release.name, release.chart, release.namespace
        )),
    )
}

fn address(exposure: &Exposure) -> Step {
    let status = match load_balancer::cloud(exposure).map(|cloud| cloud.address) {
        Some(AddressField::Hostname) => &["hostname"][..],
        Some(AddressField::Ip) => &["ip"],
        None => &["hostname", "ip"],
    };
    let gets = match (load_balancer::cloud(exposure), status) {
        (Some(cloud), ["hostname"]) => format!("On {} it is a host name.", cloud.name),
        (Some(cloud), _) => format!("On {} it is an IP address.", cloud.name),
        (None, _) => "Whether it is a host name or an IP address, it is printed.".to_owned(),
    };
    let (resource, object, text) = match exposure.spec.method {
        Method::Ingress => (
            format!("ingress --namespace {}", exposure.spec.release.namespace),
            format!("{{.items[?(@.spec.rules[0].host==\"{}\")]", exposure.spec.host),
            format!(
                "{gets} The controller writes its own address into the Ingress; where it is told not to, \
                 take that of the controller's Service."
            ),
        ),
        _ => (
            format!("service {}", backend(exposure)),
            "{".to_owned(),
            format!("{gets} It takes a minute or two; `kubectl describe` of the Service says why it doesn't come."),
        ),
    };
    let fields: Vec<String> =
        status.iter().map(|field| format!("{object}.status.loadBalancer.ingress[0].{field}}}")).collect();
    let fields = fields.concat();
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
    step(
        "Check through the new address",
        format!(
            "{place}Expect `401`: the router answers and asks who you are. `000` means that no connection came about \
             (a firewall, a NetworkPolicy, a wrong address), `404` that something else answered. An error about the \
             certificate's name or issuer means that TLS ends before the router: no `-k` hides that here.",
        ),
        Some(format!(
            "{}\ncurl --silent --show-error --output /dev/null --write-out '%{{http_code}}\\n' \\\n  \
             --cacert ca.crt --connect-to {host}:443:\"$ADDRESS\":443 https://{host}/version",
            certificate_authority(exposure),
            host = spec.host,
        )),
    )
}

/// A command that leaves the certificate authority in `ca.crt`.
fn certificate_authority(exposure: &Exposure) -> String {
    let spec = &exposure.spec;
    let (secret, key) = match &spec.tls {
        None => ("spaces-router-tls".to_owned(), "ca.crt".to_owned()),
        Some(tls) => match &tls.ca_bundle {
            Some(bundle) => (bundle.secret_name.clone(), bundle.key.clone()),
            None => (tls.secret_name.clone(), "ca.crt".to_owned()),
        },
    };
    format!(
        "kubectl get secret --namespace {} {secret} \\\n  -o jsonpath='{{.data.{}}}' | base64 -d > ca.crt",
        spec.release.namespace,
        key.replace('.', "\\."),
    )
}

fn dns(exposure: &Exposure) -> Step {
    let record = match load_balancer::cloud(exposure).map(|cloud| cloud.address) {
        Some(AddressField::Hostname) => "a CNAME record (or the zone's alias record) to the address",
        Some(AddressField::Ip) => "an A record with the address",
        None => "a CNAME record for a host name, an A record for an IP address",
    };
    step(
        format!("Point {} at it", exposure.spec.host),
        format!(
            "Make {record}, before the first control plane is created. Leave it unproxied: a content delivery network \
             in between ends TLS.",
        ),
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
    let idle = match (exposure.spec.method, load_balancer::cloud(exposure)) {
        (Method::LoadBalancer, Some(cloud)) if exposure.spec.load_balancer.idle_timeout_seconds.is_none() => {
            let set = match cloud.idle_timeout.setting {
                IdleTimeoutSetting::None => "",
                _ => " `spec.loadBalancer.idleTimeoutSeconds` sets it.",
            };
            format!(
                " Know that {}'s load balancer {}: kubectl keeps its watches alive, older clients may not.{set}",
                cloud.name, cloud.idle_timeout.default
            )
        }
        _ => String::new(),
    };
    step(
        "Check by name",
        format!("Expect `401` again.{idle}"),
        Some(format!(
            "curl --silent --show-error --output /dev/null --write-out '%{{http_code}}\\n' \\\n  \
             --cacert ca.crt https://{}/version",
            exposure.spec.host
        )),
    )
}

fn backend(exposure: &Exposure) -> String {
    let backend = &exposure.spec.backend;
    format!("--namespace {} {}", backend.namespace, backend.service)
}
