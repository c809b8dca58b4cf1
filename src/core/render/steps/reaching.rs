//! From the address to the name: what clients meet, and what their answers mean.

use super::{Step, backend, is_controller_agnostic, step};
use crate::cloud::{AddressField, IdleTimeoutSetting};
use crate::exposure::{Access, Exposure, Method};
use crate::methods::{choice, gateway_api};

pub(super) fn address(exposure: &Exposure) -> Step {
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

pub(super) fn check_through_address(exposure: &Exposure) -> Step {
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

pub(super) fn dns(exposure: &Exposure) -> Step {
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

pub(super) fn restart(exposure: &Exposure) -> Step {
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

pub(super) fn check_by_name(exposure: &Exposure) -> Step {
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

pub(super) fn turn_off_the_old_way(exposure: &Exposure) -> Option<Step> {
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
