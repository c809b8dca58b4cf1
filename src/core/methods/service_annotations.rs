//! The annotations of the Service that faces the client: the backend's own, or a controller's.

use super::choice::cloud;
use crate::exposure::commented::Field;
use crate::exposure::{Access, Exposure, Extras, Method};
use crate::facts::cloud::{Cloud, IdleTimeoutSetting};

/// The port that clients reach.
const CLIENT_PORT: u16 = 443;

/// Gives the cloud's annotations, the idle timeout's, and the user's, which replace others of the same key.
pub(crate) fn service_annotations(exposure: &Exposure) -> Vec<Field> {
    let spec = &exposure.spec;
    let cloud = cloud(exposure);
    let known = match spec.access {
        Access::Public => cloud.public,
        Access::Private => cloud.private.unwrap_or_default(),
    };
    let is_a_controllers = spec.method != Method::LoadBalancer;
    let health = if is_a_controllers && spec.extras == Extras::Recommended { cloud.of_controllers } else { &[] };
    let mut fields: Vec<Field> = known
        .iter()
        .chain(health)
        .map(|annotation| Field::text(annotation.key, annotation.value).comment(annotation.reason))
        .collect();
    if let Some(seconds) = spec.load_balancer.idle_timeout_seconds {
        let port = if is_a_controllers { CLIENT_PORT } else { spec.backend.port };
        fields.extend(idle_timeout(cloud, port, seconds));
    }
    let own = fields.len();
    for (key, value) in &spec.load_balancer.annotations {
        match fields.iter_mut().take(own).find(|field| field.key == *key) {
            Some(field) => *field = Field::text(key, value),
            None => fields.push(Field::text(key, value)),
        }
    }
    fields
}

fn idle_timeout(cloud: &Cloud, port: u16, seconds: u32) -> Option<Field> {
    let field = match cloud.idle_timeout.setting {
        IdleTimeoutSetting::ListenerAttribute { key_before_port, attribute, .. } => {
            Field::text(&format!("{key_before_port}{port}"), &format!("{attribute}={seconds}"))
        }
        IdleTimeoutSetting::Minutes { key, .. } => Field::text(key, &(seconds / 60).to_string()),
        IdleTimeoutSetting::None => return None,
    };
    Some(field.comment(format!("by itself the load balancer {}", cloud.idle_timeout.default)))
}
