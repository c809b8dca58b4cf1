//! The steps from the address to the name: the DNS record, and checks of the answers that clients get.

use super::{Draft, backend, in_backend_namespace, is_controller_agnostic, step};
use crate::exposure::{Access, Exposure, Method};
use crate::facts::cloud::{AddressField, IdleTimeoutSetting};
use crate::methods::{choice, gateway_api};
use portico_text::{JsonPath, Markdown, Script};

pub(super) fn address(exposure: &Exposure) -> Draft {
    let cloud = choice::cloud(exposure);
    let (status, gets): (&[&str], _) = match cloud.address {
        AddressField::Hostname => (&[HOSTNAME], Markdown::own("On ").and(cloud.name).and(" it is a host name.")),
        AddressField::Ip => (&[IP], Markdown::own("On ").and(cloud.name).and(" it is an IP address.")),
        AddressField::Either => (&[HOSTNAME, IP], Markdown::own("It is a host name or an IP address.")),
    };
    let of_status =
        |object: &JsonPath| status.iter().fold(JsonPath::default(), |path, field| path.with(object).and(field));
    let waiting = Script::own("until ADDRESS=$(kubectl get ");
    let (resource, fields, text) = match exposure.spec.method {
        Method::Ingress => (
            in_backend_namespace(waiting.and("ingress"), exposure),
            of_status(&JsonPath::own("{.items[?(@.spec.rules[0].host==").string(&exposure.spec.host).and(")]")),
            gets.and(
                " The controller writes its own address into the Ingress; where it is told not to, use the address of \
                 the controller's Service.",
            ),
        ),
        Method::LoadBalancer => (
            backend(waiting.and("service"), exposure),
            of_status(&JsonPath::own("{")),
            gets.and(" It takes a minute or two; `kubectl describe` of the Service says why there is none."),
        ),
        Method::GatewayAPI => (
            waiting
                .and("gateway --namespace ")
                .word(gateway_api::namespace(exposure))
                .operand(gateway_api::name(exposure)),
            JsonPath::own("{.status.addresses[0].value}"),
            gets,
        ),
    };
    let command = resource
        .and(" \\\n  -o jsonpath=")
        .json_path(&fields)
        .end(") && [ -n \"$ADDRESS\" ]; do sleep 5; done\necho \"$ADDRESS\"");
    step("Wait for the address", text, Some(command))
}

/// The end of a JSON path to the load balancer's host name, in the status of a Service or an Ingress.
const HOSTNAME: &str = ".status.loadBalancer.ingress[0].hostname}";
/// The end of a JSON path to the load balancer's IP address, in the same status.
const IP: &str = ".status.loadBalancer.ingress[0].ip}";

pub(super) fn check_through_address(exposure: &Exposure) -> Draft {
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
        Some(command) => (command.end("\n"), "--cacert ca.crt "),
        None => (Script::default(), ""),
    };
    let command = fetch
        .and("curl --silent --show-error --output /dev/null --write-out '%{http_code}\\n' \\\n  ")
        .and(trust)
        .and("--connect-to ")
        .word(&spec.host)
        .and(":443:\"$ADDRESS\":443 https://")
        .word(&spec.host)
        .and(path(exposure));
    step(
        "Check through the new address",
        Markdown::own(place).and(expected).and(
            " `000` means that there was no connection (a firewall, a NetworkPolicy, a wrong address), `404` that \
             something else answered. An error about the certificate's name or issuer (a fake certificate, say) means that \
             TLS ends before it should: no `-k` hides that here.",
        ),
        Some(command),
    )
}

fn path(exposure: &Exposure) -> &'static str {
    if exposure.spec.backend.is_spaces() { "/version" } else { "/" }
}

/// Gives a command that saves the certificate authority in `ca.crt`; none where the system's own authorities are used.
fn certificate_authority(exposure: &Exposure) -> Option<Script> {
    let spec = &exposure.spec;
    let (secret, key) = match &spec.tls {
        None if !spec.backend.is_spaces() => return None,
        None => ("spaces-router-tls", "ca.crt"),
        Some(tls) => match &tls.ca_bundle {
            Some(bundle) => (bundle.secret_name.as_str(), bundle.key.as_str()),
            None => (tls.secret_name.as_str(), "ca.crt"),
        },
    };
    Some(
        in_backend_namespace(Script::own("kubectl get secret"), exposure)
            .operand(secret)
            .and(" \\\n  -o jsonpath=")
            .json_path(&JsonPath::own("{.data.").key(key).and("}"))
            .end(" | base64 -d > ca.crt"),
    )
}

pub(super) fn dns(exposure: &Exposure) -> Draft {
    let record = match choice::cloud(exposure).address {
        AddressField::Hostname => "a CNAME record (or the zone's alias record) to the address",
        AddressField::Ip => "an A record with the address",
        AddressField::Either => "a CNAME record for a host name, an A record for an IP address",
    };
    let before = if exposure.spec.backend.is_spaces() { ", before the first control plane is created" } else { "" };
    step(
        Markdown::own("Point ").text(&exposure.spec.host).and(" at it"),
        Markdown::own("Make ")
            .and(record)
            .and(before)
            .and(". Leave it unproxied: a content delivery network in between ends TLS."),
        None,
    )
}

pub(super) fn restart(exposure: &Exposure) -> Draft {
    step(
        "Restart the router if the host changed",
        "Its certificate is issued for the host that it started with.",
        Some(
            Script::own("kubectl rollout restart deployment --namespace ")
                .word(&exposure.spec.release.namespace)
                .and(" spaces-router\nkubectl rollout status deployment --namespace ")
                .word(&exposure.spec.release.namespace)
                .and(" spaces-router"),
        ),
    )
}

pub(super) fn check_by_name(exposure: &Exposure) -> Draft {
    let cloud = choice::cloud(exposure);
    let mut text = Markdown::own("Expect the same answer.");
    if exposure.spec.load_balancer.idle_timeout_seconds.is_none() {
        text = text
            .and(" Note that the load balancer ")
            .and(cloud.idle_timeout.default)
            .and(": kubectl keeps its watches alive, older clients may not.");
        if !matches!(cloud.idle_timeout.setting, IdleTimeoutSetting::None) {
            text = text.and(" `spec.loadBalancer.idleTimeoutSeconds` sets it.");
        }
    }
    let trust = if certificate_authority(exposure).is_some() { "--cacert ca.crt " } else { "" };
    let command = Script::own("curl --silent --show-error --output /dev/null --write-out '%{http_code}\\n' \\\n  ")
        .and(trust)
        .and("https://")
        .word(&exposure.spec.host)
        .and(path(exposure));
    step("Check by name", text, Some(command))
}

pub(super) fn turn_off_the_old_way(exposure: &Exposure) -> Option<Draft> {
    let applies = exposure.spec.backend.is_spaces() && is_controller_agnostic(exposure);
    (applies && exposure.spec.method != Method::Ingress).then(|| {
        step(
            "Switch the old way off",
            "If Spaces was reached by an Ingress before, set `ingress.provision: false` once the name has led here for as \
             long as its record may be cached, and no client comes the old way.",
            None,
        )
    })
}
