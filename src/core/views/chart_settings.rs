//! The place of a setting in the values of a controller's chart, and whether they set it.
//!
//! Versions of a chart name a setting differently, and Traefik's takes arguments as well.

use crate::facts::controller::{Setting, SettingValue};
use crate::reading::subject::Subject;
use portico_manifest::Node;

/// Traefik's provider for ingress-nginx, as charts from 40.0 on write it, and as those from 37.4 on did.
const PROVIDERS: [&str; 2] = ["kubernetesIngressNGINX", "kubernetesIngressNginx"];

/// Gives the keys at which these values have a setting, or would have it.
pub(crate) fn keys(values: &Subject<'_, '_>, setting: &Setting) -> Vec<&'static str> {
    let path = setting.path;
    match path {
        // The chart of istiod lays what stands under `pilot` over its root.
        ["env", ..] => {
            let above: Vec<_> = ["pilot"].into_iter().chain(path.iter().copied()).collect();
            if values.get(&above).is_some() { above } else { path.to_vec() }
        }
        ["providers", provider, rest @ ..] if PROVIDERS.contains(provider) => {
            let written = PROVIDERS.into_iter().find(|known| values.get(&["providers", known]).is_some());
            ["providers", written.unwrap_or(provider)].into_iter().chain(rest.iter().copied()).collect()
        }
        _ => path.to_vec(),
    }
}

/// Whether a setting has the needed value, by its key or by an argument.
pub(crate) fn is_set(values: &Subject<'_, '_>, setting: &Setting) -> bool {
    let at_key = |accepts: &dyn Fn(Node<'_, '_>) -> bool| {
        let node = values.get(&keys(values, setting)).filter(|node| !node.is_null());
        node.is_some_and(accepts) || has_argument(values, &argument(setting))
    };
    match setting.value {
        SettingValue::Items(items) => items.iter().all(|item| has_argument(values, item)),
        SettingValue::Switch(on) => {
            at_key(&|node| node.as_bool() == Some(on) || node.text() == if on { "true" } else { "false" })
        }
        // A flag is on by its name alone.
        SettingValue::Text("true") => at_key(&|node| !matches!(node.text(), "false" | "0")),
        SettingValue::Text(text) => at_key(&|node| node.text() == text),
    }
}

/// Whether Ingresses get their address in another way, or no load balancer has one to give.
pub(crate) fn is_published_otherwise(values: &Subject<'_, '_>) -> bool {
    let is = |keys: &[&str], wanted: bool| values.get(keys).and_then(Node::as_bool) == Some(wanted);
    let is_another_type = |keys: &[&str]| values.text(keys).is_some_and(|kind| kind != "LoadBalancer");
    let has_no_load_balancer = is(&["hostNetwork"], true)
        || is(&["controller", "hostNetwork"], true)
        || is(&["service", "enabled"], false)
        || is(&["controller", "service", "enabled"], false)
        || is_another_type(&["service", "type"])
        || is_another_type(&["controller", "service", "type"]);
    let of_haproxy = ["publish-service", "publish-address", "update-status"];
    let of_traefik = |provider: &&str| {
        let address = values.get(&["providers", provider, "publishStatusAddress"]);
        address.is_some_and(|address| !address.text().is_empty())
    };
    has_no_load_balancer
        || of_haproxy.iter().any(|name| values.get(&["controller", "extraArgs", name]).is_some())
        || PROVIDERS.iter().any(of_traefik)
        || has_argument(values, "--providers.kubernetesIngressNGINX.publishStatusAddress")
        || has_provider_by_argument(values)
}

/// Whether Traefik's provider for ingress-nginx is on by an argument alone: its chart then reads no key of it.
fn has_provider_by_argument(values: &Subject<'_, '_>) -> bool {
    PROVIDERS.iter().all(|provider| values.get(&["providers", provider]).is_none())
        && has_argument(values, "--providers.kubernetesIngressNGINX")
}

/// Gives the argument that does the same as a setting.
fn argument(setting: &Setting) -> String {
    let path = match setting.path {
        [provider @ .., "enabled"] => provider,
        path => path,
    };
    format!("--{}", path.join("."))
}

/// Whether an argument or one below it is given, in upper or lower case.
fn has_argument(values: &Subject<'_, '_>, wanted: &str) -> bool {
    let name_and_value = |argument: &str| {
        let (name, value) = argument.split_once('=').unwrap_or((argument, "true"));
        (name.to_ascii_lowercase(), value.to_ascii_lowercase())
    };
    let (wanted, _) = name_and_value(wanted);
    let lists = ["additionalArguments", "globalArguments"].into_iter().filter_map(|key| values.get(&[key]));
    lists.flat_map(Node::items).any(|given| {
        let (name, value) = name_and_value(given.text());
        let rest = name.strip_prefix(&wanted);
        rest.is_some_and(|rest| rest.starts_with('.') || rest.is_empty() && value != "false")
    })
}
