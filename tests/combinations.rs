//! Every way to expose a service that the catalogue knows, as Exposures: a new entry of the catalogue is tested too.

use crate::Bundle;
use portico_core::catalogue::{self, ControllerEntry, SupportEntry};
use serde_json::{Value, json};

/// An Exposure, and the CRDs that it is for.
#[derive(Debug, Clone)]
pub struct Combination {
    /// The choices that make it, for a failure's message.
    pub name: String,
    /// The Exposure as JSON, which is YAML.
    pub exposure: String,
    /// The bundle; none where the method needs no CRDs.
    pub bundle: Option<Bundle>,
}

/// Gives every combination that the catalogue allows. One with a Gateway may be refused for versions that the CRDs
/// don't serve.
#[must_use]
pub fn combinations() -> Vec<Combination> {
    let mut found = Vec::new();
    for cloud in clouds(None) {
        for spaces in ["1.16", "1.17"] {
            add(&mut found, &json!({"method": "LoadBalancer", "cloud": cloud, "targets": {"spaces": spaces}}), None);
        }
    }
    for (controller, support) in choosable(|controller| &controller.ingress) {
        for id in with_releases(&controller, &support) {
            for cloud in clouds(controller.cloud.as_deref()) {
                for spaces in spaces_of_ingress(&controller) {
                    let mut spec =
                        json!({"method": "Ingress", "controller": id, "cloud": cloud, "targets": {"spaces": spaces}});
                    if controller.id == "other" {
                        spec["ingress"] = json!({
                            "className": "edge",
                            "annotations": {"edge.example/passthrough": "true"},
                            "podLabels": {"app": "edge"},
                            "namespaceLabels": {"kubernetes.io/metadata.name": "edge"},
                        });
                    }
                    add(&mut found, &spec, None);
                }
            }
        }
    }
    for (controller, support) in choosable(|controller| &controller.gateway_api) {
        for id in with_releases(&controller, &support) {
            for cloud in clouds(controller.cloud.as_deref()) {
                for bundle in Bundle::ALL {
                    for shared in [false, true] {
                        add(&mut found, &gateway(&controller, &id, &cloud, bundle, shared), Some(bundle));
                    }
                }
            }
        }
    }
    found
}

fn gateway(controller: &ControllerEntry, id: &str, cloud: &str, bundle: Bundle, shared: bool) -> Value {
    // Before Spaces 1.16 a Gateway must be where Spaces is; a shared one is elsewhere.
    let spaces = if shared || bundle.channel() == "standard" { "1.17" } else { "1.10" };
    let mut gateway = json!({"provision": !shared});
    if shared {
        gateway["name"] = json!("edge");
        gateway["namespace"] = json!("infra");
    }
    if controller.id == "other" {
        gateway["className"] = json!("edge");
        gateway["podLabels"] = json!({"app": "edge"});
        gateway["namespaceLabels"] = json!({"kubernetes.io/metadata.name": "edge"});
    }
    json!({
        "method": "GatewayAPI",
        "controller": id,
        "cloud": cloud,
        "gateway": gateway,
        "targets": {"spaces": spaces, "gatewayAPI": {"version": bundle.version(), "channel": bundle.channel()}},
    })
}

/// Adds a `spec` for both kinds of access, with and without extras, for Spaces and for two other services.
fn add(found: &mut Vec<Combination>, spec: &Value, bundle: Option<Bundle>) {
    let backends = [
        json!({}),
        json!({"namespace": "shop", "service": "checkout"}),
        json!({"namespace": "shop", "service": "checkout", "targetPort": 9443, "podLabels": {"app": "checkout"}}),
    ];
    for access in ["public", "private"] {
        for extras in ["recommended", "none"] {
            for backend in &backends {
                let mut spec = spec.clone();
                spec["host"] = json!("proxy.acme.dev");
                spec["access"] = json!(access);
                spec["extras"] = json!(extras);
                spec["backend"] = backend.clone();
                if extras == "none" {
                    spec["tls"] = json!({"secretName": "own", "caBundle": {"secretName": "own-ca"}});
                }
                if spec["cloud"] == "other" && access == "private" {
                    spec["loadBalancer"] = json!({"annotations": {"metallb.io/address-pool": "inside"}});
                }
                let exposure = json!({"apiVersion": "portico.dev/v1alpha1", "kind": "Exposure", "spec": spec});
                found.push(Combination { name: spec.to_string(), exposure: exposure.to_string(), bundle });
            }
        }
    }
}

fn clouds(only: Option<&str>) -> Vec<String> {
    let all = catalogue::clouds().into_iter().map(|cloud| cloud.id);
    all.filter(|id| only.is_none_or(|only| only == id)).collect()
}

fn choosable(support: impl Fn(&ControllerEntry) -> &SupportEntry) -> Vec<(ControllerEntry, SupportEntry)> {
    let all = catalogue::controllers().into_iter();
    all.map(|controller| (controller.clone(), support(&controller).clone()))
        .filter(|(_, support)| support.works)
        .collect()
}

/// Gives the controller's identifier alone, and with the first version of each range of releases.
fn with_releases(controller: &ControllerEntry, support: &SupportEntry) -> Vec<String> {
    let first = |range: &String| range.split(' ').next().map(|version| format!("{}@{version}", controller.id));
    [controller.id.clone()].into_iter().chain(support.releases.iter().filter_map(first)).collect()
}

/// Gives the Spaces versions to try: before 1.16 the Ingress has ingress-nginx's class.
fn spaces_of_ingress(controller: &ControllerEntry) -> Vec<String> {
    let is_of_the_old_class =
        controller.facts.iter().any(|fact| fact.about == "IngressClass" && fact.text == "nginx (k8s.io/ingress-nginx)");
    let first = if is_of_the_old_class { 10 } else { 16 };
    (first..=17).map(|minor| format!("1.{minor}")).collect()
}
