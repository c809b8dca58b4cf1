//! The method LoadBalancer: a load balancer of layer 4, made for the backend's own Service.

use crate::cloud::{AppProtocol, Cloud, IdleTimeoutSetting};
use crate::exposure::{Access, Exposure, Extras};
use crate::render::commented::Field;
use serde_json::{Map, Value, json};

/// The cloud that an Exposure names.
pub(crate) fn cloud(exposure: &Exposure) -> Option<&'static Cloud> {
    Cloud::find(exposure.spec.cloud.as_deref()?)
}

/// What people call the cloud.
pub(crate) fn cloud_name(exposure: &Exposure) -> &'static str {
    cloud(exposure).map_or("an unknown cloud", |cloud| cloud.name)
}

/// The chart's values for the Service.
pub(crate) fn values(exposure: &Exposure) -> Field {
    let mut service = vec![Field::text("type", "LoadBalancer")];
    let annotations = annotations(exposure);
    if !annotations.is_empty() {
        service.push(Field::block("annotations", annotations));
    }
    if let Some(protocol) = app_protocol(exposure) {
        let comment = format!("Not on the documentation's page: {}.", protocol.reason);
        let field = Field::text("appProtocol", protocol.value).comment(comment);
        service.push(Field::block("http", vec![field]));
    }
    Field::block("router", vec![Field::block("proxy", vec![Field::block("service", service)])])
}

/// What a Service that is there already must have.
pub(crate) fn service(exposure: &Exposure) -> Value {
    let mut desired = Map::new();
    let annotations = crate::render::commented::data(&annotations(exposure));
    if annotations != json!({}) {
        desired.insert("metadata".to_owned(), json!({"annotations": annotations}));
    }
    desired.insert("spec".to_owned(), json!({"type": "LoadBalancer"}));
    Value::Object(desired)
}

/// What the port that faces clients must declare for the cloud's health checks to pass.
pub(crate) fn app_protocol(exposure: &Exposure) -> Option<AppProtocol> {
    match exposure.spec.extras {
        Extras::Recommended => cloud(exposure)?.app_protocol,
        Extras::None => None,
    }
}

/// The Service's annotations: the cloud's, the idle timeout's, the user's own.
fn annotations(exposure: &Exposure) -> Vec<Field> {
    let spec = &exposure.spec;
    let Some(cloud) = cloud(exposure) else { return Vec::new() };
    let known = match spec.access {
        Access::Public => cloud.public,
        Access::Private => cloud.private,
    };
    let mut fields: Vec<Field> = known
        .iter()
        .map(|annotation| Field::text(annotation.key, annotation.value).comment(annotation.reason))
        .collect();
    if let Some(seconds) = spec.load_balancer.idle_timeout_seconds {
        fields.extend(idle_timeout(cloud, spec.backend.port, seconds));
    }
    for (key, value) in &spec.load_balancer.annotations {
        match fields.iter_mut().find(|field| field.key == *key) {
            Some(field) => *field = Field::text(key, value),
            None => fields.push(Field::text(key, value)),
        }
    }
    fields
}

fn idle_timeout(cloud: &Cloud, port: u16, seconds: u32) -> Option<Field> {
    let field = match cloud.idle_timeout.setting {
        IdleTimeoutSetting::ListenerAttribute { key_before_port, attribute, .. } => {
            Field::text(format!("{key_before_port}{port}"), format!("{attribute}={seconds}"))
        }
        IdleTimeoutSetting::Minutes { key, .. } => Field::text(key, (seconds / 60).to_string()),
        IdleTimeoutSetting::None => return None,
    };
    Some(field.comment(format!("by itself the load balancer {}", cloud.idle_timeout.default)))
}
