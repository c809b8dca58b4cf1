//! The Helm values for the Spaces chart.

use super::commented::{self, Field};
use crate::exposure::{Exposure, Extras, Method};
use crate::methods::{ingress, load_balancer};

/// The values as a commented document.
pub(crate) fn document(exposure: &Exposure) -> String {
    let spec = &exposure.spec;
    let mut text = format!(
        "# Made by Portico {}: {} by {}.\n# For Spaces {} on Kubernetes {}.\n",
        crate::VERSION,
        spec.host,
        way(exposure),
        spec.targets.spaces,
        spec.targets.kubernetes,
    );
    text.push_str(&commented::write(&fields(exposure)));
    text
}

/// The values as fields, in the order of the documentation's page.
pub(crate) fn fields(exposure: &Exposure) -> Vec<Field> {
    let spec = &exposure.spec;
    let mut fields = Vec::new();
    let external = external_tls(exposure);
    if !external.is_empty() {
        fields.push(Field::block("externalTLS", external));
    }
    match spec.method {
        Method::LoadBalancer => fields.push(load_balancer::values(exposure)),
        Method::Ingress => fields.push(ingress::values(exposure)),
        Method::GatewayAPI => {}
    }
    fields
}

/// How traffic gets in, for a sentence.
fn way(exposure: &Exposure) -> String {
    match exposure.spec.method {
        Method::LoadBalancer => format!("a LoadBalancer Service on {}", load_balancer::cloud_name(exposure)),
        Method::Ingress => format!("an Ingress of {}", ingress::controller_name(exposure)),
        Method::GatewayAPI => "the Gateway API".to_owned(),
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
    fields
}
