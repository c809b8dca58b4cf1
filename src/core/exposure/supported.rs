//! What an Exposure may ask for that this version does not do, or that nothing can do: each is refused by name,
//! never passed over in silence.

use super::read::Fields;
use super::{Access, Exposure, Method};
use crate::cloud::{Cloud, IdleTimeoutSetting};
use crate::controller::{Controller, Passthrough};
use crate::controllers;
use crate::diagnostic::Diagnostic;
use crate::rules::{choice_not_supported, missing_field, value_not_allowed};
use crate::similar::{choices, nearest};

/// The versions of Spaces whose exposure values this release knows. A Service of type LoadBalancer and an Ingress of
/// any controller came with 1.16.
const SPACES: [&str; 2] = ["1.16", "1.17"];

/// Everything asked for that can't be given.
pub(super) fn check(exposure: &Exposure, fields: &Fields<'_, '_, '_>) -> Vec<Diagnostic> {
    let spec = &exposure.spec;
    let mut found = Vec::new();
    let mut refuse = |field: &str, diagnostic| found.push(fields.place(diagnostic, field));
    let later = choice_not_supported::later;

    if spec.method == Method::GatewayAPI {
        refuse(
            "method",
            later("the method GatewayAPI", "choose LoadBalancer, or Ingress with the controller traefik-nginx"),
        );
    }
    if spec.gateway.is_some() {
        refuse("gateway", later("the field gateway", "remove it"));
    }
    if spec.targets.gateway_api.is_some() {
        refuse("targets.gatewayAPI", later("the field targets.gatewayAPI", "remove it"));
    }
    if !spec.ignore.is_empty() {
        refuse("ignore", later("the field ignore", "remove it"));
    }
    if !SPACES.contains(&spec.targets.spaces.as_str()) {
        let choice = format!("Spaces {}", spec.targets.spaces);
        refuse("targets.spaces", later(&choice, &format!("choose {}", choices(SPACES))));
    }
    if !is_minor_version(&spec.targets.kubernetes) {
        let diagnostic =
            value_not_allowed::form("spec.targets.kubernetes", "a minor version such as 1.34", "another text");
        refuse("targets.kubernetes", diagnostic);
    }

    if spec.cloud.is_none() && spec.method == Method::LoadBalancer {
        refuse("cloud", missing_field::diagnostic("spec.cloud"));
    }
    match spec.method {
        Method::LoadBalancer => {
            for (given, field) in [(spec.controller.is_some(), "controller"), (spec.ingress.is_some(), "ingress")] {
                if given {
                    refuse(field, choice_not_supported::pointless(field, "LoadBalancer"));
                }
            }
            if let Some(diagnostic) = idle_timeout(exposure) {
                refuse("loadBalancer.idleTimeoutSeconds", diagnostic);
            }
        }
        Method::Ingress => {
            if let Some((field, diagnostic)) = ingress_controller(exposure) {
                refuse(field, diagnostic);
            }
            let instead = "leave it out, and set it on the Ingress controller's own Service";
            if spec.access == Access::Private {
                refuse("access", later("private access by the method Ingress", instead));
            }
            if spec.load_balancer != super::LoadBalancer::default() {
                refuse("loadBalancer", later("the field loadBalancer with the method Ingress", instead));
            }
        }
        Method::GatewayAPI => {}
    }
    found
}

/// The seconds that the cloud's load balancer can't be set to.
fn idle_timeout(exposure: &Exposure) -> Option<Diagnostic> {
    let seconds = exposure.spec.load_balancer.idle_timeout_seconds?;
    let cloud = Cloud::find(exposure.spec.cloud.as_deref()?)?;
    let field = "spec.loadBalancer.idleTimeoutSeconds";
    match cloud.idle_timeout.setting {
        IdleTimeoutSetting::None => Some(choice_not_supported::nothing_to_set(cloud.name, cloud.idle_timeout.default)),
        IdleTimeoutSetting::ListenerAttribute { seconds: (least, most), .. } => (!(least..=most).contains(&seconds))
            .then(|| value_not_allowed::range(field, seconds.into(), Some(least.into()), Some(most.into()))),
        IdleTimeoutSetting::Minutes { minutes: (least, most), .. } => {
            let fits = seconds % 60 == 0 && (least..=most).contains(&(seconds / 60));
            (!fits).then(|| value_not_allowed::minutes(field, seconds, least, most, cloud.name))
        }
    }
}

fn ingress_controller(exposure: &Exposure) -> Option<(&'static str, Diagnostic)> {
    let class_name = exposure.spec.ingress.as_ref().and_then(|ingress| ingress.class_name.as_ref());
    let Some(id) = exposure.spec.controller.as_deref() else {
        return class_name.is_none().then(|| ("controller", missing_field::diagnostic("spec.controller")));
    };
    match Controller::find(id) {
        None => Some(("controller", unknown_controller(id))),
        Some(Controller { name, passthrough: Passthrough::Refused { reason, instead, .. }, .. }) => {
            Some(("controller", choice_not_supported::refused(name, reason, instead)))
        }
        Some(_) => None,
    }
}

fn unknown_controller(id: &str) -> Diagnostic {
    let usable = |controller: &&&Controller| matches!(controller.passthrough, Passthrough::Ingress(_));
    let known: Vec<&str> = controllers::ALL.iter().filter(usable).map(|controller| controller.id).collect();
    choice_not_supported::unknown("controller", id, nearest(id, known.iter().copied()), &known)
}

fn is_minor_version(text: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('.').is_some_and(|(major, minor)| is_number(major) && is_number(minor))
}
