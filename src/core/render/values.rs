//! The Helm values for the Spaces chart.

use crate::exposure::commented::{self, Field};
use crate::exposure::{Exposure, Extras, Method};
use crate::facts::spaces;
use crate::methods::{choice, gateway_api, ingress, load_balancer};

/// Writes the values as a commented document.
pub(super) fn document(exposure: &Exposure) -> String {
    heading(exposure) + &commented::write(&fields(exposure))
}

/// Writes the comment that begins a file: Portico's version, the host, the method, and the targets.
pub(super) fn heading(exposure: &Exposure) -> String {
    let spec = &exposure.spec;
    let mut targets = format!("Kubernetes {}", spec.targets.kubernetes);
    if spec.backend.is_spaces() {
        targets = format!("Spaces {} on {targets}", spec.targets.spaces);
    }
    if spec.method == Method::GatewayAPI {
        let target = spec.targets.gateway_api();
        targets.push_str(&format!(" with the Gateway API {} ({})", target.version, target.channel.name()));
    }
    if let Some((controller, release)) = choice::controller(exposure).zip(choice::release(exposure)) {
        targets.push_str(&format!(", {} {}", controller.name, release.range()));
    }
    let mut text = String::new();
    let made = format!("Made by Portico {}: {} by {}.", crate::VERSION, spec.host, way(exposure));
    commented::write_comment(&made.into(), 0, &mut text);
    commented::write_comment(&format!("For {targets}.").into(), 0, &mut text);
    text
}

/// Gives the values as fields, in the order of the documentation's page.
pub(crate) fn fields(exposure: &Exposure) -> Vec<Field> {
    let spec = &exposure.spec;
    let version = spec.targets.spaces_version().unwrap_or(spaces::CONTROLLER_AGNOSTIC);
    let mut fields = if version >= spaces::EXTERNAL_TLS { external_tls(exposure) } else { secret_references(exposure) };
    match spec.method {
        Method::LoadBalancer => fields.push(load_balancer::values(exposure)),
        Method::Ingress => fields.push(ingress::values(exposure, version)),
        Method::GatewayAPI => fields.extend(gateway_api::values(exposure, version)),
    }
    fields
}

/// Names the way that traffic gets in, for a sentence.
pub(super) fn way(exposure: &Exposure) -> String {
    match exposure.spec.method {
        Method::LoadBalancer => format!("a LoadBalancer Service on {}", choice::cloud(exposure).name),
        Method::Ingress => format!("an Ingress of {}", ingress::controller_name(exposure)),
        Method::GatewayAPI => {
            let controller = choice::controller(exposure).map_or("another controller", |controller| controller.name);
            format!("a Gateway of {controller}")
        }
    }
}

fn external_tls(exposure: &Exposure) -> Vec<Field> {
    let spec = &exposure.spec;
    let mut fields = Vec::new();
    if spec.method == Method::LoadBalancer {
        fields.push(Field::text("host", &spec.host));
    } else if spec.extras == Extras::Recommended {
        fields.push(Field::text("host", &spec.host).comment(
            "Not on the documentation's page for this method: without it the certificate's name follows from other values.",
        ));
    }
    if let Some(tls) = &spec.tls {
        fields.push(Field::block("tlsSecret", vec![Field::text("name", &tls.secret_name)]));
        if let Some(bundle) = &tls.ca_bundle {
            let bundle = vec![Field::text("name", &bundle.secret_name), Field::text("key", &bundle.key)];
            fields.push(Field::block("caBundleSecret", bundle));
        }
    }
    if fields.is_empty() { Vec::new() } else { vec![Field::block("externalTLS", fields)] }
}

/// Gives the `secretRefs` that did the work of `externalTLS` before the chart had it.
fn secret_references(exposure: &Exposure) -> Vec<Field> {
    let Some(tls) = &exposure.spec.tls else { return Vec::new() };
    let reference = |part: &str, key: &str, secret: &str| {
        Field::block(part, vec![Field::block("secretRefs", vec![Field::text(key, secret)])])
    };
    let bundle = tls.ca_bundle.as_ref().map(|bundle| reference("controller", "ingressCA", &bundle.secret_name));
    [reference("router", "tlsSecretName", &tls.secret_name)].into_iter().chain(bundle).collect()
}
