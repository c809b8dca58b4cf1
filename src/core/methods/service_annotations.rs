//! The annotations of the Service that faces the client: the backend's own, or a controller's.

use super::choice::cloud;
use super::entry::Entry;
use crate::exposure::{Access, Exposure, Extras, Method};
use crate::facts::cloud::{Cloud, IdleTimeoutSetting};

/// The port that clients reach.
const CLIENT_PORT: u16 = 443;

/// Gives the cloud's annotations, the idle timeout's, and the user's, which replace others of the same key.
pub(crate) fn service_annotations(exposure: &Exposure) -> Vec<Entry> {
    let spec = &exposure.spec;
    let cloud = cloud(exposure);
    let known = match spec.access {
        Access::Public => cloud.public,
        Access::Private => cloud.private.unwrap_or_default(),
    };
    let is_a_controllers = spec.method != Method::LoadBalancer;
    let health = if is_a_controllers && spec.extras == Extras::Recommended { cloud.of_controllers } else { &[] };
    let mut entries: Vec<Entry> = known
        .iter()
        .chain(health)
        .map(|annotation| Entry::new(annotation.key, annotation.value).comment(annotation.reason))
        .collect();
    if let Some(seconds) = spec.load_balancer.idle_timeout_seconds {
        let port = if is_a_controllers { CLIENT_PORT } else { spec.backend.port };
        entries.extend(idle_timeout(cloud, port, seconds));
    }
    let own = entries.len();
    for (key, value) in &spec.load_balancer.annotations {
        match entries.iter_mut().take(own).find(|entry| entry.key == *key) {
            Some(entry) => *entry = Entry::new(key, value),
            None => entries.push(Entry::new(key, value)),
        }
    }
    entries
}

fn idle_timeout(cloud: &Cloud, port: u16, seconds: u32) -> Option<Entry> {
    let entry = match cloud.idle_timeout.setting {
        IdleTimeoutSetting::ListenerAttribute { key_before_port, attribute, .. } => {
            Entry::new(&format!("{key_before_port}{port}"), &format!("{attribute}={seconds}"))
        }
        IdleTimeoutSetting::Minutes { key, .. } => Entry::new(key, &(seconds / 60).to_string()),
        IdleTimeoutSetting::None => return None,
    };
    Some(entry.comment(format!("by default the load balancer {}", cloud.idle_timeout.default)))
}
